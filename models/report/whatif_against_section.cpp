// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/whatif_against_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/core/check.h"
#include "models/scenario/assumption_diff.h"

#include <algorithm>
#include <map>
#include <optional>

namespace ms::report {

using core::MoneySum;
using scenario::ReplayFigures;
using scenario::ReplayKeys;
using scenario::ReplayRow;
using scenario::ReplayTable;
using Kind = Column::Kind;

namespace {

/// "A", "B", ...
std::string letterOf(std::size_t scenario) {
    return std::string(1, char('A' + char(scenario)));
}
std::string lowerLetterOf(std::size_t scenario) {
    return std::string(1, char('a' + char(scenario)));
}

std::string nameOf(std::span<const ReplayTable> tables, std::size_t scenario) {
    const std::string& name = tables[scenario].question.scenario.name;
    return name.empty() ? "Scenario " + letterOf(scenario)
                        : letterOf(scenario) + " ('" + name + "')";
}

std::vector<scenario::AssumptionDiff> diffsOf(std::span<const ReplayTable> tables) {
    std::vector<scenario::Scenario> scenarios;
    for (const ReplayTable& table : tables)
        scenarios.push_back(table.question.scenario);
    return assumptionsThatDiffer(scenarios);
}

/// "A ('x') leaves $5 more margin than B: $12 against $7."
std::string findingOf(std::span<const ReplayTable> tables, const Context& context) {
    const auto marginOf = [&](std::size_t s) { return tables[s].total.after.margin(); };
    const auto money = [&](MoneySum amount) {
        return analysis::moneyWords(amount, context.currency);
    };
    std::size_t best = 0;
    for (std::size_t s = 1; s < tables.size(); ++s)
        if (marginOf(s) > marginOf(best))
            best = s;
    std::size_t next = best == 0 ? 1 : 0;
    for (std::size_t s = 0; s < tables.size(); ++s)
        if (s != best && marginOf(s) > marginOf(next))
            next = s;
    if (marginOf(best) == marginOf(next))
        return nameOf(tables, best) + " and " + nameOf(tables, next) +
               " leave the same margin of " + money(marginOf(best)) + ".";
    return nameOf(tables, best) + " leaves " + money(marginOf(best) - marginOf(next)) +
           " more margin than " + nameOf(tables, next) + ": " + money(marginOf(best)) +
           " against " + money(marginOf(next)) + "; as it was, " +
           money(tables[best].total.before.margin()) + ".";
}

/// The same row of each scenario; null where it does not look at such traffic.
using SideBySide = std::vector<const ReplayRow*>;

std::vector<Cell> cellsOf(const SideBySide& rows) {
    const auto each = [&](auto figure, std::vector<Cell>& cells) {
        for (const ReplayRow* row : rows)
            cells.push_back(row == nullptr ? Cell{} : cellOf(figure(*row)));
        for (std::size_t s = 1; s < rows.size(); ++s) {
            const auto first = rows[0] == nullptr ? std::nullopt : figure(*rows[0]);
            const auto other = rows[s] == nullptr ? std::nullopt : figure(*rows[s]);
            cells.push_back(first && other ? Cell{*other - *first} : Cell{});
        }
    };
    using Amount = std::optional<MoneySum>;
    const ReplayRow& any = **std::find_if(rows.begin(), rows.end(),
                                          [](const ReplayRow* row) { return row != nullptr; });
    std::vector<Cell> cells{any.requests};
    each([](const ReplayRow& row) { return Amount(row.after.margin()); }, cells);
    each([](const ReplayRow& row) { return Amount(row.after.cost); }, cells);
    each([](const ReplayRow& row) { return Amount(row.after.revenue); }, cells);
    each([](const ReplayRow& row) { return analysis::averageOf(row.after.cost, row.requests); },
         cells);
    return cells;
}

std::vector<Column> columnsOf(std::span<const ReplayTable> tables) {
    std::vector<Column> columns = keyColumns(tables[0].question.by);
    columns.push_back(
        {"requests", "Requests", Kind::Count, "Logged requests, each where it starts."});
    struct Figure {
        const char* name;
        const char* title;
        const char* meaning;
    };
    for (const Figure& figure :
         {Figure{"margin", "Margin", "Expected revenue - cost"},
          {"cost", "Cost", "Expected cost"},
          {"revenue", "Revenue", "Expected revenue"},
          {"cost_per_request", "Per request", "Expected cost / logged requests"}}) {
        for (std::size_t s = 0; s < tables.size(); ++s)
            columns.push_back(
                {std::string(figure.name) + "_" + lowerLetterOf(s),
                 std::string(figure.title) + " " + letterOf(s), Kind::Money,
                 std::string(figure.meaning) + " with all levers of " + nameOf(tables, s) + "."});
        for (std::size_t s = 1; s < tables.size(); ++s)
            columns.push_back({std::string(figure.name) + "_" + lowerLetterOf(s) + "_less_a",
                               letterOf(s) + " - A", Kind::Money,
                               std::string(figure.meaning) + ": " + letterOf(s) + " less A."});
    }
    return columns;
}

Section sectionOf(std::span<const ReplayTable> tables, const Context& context, const char* id,
                  const char* title) {
    CHECK(tables.size() >= 2, "Scenarios are held against each other.");
    Section section;
    section.id = id;
    section.title = title;
    section.finding = findingOf(tables, context);
    section.filter = tables[0].question.filter;
    section.notes = {"Each scenario is replayed on the same logged calls with all of its levers.",
                     "Prices of book " + context.book + ". Actual figures are not touched."};
    return section;
}

Chart chartOf(const std::vector<std::pair<Row, SideBySide>>& rows, const std::string& title) {
    constexpr std::size_t kMostBars = 16;
    Chart chart;
    chart.title = title;
    chart.xTitle = "Margin";
    const std::size_t scenarios = rows.empty() ? 0 : rows.front().second.size();
    for (std::size_t s = 0; s < scenarios; ++s) {
        Series series{letterOf(s), {}};
        for (std::size_t i = 0; i < rows.size() && i < kMostBars; ++i) {
            const SideBySide& row = rows[i].second;
            std::string label;
            for (const ReplayRow* own : row)
                if (own != nullptr && label.empty())
                    for (const std::string& key : own->keys.keys)
                        label += (label.empty() ? "" : ", ") + (key.empty() ? "(not given)" : key);
            series.points.push_back({label,
                                     row[s] == nullptr ? Cell{} : Cell{row[s]->after.margin()},
                                     {},
                                     {},
                                     {},
                                     int(i)});
        }
        chart.series.push_back(std::move(series));
    }
    return chart;
}

} // namespace

Section whatIfAssumptionsSection(std::span<const ReplayTable> tables, const Context& context) {
    Section section = sectionOf(tables, context, "whatif_assumptions", "What the scenarios assume");
    section.table.columns = {
        {"lever", "Lever", Kind::Text, "Whose assumption it is; those of a kind by their order."},
        {"what", "Assumption", Kind::Text, "What is stated differently."}};
    for (std::size_t s = 0; s < tables.size(); ++s)
        section.table.columns.push_back({"stated_" + lowerLetterOf(s), letterOf(s), Kind::Text,
                                         "What " + nameOf(tables, s) + " states."});
    const auto diffs = diffsOf(tables);
    for (const scenario::AssumptionDiff& diff : diffs) {
        Row row{{diff.lever.empty() ? std::string("All levers") : diff.lever, diff.what}};
        for (const auto& stated : diff.stated)
            row.cells.push_back(stated.value_or("(not there)"));
        section.table.rows.push_back(std::move(row));
    }
    section.finding = diffs.empty()
                          ? "The scenarios assume the same."
                          : analysis::countWords(core::Int128(diffs.size()), "assumption") +
                                (diffs.size() == 1 ? " differs. " : " differ. ") + section.finding;
    return section;
}

Section whatIfAgainstSection(std::span<const ReplayTable> tables, const Context& context) {
    Section section = sectionOf(tables, context, "whatif_against", "Side by side");
    section.table.columns = columnsOf(tables);
    std::map<ReplayKeys, SideBySide> byKeys;
    SideBySide totals;
    for (std::size_t s = 0; s < tables.size(); ++s) {
        totals.push_back(&tables[s].total);
        for (const ReplayRow& row : tables[s].rows)
            byKeys.try_emplace(row.keys, SideBySide(tables.size())).first->second[s] = &row;
    }
    std::vector<std::pair<Row, SideBySide>> rows;
    for (const auto& [keys, side] : byKeys) {
        Row row{keyCells(keys.keys)};
        for (Cell& cell : cellsOf(side))
            row.cells.push_back(std::move(cell));
        if (std::get<core::Int128>(row.cells[keys.keys.size()]) > 0)
            row.drill = conditionsOf(tables[0].question.by, keys.keys);
        rows.emplace_back(std::move(row), side);
    }
    // Where the scenarios differ most comes first.
    const auto spread = [](const std::pair<Row, SideBySide>& row) {
        core::Int128 low = 0, high = 0;
        bool isFirst = true;
        for (const ReplayRow* own : row.second) {
            if (own == nullptr)
                continue;
            const core::Int128 margin = own->after.margin().picos();
            low = isFirst ? margin : std::min(low, margin);
            high = isFirst ? margin : std::max(high, margin);
            isFirst = false;
        }
        return high - low;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const auto& a, const auto& b) { return spread(a) > spread(b); });
    for (const auto& [row, side] : rows)
        section.table.rows.push_back(row);
    section.table.total = std::vector<Cell>(tables[0].question.by.size());
    for (Cell& cell : cellsOf(totals))
        section.table.total.push_back(std::move(cell));
    if (!rows.empty())
        section.charts.push_back(chartOf(rows, section.finding));
    return section;
}

} // namespace ms::report
