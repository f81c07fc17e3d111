// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/arm_words.h"
#include "models/report/arms_section.h"
#include "models/report/change_words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ms::report {

using analysis::ArmComparison;
using analysis::ArmMix;
using analysis::ArmPair;
using core::Int128;
using Kind = Column::Kind;

namespace {

/// Strata by what they add, the largest first.
std::vector<std::size_t> ranked(const ArmMix& mix) {
    std::vector<std::size_t> order;
    for (std::size_t h = 0; h < mix.strata.size(); ++h)
        if (mix.strata[h].a.denominator > 0 || mix.strata[h].b.denominator > 0 ||
            mix.strata[h].a.numerator != 0 || mix.strata[h].b.numerator != 0)
            order.push_back(h);
    const auto size = [&](std::size_t h) {
        const stats::StratumEffect& part = mix.parts.strata[h];
        return std::abs(part.within) + std::abs(part.mixCentred);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    return order;
}

std::optional<double> ratioOf(const stats::ClusterTotals& totals) {
    return totals.denominator > 0 ? std::optional(totals.numerator / totals.denominator)
                                  : std::nullopt;
}

std::optional<double> shareOf(const stats::ClusterTotals& totals, std::optional<double> whole) {
    return whole && *whole > 0 ? std::optional(totals.denominator / *whole) : std::nullopt;
}

struct Wholes {
    double a = 0;
    double b = 0;
};

Wholes wholesOf(const ArmMix& mix) {
    Wholes wholes;
    for (const stats::StratumInArms& stratum : mix.strata) {
        wholes.a += stratum.a.denominator;
        wholes.b += stratum.b.denominator;
    }
    return wholes;
}

void addRows(Section& section, const ArmComparison& all, const ArmPair& pair) {
    const ArmMix& mix = pair.mix;
    if (mix.parts.strata.empty())
        return;
    const Wholes wholes = wholesOf(mix);
    for (const std::size_t h : ranked(mix)) {
        const stats::StratumInArms& stratum = mix.strata[h];
        const stats::StratumEffect& part = mix.parts.strata[h];
        Row row;
        row.cells = {all.arms[pair.arm].name,
                     sliceText(mix.keys[h]),
                     cellOf(shareOf(stratum.a, wholes.a)),
                     cellOf(shareOf(stratum.b, wholes.b)),
                     metricCell(all.primary(), ratioOf(stratum.a)),
                     metricCell(all.primary(), ratioOf(stratum.b)),
                     metricCell(all.primary(), part.within),
                     metricCell(all.primary(), part.mix),
                     metricCell(all.primary(), part.mixCentred)};
        section.table.rows.push_back(std::move(row));
    }
}

/// From the baseline over what changed within strata and the mix to the arm.
Chart waterfallOf(const ArmComparison& all, const ArmPair& pair, const std::string& finding) {
    constexpr std::size_t kMostStrata = 8;
    const ArmMix& mix = pair.mix;
    const analysis::ArmMetric metric = all.primary();
    const stats::RatioComparison& raw = pair.of(metric).effect.unadjusted;
    Chart chart;
    chart.kind = Chart::Kind::Waterfall;
    chart.title = finding;
    chart.yTitle = std::string(factsOf(metric).title);
    chart.valueKind = kindOf(metric);
    Series series{"", {}};
    series.points.push_back({all.arms[0].name, metricCell(metric, raw.a.ratio)});
    double others = 0;
    std::vector<std::size_t> order = ranked(mix);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::abs(mix.parts.strata[a].within) > std::abs(mix.parts.strata[b].within);
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double within = mix.parts.strata[order[i]].within;
        if (i < kMostStrata)
            series.points.push_back({sliceText(mix.keys[order[i]]), metricCell(metric, within)});
        else
            others += within;
    }
    if (order.size() > kMostStrata)
        series.points.push_back({"Other (" + std::to_string(order.size() - kMostStrata) + ")",
                                 metricCell(metric, others)});
    series.points.push_back({"Mix", metricCell(metric, mix.parts.mix)});
    series.points.push_back({all.arms[pair.arm].name, metricCell(metric, raw.b.ratio)});
    chart.series = {std::move(series)};
    return chart;
}

std::string signedWords(analysis::ArmMetric metric, double value, const Context& context) {
    return (value > 0 ? "+" : "") + metricWords(metric, value, context);
}

std::string findingOf(const ArmComparison& all, const ArmPair& pair, const Context& context) {
    const auto& parts = pair.mix.parts;
    if (!parts.total)
        return "There is nothing to split: an arm has none of what the metric is per.";
    const analysis::ArmMetric metric = all.primary();
    return "Of the difference of " + signedWords(metric, *parts.total, context) + " between " +
           all.arms[0].name + " and " + all.arms[pair.arm].name + ", " +
           signedWords(metric, *parts.within, context) + " is within strata and " +
           signedWords(metric, *parts.mix, context) + " is their mix.";
}

} // namespace

Section armMixSection(const ArmComparison& all, const Context& context) {
    const ArmPair& first = all.pairs.front();
    Section section{"mix",
                    "Is it the arm, or what it was given?",
                    findingOf(all, first, context),
                    {},
                    {},
                    {},
                    all.query.filter};
    std::string by;
    for (const std::string& name : first.mix.by)
        by += (by.empty() ? "" : " · ") + name;
    section.table.columns = {
        {"arm", "Arm", Kind::Text, "What is compared with the baseline."},
        {"stratum", "Stratum", Kind::Text, "By " + by + "."},
        {"share_baseline", "Share, " + all.arms[0].name, Kind::Ratio,
         "Of what the metric is per, in the baseline."},
        {"share", "Share, arm", Kind::Ratio, "The same in the arm."},
        {"baseline", "Metric, " + all.arms[0].name, Kind::Number, "The metric of the baseline."},
        {"value", "Metric, arm", Kind::Number, "The metric of the arm."},
        {"within", "Within", Kind::Number,
         "Mean of both shares x (arm - baseline): the stratum itself changed."},
        {"mix", "Mix", Kind::Number,
         "(Share of the arm - of the baseline) x mean of both: its part of the requests changed."},
        {"mix_centred", "Mix, centred", Kind::Number,
         "The same against the average of all: for ranking; the totals are alike."}};
    for (const ArmPair& pair : all.pairs)
        addRows(section, all, pair);
    if (first.mix.parts.total)
        section.charts.push_back(waterfallOf(all, first, section.finding));
    section.notes.push_back("Within and mix of all strata add up to the unadjusted difference. A "
                            "stratum that only one arm has is all mix.");
    return section;
}

} // namespace ms::report
