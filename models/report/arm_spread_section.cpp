// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/arm_spread_section.h"

#include "models/analysis/sentences.h"
#include "models/report/arm_words.h"
#include "models/report/change_words.h"

namespace ms::report {

using analysis::ArmMetric;
using analysis::ArmSpread;
using analysis::ArmValue;
using analysis::countWords;
using core::Int128;
using stats::Interval;
using Kind = Column::Kind;

namespace {

constexpr std::int64_t kTail = 950;

/// A metric whose figures are written alike.
ArmMetric metricOf(ArmValue value) {
    return value == ArmValue::Latency ? ArmMetric::LatencyP50 : ArmMetric::CostP95;
}

const char* titleOf(ArmValue value) {
    switch (value) {
    case ArmValue::Latency:
        return "Latency of a request, ms";
    case ArmValue::RequestCost:
        return "Cost of a request";
    default:
        return "Cost of a unit";
    }
}

const char* nounOf(ArmValue value) {
    return value == ArmValue::UnitCost ? "unit" : "request";
}

double shareOf(const ArmSpread::Level& level) {
    return stats::shareOfPerMille(level.perMille);
}

std::string changeWords(const stats::QuantileComparison& both, double alpha) {
    if (!both.lift.value)
        return {};
    std::string words = signedPercentWords(*both.lift.value);
    if (both.lift.interval)
        words += " (" + analysis::percentWords(1 - alpha) + " interval " +
                 signedPercentWords(both.lift.interval->low) + " to " +
                 signedPercentWords(both.lift.interval->high) + ")";
    return words;
}

/// Of the first arm, at the tail.
std::string tailWords(const ArmSpread& all, const ArmSpread::Value& value, const Context& context) {
    const stats::QuantileComparison& both = value.at(kTail).arms[1];
    const ArmMetric metric = metricOf(value.value);
    const std::string verb = value.value == ArmValue::Latency ? "takes" : "costs";
    return "One of 20 " + std::string(nounOf(value.value)) + "s of " + armName(all.query, 1) + " " +
           verb + " more than " + metricWords(metric, *both.b.value, context) + ", of " +
           armName(all.query, 0) + " more than " + metricWords(metric, *both.a.value, context) +
           ": " + changeWords(both, all.alpha) + ".";
}

std::string findingOf(const ArmSpread& all, const Context& context) {
    if (all.values.empty())
        return "Of no arm both cost and latency are known.";
    std::string words;
    for (const ArmSpread::Value& value : all.values)
        words += (words.empty() ? "" : " ") + tailWords(all, value, context);
    return words;
}

std::vector<Column> columnsOf(const ArmSpread& all) {
    const std::string level = analysis::percentWords(1 - all.alpha);
    return {{"figure", "Figure", Kind::Text, "What single units or requests have."},
            {"arm", "Arm", Kind::Text, "Where they belong."},
            {"share", "Share at or below", Kind::Ratio, "So many have at most the value."},
            {"value", "Value", Kind::Number, "The quantile: a value that occurs."},
            {"low", "At least", Kind::Number,
             "Lower limit of the value at " + level + ", between clusters (Woodruff)."},
            {"high", "At most", Kind::Number, "Upper limit of the value."},
            {"difference", "Difference", Kind::Number, "Arm - baseline, at the same share."},
            {"difference_low", "At least (difference)", Kind::Number, "Lower limit."},
            {"difference_high", "At most (difference)", Kind::Number, "Upper limit."},
            {"reason", "No interval", Kind::Text, "Why there is none."}};
}

Row rowOf(const ArmSpread& all, const ArmSpread::Value& value, const ArmSpread::Level& level,
          std::size_t arm) {
    const ArmMetric metric = metricOf(value.value);
    const stats::QuantileComparison& both = level.arms[arm];
    const auto cell = [&](const std::optional<Interval>& of, double Interval::*side) {
        return metricCell(metric, of ? std::optional((*of).*side) : std::nullopt);
    };
    Row row;
    row.cells = {std::string(titleOf(value.value)),
                 armName(all.query, arm),
                 shareOf(level),
                 metricCell(metric, both.b.value),
                 cell(both.b.interval, &Interval::low),
                 cell(both.b.interval, &Interval::high),
                 arm == 0 ? Cell{} : metricCell(metric, both.difference.value),
                 arm == 0 ? Cell{} : cell(both.difference.interval, &Interval::low),
                 arm == 0 ? Cell{} : cell(both.difference.interval, &Interval::high),
                 both.b.interval ? Cell{} : Cell{std::string(stats::nameOf(both.b.status))}};
    return row;
}

Chart chartOf(const ArmSpread& all, const ArmSpread::Value& value, int firstRow,
              const Context& context) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = tailWords(all, value, context);
    chart.xTitle = "Share of the " + std::string(nounOf(value.value)) + "s at or below";
    chart.yTitle = titleOf(value.value);
    chart.valueKind = kindOf(metricOf(value.value));
    chart.xKind = Kind::Ratio;
    for (std::size_t arm = 0; arm < value.known.size(); ++arm) {
        Series series{armName(all.query, arm), {}};
        series.isYardstick = arm == 0;
        for (const ArmSpread::Level& level : value.levels) {
            const int row = firstRow++;
            const stats::ClusteredQuantile& quantile = level.arms[arm].b;
            Point point{{}, metricCell(metricOf(value.value), quantile.value), shareOf(level)};
            if (quantile.interval) {
                point.low = quantile.interval->low;
                point.high = quantile.interval->high;
            }
            point.row = row;
            series.points.push_back(std::move(point));
        }
        chart.series.push_back(std::move(series));
    }
    return chart;
}

} // namespace

Section armSpreadSection(const ArmSpread& all, const Context& context) {
    Section section{
        "spread",        "How are cost and latency spread?", findingOf(all, context), {}, {}, {},
        all.query.filter};
    section.table.columns = columnsOf(all);
    for (const ArmSpread::Value& value : all.values) {
        section.charts.push_back(chartOf(all, value, int(section.table.rows.size()), context));
        for (std::size_t arm = 0; arm < value.known.size(); ++arm) {
            for (const ArmSpread::Level& level : value.levels)
                section.table.rows.push_back(rowOf(all, value, level, arm));
            if (value.unknown[arm] > 0)
                section.notes.push_back(
                    std::string(value.value == ArmValue::Latency ? "The latency" : "The cost") +
                    " of " + countWords(Int128(value.unknown[arm])) + " of " +
                    countWords(Int128(value.unknown[arm]) + Int128(value.known[arm]),
                               nounOf(value.value)) +
                    " of " + armName(all.query, arm) + " is not known: they are in no quantile.");
        }
    }
    section.notes.emplace_back("From 99 of 100 on an interval needs 20 requests or units and 10 "
                               "clusters beyond. Where clusters are in both arms, differences are "
                               "paired.");
    return section;
}

} // namespace ms::report
