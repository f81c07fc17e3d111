// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/growth_section.h"

#include "models/analysis/periods.h"
#include "models/analysis/sentences.h"
#include "models/report/change_words.h"

#include <algorithm>

namespace ms::report {

using analysis::GrowthRow;
using analysis::GrowthTable;
using core::Int128;
using core::MoneySum;
using stats::MovementLabel;

namespace {

using Kind = Column::Kind;

std::string headWord(const GrowthTable& table) {
    return std::string(analysis::nameOf(table.head));
}

std::string_view wordOf(MovementLabel label) {
    switch (label) {
    case MovementLabel::Growth:
        return "growth";
    case MovementLabel::Inefficiency:
        return "inefficiency";
    case MovementLabel::None:
        break;
    }
    return {};
}

/// "users doubled, cost per user -15%: growth".
std::string readingOf(const GrowthRow& row, const GrowthTable& table) {
    if (!row.byHeads)
        return "no " + headWord(table) + " is named";
    std::string text = headWord(table) + "s " + movementWords(row.headsBefore, row.headsAfter);
    if (row.eachBefore && row.eachAfter)
        text += ", cost per " + headWord(table) + " " +
                movementWords(row.eachBefore->picos(), row.eachAfter->picos());
    const std::string_view label = wordOf(row.label);
    return label.empty() ? text : text + ": " + std::string(label);
}

std::vector<Column> columnsOf(const GrowthTable& table) {
    const std::string head = headWord(table);
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::string heads = head == "user" ? "Users" : "Requests";
    const std::vector<Column> figures{
        {"cost_before", "Cost before", Kind::Money, "Cost in the earlier period."},
        {"cost_after", "Cost after", Kind::Money, "Cost in the later period."},
        {"change", "Change", Kind::Money, "Cost after - cost before."},
        {"change_pct", "Change %", Kind::Ratio, "Change / cost before."},
        {head + "s_before", heads + " before", Kind::Count, "Distinct, in the earlier period."},
        {head + "s_after", heads + " after", Kind::Count, "Distinct, in the later period."},
        {"each_before", "A " + head + " before", Kind::Money, "Cost before / " + head + "s."},
        {"each_after", "A " + head + " after", Kind::Money, "Cost after / " + head + "s."},
        {"by_" + head + "s", "By " + head + "s", Kind::Money,
         "Part of the change that more or fewer " + head + "s made (LMDI)."},
        {"by_each", "By cost of each", Kind::Money,
         "The rest of the change: what a " + head + " costs."},
        {"reading", "In words", Kind::Text,
         "Growth: more " + head +
             "s at a lower cost of each, and a higher margin. Inefficiency: a "
             "higher cost of each at the same number."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const GrowthRow& row, const GrowthTable& table) {
    return {row.costBefore,
            row.costAfter,
            row.change(),
            cellOf(analysis::changeOf(row.costAfter, row.costBefore)),
            Int128(row.headsBefore),
            Int128(row.headsAfter),
            cellOf(row.eachBefore),
            cellOf(row.eachAfter),
            cellOf(row.byHeads),
            cellOf(row.byEach),
            readingOf(row, table)};
}

/// "Draft Email +60%: users doubled, cost per user -15%: growth."
std::string sentenceOf(const std::string& name, const GrowthRow& row, const GrowthTable& table,
                       const Context& context) {
    const auto ratio = analysis::changeOf(row.costAfter, row.costBefore);
    const std::string change =
        ratio ? signedPercentWords(*ratio) : signedMoneyWords(row.change(), context.currency);
    return name + " " + change + ": " + readingOf(row, table) + ".";
}

std::string findingOf(const GrowthTable& table, const Context& context) {
    if (table.afterWords.empty())
        return "There are no events with a time: nothing can be compared.";
    std::string text = sentenceOf("Cost", table.total, table, context);
    if (table.rows.size() > 1 && !table.rows.front().change().isZero())
        text += " " +
                sentenceOf(sliceText(table.rows.front().keys), table.rows.front(), table, context);
    return text;
}

std::vector<std::string> notesOf(const GrowthTable& table) {
    std::vector<std::string> notes = table.notes;
    if (table.afterWords.empty())
        return notes;
    notes.insert(notes.begin(), table.beforeWords + " is compared with " + table.afterWords + ".");
    if (table.head == analysis::GrowthHead::Request)
        notes.push_back("No event names a user: the cost is that of requests.");
    else
        notes.push_back("A user counts in each " + sliceWord(table.query.by) +
                        " and once in the total, whose parts are therefore its own. Cost without "
                        "a user counts too.");
    if (!table.total.revenueAfter)
        notes.push_back("Without revenue nothing is called growth or inefficiency: import revenue "
                        "or plans.");
    return notes;
}

Chart chartOf(const Section& section, const GrowthTable& table) {
    constexpr std::size_t kMostBars = 8;
    Chart chart;
    chart.title = section.finding;
    chart.xTitle = "Part of the change";
    Series heads{"By " + headWord(table) + "s", {}}, each{"By cost of each", {}};
    for (std::size_t i = 0; i < table.rows.size() && heads.points.size() < kMostBars; ++i) {
        const GrowthRow& row = table.rows[i];
        if (!row.byHeads)
            continue;
        heads.points.push_back({sliceText(row.keys), *row.byHeads, {}, {}, {}, int(i)});
        each.points.push_back({sliceText(row.keys), *row.byEach, {}, {}, {}, int(i)});
    }
    chart.series = {std::move(heads), std::move(each)};
    return chart;
}

} // namespace

Section growthSection(const GrowthTable& table, const Context& context) {
    Section section{"growth", "Is it growth?", findingOf(table, context), {}, {}, {}, {}};
    section.filter = table.query.filter;
    section.table.columns = columnsOf(table);
    for (const GrowthRow& row : table.rows) {
        Row shown{keyCells(row.keys), {}};
        const std::vector<Cell> cells = cellsOf(row, table);
        shown.cells.insert(shown.cells.end(), cells.begin(), cells.end());
        if (row.headsAfter > 0 || !row.costAfter.isZero())
            shown.drill = conditionsOf(table.query.by, row.keys);
        section.table.rows.push_back(std::move(shown));
    }
    section.notes = notesOf(table);
    if (table.afterWords.empty())
        return section;
    section.table.total.assign(table.query.by.size(), Cell{});
    const std::vector<Cell> total = cellsOf(table.total, table);
    section.table.total.insert(section.table.total.end(), total.begin(), total.end());
    section.charts.push_back(chartOf(section, table));
    return section;
}

} // namespace ms::report
