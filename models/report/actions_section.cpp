// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/actions_section.h"

#include "models/analysis/sentences.h"
#include "models/report/grouped_rows.h"

namespace ms::report {

using analysis::ActionFigures;
using analysis::ActionsRow;
using analysis::ActionsTable;
using analysis::RequestFigures;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

std::vector<Column> requestColumns(const ActionsTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"cost", "Cost", Kind::Money, "Cost of all attempts whose cost is known."},
        {"attempts", "Calls", Kind::Count, "All attempts."},
        {"requests", "Requests", Kind::Count,
         "Distinct requests: one counts in each row that it touches, once in the total."},
        {"actions", "Actions", Kind::Count,
         "Distinct actions: one counts in each row that it touches, once in the total."},
        {"cost_per_request", "Per request", Kind::Money, "Cost / requests, retries included."},
        {"naive_cost_per_request", "Naive per request", Kind::Money,
         "(Cost - retry cost) / requests: as if each request were its last attempt."},
        {"cost_per_action", "Per action", Kind::Money, "Cost / actions."},
        {"retry_cost", "Retry cost", Kind::Money,
         "Cost of all attempts of a request but its last."},
        {"retry_pct", "Retries", Kind::Ratio, "Retry cost / cost."},
        {"fallback_cost", "Fallback cost", Kind::Money,
         "Cost of fallback attempts - cost of the same tokens on the feature's main model."},
        {"fallback_pct", "Fallbacks", Kind::Ratio, "Fallback cost / cost."},
        {"calls_per_action", "Calls per action", Kind::Number, "Attempts / actions."},
        {"requests_per_action", "Depth", Kind::Number, "Requests / actions."},
        {"tokens_per_action", "Tokens per action", Kind::Number,
         "Prompt and output tokens / actions."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; the costs leave them out."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const RequestFigures& f) {
    return {f.cost,
            Int128(f.attempts),
            Int128(f.requests),
            Int128(f.actions),
            cellOf(f.costPerRequest()),
            cellOf(f.naiveCostPerRequest()),
            cellOf(f.costPerAction()),
            f.retryCost,
            cellOf(f.retryPct()),
            f.fallbackCost,
            cellOf(f.fallbackPct()),
            cellOf(f.callsPerAction()),
            cellOf(f.requestsPerAction()),
            cellOf(f.tokensPerAction()),
            Int128(f.unpricedAttempts)};
}

std::string requestFinding(const RequestFigures& total, const Context& context) {
    const auto perRequest = total.costPerRequest();
    const auto perAction = total.costPerAction();
    if (!perRequest || !perAction)
        return "No attempt of this selection has a known cost.";
    std::string text = "A request costs " + analysis::moneyWords(*perRequest, context.currency) +
                       ", an action " + analysis::moneyWords(*perAction, context.currency);
    if (total.retryCost.isZero() || total.cost.isZero())
        return text + ".";
    return text + "; retries take " + analysis::shareWords(total.retryCost, total.cost) +
           " of the cost.";
}

void noteUnpriced(std::vector<std::string>& notes, const RequestFigures& total) {
    if (total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(total.unpricedAttempts, "attempt") + ", " +
                        analysis::countWords(total.unpricedTokens, "token") +
                        " have no price; the costs leave them out.");
}

std::vector<std::string> requestNotes(const ActionsTable& table, const Context& context) {
    std::vector<std::string> notes;
    const RequestFigures& total = table.total.requests;
    const auto naive = total.naiveCostPerRequest();
    if (naive && !total.retryCost.isZero())
        notes.push_back("Whoever counts only the last call of each request sees " +
                        analysis::moneyWords(*naive, context.currency) + " a request and misses " +
                        analysis::moneyWords(total.retryCost, context.currency) + ".");
    if (!total.fallbackCost.isZero()) {
        const bool isLess = total.fallbackCost < MoneySum();
        notes.push_back(
            "Fallbacks cost " +
            analysis::moneyWords(isLess ? MoneySum() - total.fallbackCost : total.fallbackCost,
                                 context.currency) +
            (isLess ? " less" : " more") +
            " than the same tokens on the model that the feature mostly uses.");
    }
    if (total.actions == total.requests && total.actions > 0)
        notes.push_back("No action has more than one request: logs join requests by a root id.");
    noteUnpriced(notes, total);
    return notes;
}

Chart requestChart(const ActionsTable& table, const std::string& finding) {
    constexpr std::size_t kMostBars = 12;
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Cost per request";
    Series effective{"With retries", {}};
    Series naive{"Last attempts only", {}};
    for (std::size_t i = 0; i < table.rows.size() && effective.points.size() < kMostBars; ++i) {
        const RequestFigures& f = table.rows[i].requests;
        const auto perRequest = f.costPerRequest();
        if (!perRequest)
            continue;
        const std::string label = labelOf(table.rows[i].keys);
        effective.points.push_back({label, *perRequest, {}, {}, {}, int(i)});
        naive.points.push_back({label, *f.naiveCostPerRequest(), {}, {}, {}, int(i)});
    }
    chart.series = {std::move(effective), std::move(naive)};
    return chart;
}

std::vector<Column> agentColumns(const ActionsTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"cost", "Cost", Kind::Money, "Known cost of the whole actions that begin here."},
        {"actions", "Actions", Kind::Count, "Actions whose first attempt is here."},
        {"single_actions", "Of one request", Kind::Count, "Actions of one request."},
        {"single_cost", "Their cost", Kind::Money, "Cost of the actions of one request."},
        {"several_actions", "Of several", Kind::Count, "Actions of more than one request."},
        {"several_cost", "Cost of several", Kind::Money,
         "Cost of the actions of more than one request."},
        {"several_pct", "Share of cost", Kind::Ratio,
         "Cost of the actions of several requests / cost."},
        {"cost_per_single", "Per single", Kind::Money,
         "Mean cost of an action of one request, of those without an unpriced attempt."},
        {"cost_per_several", "Per several", Kind::Money,
         "Mean cost of an action of several requests, of those without an unpriced attempt."},
        {"multiplier", "Multiplier", Kind::Number,
         "Mean cost of an action of several requests / that of one of a single request."},
        {"deepest", "Deepest", Kind::Count, "Requests of the action that has most."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const ActionFigures& f) {
    return {f.cost(),
            Int128(f.actions()),
            Int128(f.single.actions),
            f.single.cost,
            Int128(f.several.actions),
            f.several.cost,
            cellOf(f.severalPct()),
            cellOf(f.single.costPerAction()),
            cellOf(f.several.costPerAction()),
            cellOf(f.multiplier()),
            Int128(f.deepest)};
}

std::string agentFinding(const ActionsTable& table, const Context& context) {
    const ActionFigures& total = table.total.actions;
    if (total.actions() == 0)
        return "There is no action in this selection.";
    std::string text = "No action has more than one request";
    const auto single = total.single.costPerAction();
    const auto several = total.several.costPerAction();
    if (several && single)
        text = "An action of several requests costs " +
               analysis::moneyWords(*several, context.currency) + ", one of a single request " +
               analysis::moneyWords(*single, context.currency);
    else if (total.several.actions > 0)
        text = analysis::countWords(total.several.actions, "action") +
               (total.several.actions == 1 ? " has" : " have") + " more than one request";
    return text + ".";
}

std::vector<std::string> agentNotes(const ActionsTable& table) {
    std::vector<std::string> notes;
    const ActionFigures& total = table.total.actions;
    if (table.hasSpread)
        notes.push_back("Some actions touch several rows. Each counts whole in the row of its "
                        "first call, so rows lead to no attempts.");
    const std::int64_t partly = total.actions() - total.single.priced - total.several.priced;
    if (partly > 0)
        notes.push_back(analysis::countWords(partly, "action") + (partly == 1 ? " has" : " have") +
                        " attempts without a price and are in no mean.");
    noteUnpriced(notes, table.total.requests);
    return notes;
}

/// By how much several requests are dearer, in the order of the rows.
Chart agentChart(const ActionsTable& table, const std::string& finding) {
    constexpr std::size_t kMostBars = 12;
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Actions of several requests / actions of one, by mean cost";
    chart.valueKind = Kind::Number;
    Series series{"Multiplier", {}};
    for (std::size_t i = 0; i < table.rows.size() && series.points.size() < kMostBars; ++i)
        if (const auto multiplier = table.rows[i].actions.multiplier())
            series.points.push_back({labelOf(table.rows[i].keys), *multiplier, {}, {}, {}, int(i)});
    chart.series.push_back(std::move(series));
    return chart;
}

void keepChart(Section& section, Chart chart, const std::vector<query::Dimension>& by) {
    if (!by.empty() && !chart.series.front().points.empty())
        section.charts.push_back(std::move(chart));
}

} // namespace

