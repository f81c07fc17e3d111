// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/arm_timeline_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/arm_words.h"
#include "models/report/change_words.h"

#include <algorithm>
#include <cmath>

namespace ms::report {

using analysis::ArmMetric;
using analysis::ArmSums;
using analysis::ArmTimeline;
using analysis::factsOf;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

Cell figureOf(ArmMetric metric, const ArmSums& sums) {
    const auto& facts = factsOf(metric);
    if (facts.kind == analysis::ArmMetricFacts::Kind::Money)
        return cellOf(analysis::averageOf(MoneySum::fromPicos(sums[facts.numerator]),
                                          sums[facts.denominator]));
    return cellOf(analysis::shareOf(sums[facts.numerator], sums[facts.denominator]));
}

bool isDecided(const ArmTimeline::Look& look) {
    return look.sequence && (look.sequence->low > 0 || look.sequence->high < 0);
}

std::string findingOf(const ArmTimeline& timeline, const Context& context) {
    const std::string name = lowered(factsOf(timeline.metric).title);
    const std::string &a = armName(timeline.query, 0), &b = armName(timeline.query, 1);
    if (timeline.looks.empty())
        return "There were no two arms with 30 clusters at any look.";
    const auto decided = std::find_if(timeline.looks.begin(), timeline.looks.end(), isDecided);
    if (decided == timeline.looks.end())
        return "At no look it was beyond doubt that " + name + " differs between " + a + " and " +
               b + ".";
    const stats::Interval now = *timeline.looks.back().sequence;
    const bool isLower = decided->sequence->high < 0;
    const auto words = [&](double value) {
        return metricWords(timeline.metric, std::abs(value), context);
    };
    return "Since " + core::toText(decided->day) + " it is beyond doubt, at any look, that " +
           name + " of " + b + " is " + (isLower ? "lower" : "higher") + " than that of " + a +
           ", by now by " + words(isLower ? now.high : now.low) + " to " +
           words(isLower ? now.low : now.high) + ".";
}

std::vector<Column> columnsOf(const ArmTimeline& timeline) {
    const std::string metric(factsOf(timeline.metric).title);
    return {
        {"day", "Day", Kind::Key, {}, query::Dimension::Day},
        {"arm", "Arm", Kind::Text, "Of requests and units that began on the day."},
        {"requests", "Requests", Kind::Count, "Of the arm on the day."},
        {"value", metric, Kind::Number, "Of the arm on the day."},
        {"success_rate", "Success rate", Kind::Ratio, "Successful / finished units of the day."},
        {"difference", "Difference so far", Kind::Number,
         "Arm - baseline of all days up to this one."},
        {"difference_low", "At least", Kind::Number,
         "Lower limit at all looks together (confidence sequence)."},
        {"difference_high", "At most", Kind::Number, "Upper limit."},
        {"p_value", "p at any time", Kind::PValue, "The least of all looks so far."}};
}

const ArmTimeline::Look* lookOn(const ArmTimeline& timeline, core::Day day) {
    for (const ArmTimeline::Look& look : timeline.looks)
        if (look.day == day)
            return &look;
    return nullptr;
}

void addRows(Section& section, const ArmTimeline& timeline) {
    for (std::size_t arm = 0; arm < timeline.days.size(); ++arm)
        for (const ArmTimeline::DayOfArm& day : timeline.days[arm]) {
            Row row;
            row.cells = {core::toText(day.day),
                         armName(timeline.query, arm),
                         day.sums[analysis::ArmSum::Requests],
                         figureOf(timeline.metric, day.sums),
                         figureOf(ArmMetric::SuccessRate, day.sums),
                         Cell{},
                         Cell{},
                         Cell{},
                         Cell{}};
            const auto* look = arm == 1 ? lookOn(timeline, day.day) : nullptr;
            if (look && look->sequence) {
                row.cells[5] = metricCell(timeline.metric, look->effect.difference.value);
                row.cells[6] = metricCell(timeline.metric, look->sequence->low);
                row.cells[7] = metricCell(timeline.metric, look->sequence->high);
                row.cells[8] = cellOf(look->pValue);
            }
            row.drill = conditionsOf({query::Dimension::Day, timeline.query.dimension},
                                     {core::toText(day.day), armName(timeline.query, arm)});
            section.table.rows.push_back(std::move(row));
        }
    std::stable_sort(section.table.rows.begin(), section.table.rows.end(),
                     [](const Row& x, const Row& y) { return x.cells[0] < y.cells[0]; });
}

Chart byDay(const ArmTimeline& timeline, ArmMetric metric, std::string title) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = std::move(title);
    chart.yTitle = std::string(factsOf(metric).title);
    chart.valueKind = kindOf(metric);
    for (std::size_t arm = 0; arm < timeline.days.size(); ++arm) {
        Series series{armName(timeline.query, arm), {}};
        series.isYardstick = arm == 0;
        for (const ArmTimeline::DayOfArm& day : timeline.days[arm]) {
            Point point{core::toText(day.day), figureOf(metric, day.sums)};
            if (!std::holds_alternative<std::monostate>(point.value))
                series.points.push_back(std::move(point));
        }
        chart.series.push_back(std::move(series));
    }
    return chart;
}

/// The interval at all looks, getting narrower.
Chart sequenceOf(const ArmTimeline& timeline, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = finding;
    chart.yTitle = "Difference of " + lowered(factsOf(timeline.metric).title) + " so far";
    chart.valueKind = kindOf(timeline.metric);
    chart.reference = 0;
    chart.referenceLabel = "no difference";
    Series low{"At least", {}}, value{"Difference", {}}, high{"At most", {}};
    low.isYardstick = high.isYardstick = true;
    for (const ArmTimeline::Look& look : timeline.looks) {
        if (!look.sequence)
            continue;
        const std::string day = core::toText(look.day);
        low.points.push_back({day, metricCell(timeline.metric, look.sequence->low)});
        value.points.push_back({day, metricCell(timeline.metric, look.effect.difference.value)});
        high.points.push_back({day, metricCell(timeline.metric, look.sequence->high)});
    }
    chart.series = {std::move(value), std::move(low), std::move(high)};
    return chart;
}

} // namespace

Section armTimelineSection(const ArmTimeline& timeline, const Context& context) {
    Section section{"over_time",
                    "Since when is it beyond doubt?",
                    findingOf(timeline, context),
                    {},
                    {},
                    {},
                    timeline.query.filter};
    section.table.columns = columnsOf(timeline);
    addRows(section, timeline);
    if (!timeline.looks.empty())
        section.charts.push_back(sequenceOf(timeline, section.finding));
    section.charts.push_back(
        byDay(timeline, timeline.metric, std::string(factsOf(timeline.metric).title) + " by day."));
    Chart success = byDay(timeline, ArmMetric::SuccessRate, "Success rate by day.");
    const bool hasUnits = std::any_of(success.series.begin(), success.series.end(),
                                      [](const Series& one) { return !one.points.empty(); });
    if (hasUnits && timeline.metric != ArmMetric::SuccessRate)
        section.charts.push_back(std::move(success));
    section.notes.push_back("One may look as often as one likes: over all looks the chance of a "
                            "false difference is at most 5%. The first look has 30 clusters an "
                            "arm.");
    return section;
}

} // namespace ms::report
