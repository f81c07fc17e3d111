// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/failing_bursts_section.h"

#include "models/analysis/sentences.h"
#include "models/report/change_words.h"

#include <algorithm>
#include <cmath>

namespace ms::report {

using analysis::FailingBurst;
using analysis::FailingBurstTable;
using core::Int128;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kMostDrawn = 20;

std::string findingOf(const FailingBurstTable& table, const Context& context) {
    if (table.slices == 0)
        return "There is no day with events in this selection.";
    if (table.judged == 0)
        return "No day can be judged yet: that takes four earlier weeks of the same weekday.";
    if (table.bursts.empty())
        return "Requests did not burst and fail on any day.";
    const FailingBurst& worst = table.bursts.front();
    return analysis::countWords(Int128(table.bursts.size()), "burst") +
           "; the dearest: " + sliceText(worst.keys) + " on " + core::toText(worst.day) + " had " +
           analysis::countWords(Int128(worst.requests), "request") + " instead of " +
           analysis::countWords(Int128(std::llround(worst.usualRequests))) + ", and " +
           analysis::percentWords(worst.successAfter) + " of its attempts succeeded instead of " +
           analysis::percentWords(worst.successBefore) + "; " +
           signedMoneyWords(worst.excess, context.currency) + ".";
}

std::vector<Column> columnsOf(const FailingBurstTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"day", "Day", Kind::Text, "With the burst."},
        {"requests", "Requests", Kind::Count, "That began on the day."},
        {"usual_requests", "Usual", Kind::Number,
         "Requests of the same weekday in the eight weeks before, median."},
        {"success_before", "Success before", Kind::Ratio,
         "Successful attempts / attempts of the 28 days before."},
        {"success", "Success", Kind::Ratio, "Successful attempts / attempts of the day."},
        {"cost", "Cost", Kind::Money, "Of the day."},
        {"excess", "Excess", Kind::Money,
         "Cost less the median cost of the same weekday in the eight weeks before."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

Row rowOf(const FailingBurstTable& table, const FailingBurst& burst) {
    Row row;
    row.cells = keyCells(burst.keys);
    const std::vector<Cell> figures{core::toText(burst.day),
                                    Int128(burst.requests),
                                    burst.usualRequests,
                                    burst.successBefore,
                                    burst.successAfter,
                                    burst.cost,
                                    burst.excess};
    row.cells.insert(row.cells.end(), figures.begin(), figures.end());
    row.drill = conditionsOf(table.query.by, burst.keys);
    row.drillRange = burst.range;
    return row;
}

Chart chartOf(const FailingBurstTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Bars;
    chart.title = finding;
    chart.xTitle = "Successful attempts / attempts";
    chart.valueKind = Kind::Ratio;
    Series before{"28 days before", {}, true};
    Series after{"Day", {}};
    const std::size_t drawn = std::min(table.bursts.size(), kMostDrawn);
    for (std::size_t i = 0; i < drawn; ++i) {
        const FailingBurst& burst = table.bursts[i];
        const std::string label = sliceText(burst.keys) + ", " + core::toText(burst.day);
        before.points.push_back({label, burst.successBefore, {}, {}, {}, int(i)});
        after.points.push_back({label, burst.successAfter, {}, {}, {}, int(i)});
    }
    chart.series = {std::move(before), std::move(after)};
    return chart;
}

} // namespace

Section failingBurstsSection(const FailingBurstTable& table, const Context& context) {
    Section section{"failing_bursts",
                    "When did requests burst and fail?",
                    findingOf(table, context),
                    {},
                    {},
                    {},
                    table.query.filter};
    section.table.columns = columnsOf(table);
    for (const FailingBurst& burst : table.bursts)
        section.table.rows.push_back(rowOf(table, burst));
    if (!table.bursts.empty())
        section.charts.push_back(chartOf(table, section.finding));
    section.notes.push_back(
        "A burst is a day with twice the usual requests or more (20 at least above it, modified "
        "z-score above 3.5) of which five points fewer succeed than in the four weeks before, "
        "which chance would not give once in a thousand days; then not again before two normal "
        "days.");
    section.notes.push_back(
        "In this record the rule judged " + analysis::countWords(Int128(table.judged), "day") +
        " of " + analysis::countWords(Int128(table.slices)) + " " +
        (table.slices == 1 ? sliceWord(table.query.by) : sliceWords(table.query.by)) +
        ", and fired " + analysis::countWords(Int128(table.bursts.size()), "time") + ".");
    return section;
}

} // namespace ms::report
