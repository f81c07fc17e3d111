// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/arm_slices_section.h"

#include "models/analysis/sentences.h"
#include "models/report/arm_words.h"
#include "models/report/change_words.h"

#include <algorithm>

namespace ms::report {

using analysis::ArmSlice;
using analysis::ArmSlices;
using core::Int128;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kMostDrawn = 20;

std::string findingOf(const ArmSlices& all) {
    const std::string name = analysis::factsOf(all.metric).title.data();
    if (all.slices.empty())
        return "No " + sliceWord({all.by}) + " has requests of both arms.";
    if (all.compared == 0)
        return "No " + sliceWord({all.by}) + " has enough " + sliceWords({all.cluster}) +
               " for an interval.";
    if (all.found == 0)
        return "In none of " + analysis::countWords(Int128(all.compared)) + " " +
               sliceWords({all.by}) + " a difference is shown: " + lowered(name) + ".";
    const ArmSlice& first = all.slices.front();
    return "In " + analysis::countWords(Int128(all.found)) + " of " +
           analysis::countWords(Int128(all.compared)) + " " + sliceWords({all.by}) +
           " a difference is shown; the clearest: " + sliceText({first.key}) + ", " +
           lowered(name) + " " +
           (first.effect.lift.value ? signedPercentWords(*first.effect.lift.value)
                                    : std::string("changed")) +
           ".";
}

Row rowOf(const ArmSlices& all, const ArmSlice& slice) {
    const auto& effect = slice.effect;
    const auto& interval = effect.difference.interval;
    using stats::Interval;
    const auto limit = [&](const std::optional<Interval>& of, double Interval::*side) {
        return of ? std::optional((*of).*side) : std::nullopt;
    };
    const core::Int128 requestsA = slice.a[analysis::ArmSum::Requests];
    const core::Int128 requestsB = slice.b[analysis::ArmSum::Requests];
    Row row;
    row.cells = {armName(all.query, slice.arm),
                 slice.key,
                 requestsA,
                 requestsB,
                 metricCell(all.metric, effect.unadjusted.a.ratio),
                 metricCell(all.metric, effect.unadjusted.b.ratio),
                 cellOf(effect.lift.value),
                 cellOf(limit(effect.liftInterval, &Interval::low)),
                 cellOf(limit(effect.liftInterval, &Interval::high)),
                 metricCell(all.metric, effect.difference.value),
                 metricCell(all.metric, limit(interval, &Interval::low)),
                 metricCell(all.metric, limit(interval, &Interval::high)),
                 cellOf(effect.difference.pValue),
                 cellOf(slice.adjustedPValue)};
    row.drill = conditionsOf({all.by}, {slice.key});
    if (all.query.periods)
        row.drillRange = all.query.periods->after;
    else
        row.drill->push_back(
            {all.query.dimension, query::Condition::Kind::In, {armName(all.query, slice.arm)}});
    return row;
}

std::vector<Column> columnsOf(const ArmSlices& all) {
    const std::string a = armName(all.query, 0);
    const std::string metric(analysis::factsOf(all.metric).title);
    Column key = keyColumns({all.by}).front();
    return {{"arm", "Arm", Kind::Text, "What is compared with the baseline."},
            std::move(key),
            {"requests_baseline", "Requests, " + a, Kind::Count, "Of the baseline."},
            {"requests", "Requests, arm", Kind::Count, "Of the arm."},
            {"baseline", metric + ", " + a, Kind::Number, "The metric of the baseline."},
            {"value", metric + ", arm", Kind::Number, "The metric of the arm."},
            {"change_pct", "Change", Kind::Ratio, "(Arm - baseline) / baseline."},
            {"change_low", "At least", Kind::Ratio,
             "Lower limit of the change; the intervals of all slices hold together at 95 %."},
            {"change_high", "At most", Kind::Ratio, "Upper limit of the change."},
            {"difference", "Difference", Kind::Number, "Arm - baseline."},
            {"difference_low", "At least (difference)", Kind::Number, "Lower limit."},
            {"difference_high", "At most (difference)", Kind::Number, "Upper limit."},
            {"p_value", "p", Kind::PValue, "Two-sided p-value of the difference, unadjusted."},
            {"adjusted_p", "Adjusted p", Kind::PValue,
             "By Benjamini and Hochberg over all slices: at 0.1, a tenth of what is found may be "
             "false."}};
}

Chart chartOf(const ArmSlices& all, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = finding;
    chart.xTitle = "Change of " + lowered(analysis::factsOf(all.metric).title) +
                   ", with intervals that hold together";
    chart.valueKind = Kind::Ratio;
    chart.reference = 0;
    chart.referenceLabel = "no difference";
    Series series{"Change", {}};
    for (std::size_t i = 0; i < all.slices.size() && series.points.size() < kMostDrawn; ++i) {
        const ArmSlice& slice = all.slices[i];
        if (!slice.effect.lift.value)
            continue;
        Point point{sliceText({slice.key}) +
                        (armCount(all.query) > 2 ? ", " + armName(all.query, slice.arm) : ""),
                    *slice.effect.lift.value};
        if (slice.effect.liftInterval) {
            point.low = slice.effect.liftInterval->low;
            point.high = slice.effect.liftInterval->high;
        }
        point.row = int(i);
        series.points.push_back(std::move(point));
    }
    chart.series = {std::move(series)};
    return chart;
}

} // namespace

Section armSlicesSection(const ArmSlices& all, const Context&) {
    Section section{"slices", "Where does it differ?", findingOf(all), {}, {},
                    {},       all.query.filter};
    section.table.columns = columnsOf(all);
    for (const ArmSlice& slice : all.slices)
        section.table.rows.push_back(rowOf(all, slice));
    if (!all.slices.empty())
        section.charts.push_back(chartOf(all, section.finding));
    section.notes.push_back("Slices are looked at to find out, not to decide: the verdict is that "
                            "of the whole comparison.");
    section.notes.push_back("Intervals are between " + sliceWords({all.cluster}) + ".");
    return section;
}

} // namespace ms::report
