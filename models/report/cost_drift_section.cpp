// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/cost_drift_section.h"

#include "models/analysis/periods.h"
#include "models/analysis/sentences.h"
#include "models/report/change_words.h"

#include <algorithm>

namespace ms::report {

using analysis::CostDrift;
using analysis::CostDriftTable;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kMostDrawn = 20;

std::string findingOf(const CostDriftTable& table, const Context& context) {
    if (table.slices == 0)
        return "There is no day with events in this selection.";
    if (table.watches == 0)
        return "Nothing is watched yet: four weeks are learned first.";
    if (table.drifts.empty())
        return "No cost per request has left its level by more than 10%.";
    const CostDrift& worst = table.drifts.front();
    return analysis::countWords(Int128(table.drifts.size()), "drift") +
           "; the largest: a request of " + sliceText(worst.keys) + " costs " +
           analysis::moneyWords(worst.after, context.currency) + " since " +
           core::toText(worst.since) + " instead of " +
           analysis::moneyWords(worst.before, context.currency) + ", " +
           signedMoneyWords(worst.excess, context.currency) + " until " + core::toText(worst.day) +
           ".";
}

std::vector<Column> columnsOf(const CostDriftTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"day", "Seen on", Kind::Text, "At the end of this day the looks so far left no doubt."},
        {"since", "Since", Kind::Text, "First day that is compared with the four weeks before it."},
        {"before", "Before", Kind::Money, "Cost / requests of the four weeks before."},
        {"after", "After", Kind::Money, "Cost / requests since then."},
        {"change_pct", "Change", Kind::Ratio, "(After - before) / before."},
        {"change_low", "At least", Kind::Ratio,
         "Lower limit of the change, at all looks together (confidence sequence)."},
        {"change_high", "At most", Kind::Ratio, "Upper limit of the change."},
        {"requests", "Requests", Kind::Count, "Since then."},
        {"excess", "Excess", Kind::Money,
         "Their cost less what they would have cost before: what it is about in money."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

Row rowOf(const CostDriftTable& table, const CostDrift& drift) {
    Row row;
    row.cells = keyCells(drift.keys);
    const std::vector<Cell> figures{core::toText(drift.day),
                                    core::toText(drift.since),
                                    drift.before,
                                    drift.after,
                                    cellOf(analysis::changeOf(drift.after, drift.before)),
                                    drift.change.low,
                                    drift.change.high,
                                    Int128(drift.requests),
                                    drift.excess};
    row.cells.insert(row.cells.end(), figures.begin(), figures.end());
    row.drill = conditionsOf(table.query.by, drift.keys);
    row.drillRange = drift.range;
    return row;
}

Chart chartOf(const CostDriftTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = finding;
    chart.xTitle = "Change of the cost per request, with its limits";
    chart.valueKind = Kind::Ratio;
    chart.reference = 0;
    chart.referenceLabel = "no change";
    Series changes{"Change", {}};
    const std::size_t drawn = std::min(table.drifts.size(), kMostDrawn);
    for (std::size_t i = 0; i < drawn; ++i) {
        const CostDrift& drift = table.drifts[i];
        Point point{sliceText(drift.keys) + ", " + core::toText(drift.since),
                    cellOf(analysis::changeOf(drift.after, drift.before))};
        point.low = drift.change.low;
        point.high = drift.change.high;
        point.row = int(i);
        changes.points.push_back(std::move(point));
    }
    chart.series = {std::move(changes)};
    return chart;
}

} // namespace

Section costDriftSection(const CostDriftTable& table, const Context& context) {
    Section section{"cost_drift",
                    "Where does a request cost more than it did?",
                    findingOf(table, context),
                    {},
                    {},
                    {},
                    table.query.filter};
    section.table.columns = columnsOf(table);
    for (const CostDrift& drift : table.drifts)
        section.table.rows.push_back(rowOf(table, drift));
    if (!table.drifts.empty())
        section.charts.push_back(chartOf(table, section.finding));
    section.notes.push_back(
        "Each slice is watched for four weeks against the four weeks before, with a look every "
        "day. "
        "A drift is told when the change exceeds 10% for sure; over all slices and looks of four "
        "weeks the chance of a false one is at most 5%. Hours count as independent of each other.");
    section.notes.push_back(
        "In this record the rule watched " + analysis::countWords(Int128(table.slices)) + " " +
        sliceWords(table.query.by) + " in " + analysis::countWords(Int128(table.watches)) +
        " stretches of four weeks, and fired " +
        analysis::countWords(Int128(table.drifts.size()), "time") + ".");
    if (table.tooShort > 0)
        section.notes.push_back(
            analysis::countWords(Int128(table.tooShort)) + " of the " + sliceWords(table.query.by) +
            (table.tooShort == 1 ? " has" : " have") + " too few days to be watched.");
    return section;
}

} // namespace ms::report
