// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/endpoints_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"

namespace ms::report {

using analysis::CoveredCost;
using analysis::EndpointRow;
using analysis::EndpointTable;
using core::Int128;
using Kind = Column::Kind;

namespace {

std::vector<Column> columns() {
    std::vector<Column> columns = keyColumns({query::Dimension::Endpoint});
    const std::vector<Column> figures{
        {"feature", "Feature", Kind::Text,
         "What its attempts count as: the feature of the latest statement about the endpoint, else "
         "its own name. Facts that name it (revenue, active users, GPU hours) count so too."},
        {"owner_team", "Owner team", Kind::Text,
         "Who answers for it; where nobody is named, attempts keep the team that they state."},
        {"attempts", "Attempts", Kind::Count, "Attempts that state this feature or workflow."},
        {"cost", "Cost", Kind::Money, "Cost of the attempts whose cost is known."},
        {"cost_pct", "Share", Kind::Ratio, "Cost / cost of all attempts of the selection."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; the costs leave them out."},
        {"stated_by", "Stated by", Kind::Text,
         "The import that says which feature it is; through a beginning (trailing *) where no row "
         "names the endpoint itself."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::string sourceOf(const EndpointRow& row) {
    if (!row.rule)
        return {};
    const std::string through =
        row.rule->endpoint == row.endpoint ? "" : row.rule->endpoint + " in ";
    return through + row.rule->file + ", batch " + std::to_string(row.rule->batch);
}

void addFigures(std::vector<Cell>& cells, const std::optional<CoveredCost>& figures,
                const CoveredCost& total) {
    if (!figures) {
        cells.resize(cells.size() + 4);
        return;
    }
    cells.insert(cells.end(), {Int128(figures->attempts), figures->cost,
                               cellOf(analysis::shareOf(figures->cost, total.cost)),
                               Int128(figures->unpricedAttempts)});
}

Row rowOf(const EndpointRow& row, const EndpointTable& table) {
    std::vector<Cell> cells = keyCells({row.endpoint});
    cells.insert(cells.end(), {row.feature(), row.rule ? row.rule->ownerTeam : std::string()});
    addFigures(cells, row.figures, table.total);
    cells.emplace_back(sourceOf(row));
    Row shown{std::move(cells)};
    if (row.figures)
        shown.drill = conditionsOf({query::Dimension::Endpoint}, {row.endpoint});
    return shown;
}

std::vector<Cell> totalOf(const EndpointTable& table) {
    std::vector<Cell> cells = keyCells({std::string()});
    cells.insert(cells.end(), {std::string(), std::string()});
    addFigures(cells, table.total, table.total);
    cells.emplace_back(std::string());
    return cells;
}

std::string findingOf(const EndpointTable& table, const Context& context) {
    const std::string all = analysis::moneyWords(table.total.cost, context.currency);
    if (table.total.attempts == 0)
        return "No attempt is in this selection.";
    if (table.unmappedEndpoints > 0)
        return analysis::countWords(table.unmappedEndpoints, "endpoint") +
               " without a feature of " + (table.unmappedEndpoints == 1 ? "its" : "their") +
               " own " + (table.unmappedEndpoints == 1 ? "carries " : "carry ") +
               analysis::moneyWords(table.unmapped.cost, context.currency) + " of " + all + ".";
    if (table.unnamed.attempts == table.total.attempts)
        return "No attempt of this selection states a feature or workflow.";
    return "Every endpoint has a feature of its own.";
}

std::vector<std::string> notesOf(const EndpointTable& table, const Context& context) {
    if (table.rows.empty())
        return {};
    std::vector<std::string> notes;
    notes.push_back(table.hasRules
                        ? "The latest statement about an endpoint counts, for all of its history."
                        : "Nothing says yet which endpoint is which feature: each counts under its "
                          "own name.");
    if (table.unnamed.attempts > 0)
        notes.push_back(analysis::countWords(table.unnamed.attempts, "attempt") + ", " +
                        analysis::moneyWords(table.unnamed.cost, context.currency) +
                        ", state neither a feature nor a workflow; they have no endpoint.");
    if (table.total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(table.total.unpricedAttempts, "attempt") + ", " +
                        analysis::countWords(table.total.unpricedTokens, "token") +
                        " have no price; the costs leave them out.");
    return notes;
}

} // namespace

Section endpointsSection(const EndpointTable& table, const Context& context) {
    Section section{"endpoints", "Endpoints", findingOf(table, context), {}, {}, {}, {}};
    section.filter = table.filter;
    section.table.columns = columns();
    for (const EndpointRow& row : table.rows)
        section.table.rows.push_back(rowOf(row, table));
    section.table.total = totalOf(table);
    section.notes = notesOf(table, context);
    return section;
}

} // namespace ms::report