Section actionsSection(const ActionsTable& table, const Context& context) {
    Section section{"actions",
                    "Requests and actions",
                    requestFinding(table.total.requests, context),
                    {},
                    {},
                    requestNotes(table, context),
                    table.query.filter};
    section.table.columns = requestColumns(table);
    for (const ActionsRow& row : table.rows)
        section.table.rows.push_back(groupedRow(table.query.by, row.keys, cellsOf(row.requests)));
    section.table.total = groupedTotal(table.query.by, cellsOf(table.total.requests));
    keepChart(section, requestChart(table, section.finding), table.query.by);
    return section;
}

Section agentsSection(const ActionsTable& table, const Context& context) {
    Section section{"agents",
                    "Actions of several requests",
                    agentFinding(table, context),
                    {},
                    {},
                    agentNotes(table),
                    table.query.filter};
    section.table.columns = agentColumns(table);
    for (const ActionsRow& row : table.rows) {
        section.table.rows.push_back(groupedRow(table.query.by, row.keys, cellsOf(row.actions)));
        if (table.hasSpread)
            section.table.rows.back().drill.reset();
    }
    section.table.total = groupedTotal(table.query.by, cellsOf(table.total.actions));
    keepChart(section, agentChart(table, section.finding), table.query.by);
    return section;
}

} // namespace ms::report
