// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/arm_methods_section.h"

#include "models/analysis/sentences.h"
#include "models/report/arm_words.h"
#include "models/report/change_words.h"
#include "models/report/plain_words.h"

#include <cmath>
#include <cstdio>

namespace ms::report {

using analysis::ArmMethods;
using analysis::countWords;
using analysis::factsOf;
using analysis::percentWords;
using core::Int128;
using stats::Estimate;
using stats::Interval;
using Kind = Column::Kind;

namespace {

/// One method's answer, as it is shown.
struct Told {
    std::string method;
    std::optional<double> value;
    std::optional<Interval> interval;
    std::optional<double> pValue;
    std::optional<double> baseline; // of the arm that it is a change of
    std::optional<double> variance; // of that of the plain one
    std::string about;
};

Told told(std::string method, const Estimate& estimate, std::optional<double> baseline,
          std::string about) {
    if (!estimate.interval)
        about += (about.empty() ? "" : "; ") + std::string("no interval: ") +
                 std::string(stats::nameOf(estimate.status));
    return {std::move(method), estimate.value, estimate.interval, estimate.pValue, baseline, {},
            std::move(about)};
}

std::string clusterWords(const ArmMethods& all, std::size_t count) {
    return countWords(Int128(count), nameOf(all.query.cluster));
}

void addPlain(std::vector<Told>& rows, const ArmMethods& all, const ArmMethods::Difference& one) {
    const std::string clusters = std::string(nameOf(all.query.cluster)) + "s";
    rows.push_back(told("Plain", one.plain.difference, one.plain.unadjusted.a.ratio,
                        std::string(one.plain.cr2 ? "CR2" : "Delta method") + " between " +
                            clusters + (one.plain.isCrossed ? ", paired" : "")));
    if (!one.plain.permutation || !one.plain.permutation->pValue)
        return;
    Told test{one.plain.isCrossed ? "Flipped signs" : "Permutation", {}, {}, {}, {}, {}, {}};
    test.pValue = one.plain.permutation->pValue;
    test.about =
        countWords(Int128(one.plain.permutation->relabelings)) +
        (one.plain.permutation->isExact ? " relabelings, all there are" : " random relabelings");
    rows.push_back(std::move(test));
}

void addStrata(std::vector<Told>& rows, const ArmMethods::Difference& one) {
    if (one.standardised)
        rows.push_back(told("At the same mix", one.standardised->difference,
                            one.standardised->shown().a.ratio,
                            "Post-stratified; " + percentWords(one.standardised->coverage) +
                                " of the weight is in both arms"));
    if (!one.raked)
        return;
    if (one.raked->status != stats::Status::Ok) {
        Estimate none = stats::estimateWithout(one.raked->status, {});
        rows.push_back(told("Raked", none, {}, "An arm has nothing of a row or column"));
        return;
    }
    rows.push_back(told("Raked", one.raked->comparison.difference, one.raked->comparison.a.ratio,
                        "Same margins of the strata in both arms" +
                            (one.raked->largeWeights > 0
                                 ? "; " + countWords(Int128(one.raked->largeWeights), "cell") +
                                       " above five times the median weight"
                                 : std::string()) +
                            (one.raked->hasConverged ? "" : "; did not converge")));
}

void addBefore(std::vector<Told>& rows, const ArmMethods& all, const ArmMethods::Difference& one) {
    if (!one.before)
        return;
    const stats::PrePeriodComparison& before = *one.before;
    const auto& first = all.prePeriod->first;
    const std::optional<double> baseline = one.plain.unadjusted.a.ratio;
    if (first)
        rows.push_back(told("Plain, side by side", before.unadjusted, baseline,
                            "Since " + core::toText(*first) + ", the same requests as CUPED's"));
    std::string about = clusterWords(all, before.known) + " with an earlier time";
    if (before.fresh > 0)
        about += ", " + countWords(Int128(before.fresh)) + " without" +
                 (before.coverage < 1 ? " left out: too few" : " as a stratum of their own");
    if (before.theta)
        about += "; theta " + twoDecimals(*before.theta);
    rows.push_back(told("CUPED", before.adjusted, baseline, about));
    rows.back().variance = before.varianceRatio;
    if (!before.regression)
        return;
    rows.push_back(told("Regression", *before.regression, baseline, "A slope an arm (Lin), HC2"));
    const auto &error = before.regression->standardError, &plain = before.unadjusted.standardError;
    if (error && plain)
        rows.back().variance = *error * *error / (*plain * *plain);
}

/// Of amounts alone: a few dear clusters are what heavy tails are about.
void addWinsorised(std::vector<Told>& rows, const ArmMethods& all,
                   const ArmMethods::Difference& one, const Context& context) {
    if (factsOf(one.metric).kind != analysis::ArmMetricFacts::Kind::Money || !one.winsorised.cap)
        return;
    rows.push_back(told("Winsorised", one.winsorised.comparison.difference,
                        one.winsorised.comparison.a.ratio,
                        countWords(Int128(one.winsorised.capped),
                                   std::string(nameOf(all.query.cluster)) + " total") +
                            " capped at " + metricWords(one.metric, *one.winsorised.cap, context) +
                            ", the pooled 99th percentile"));
}

std::vector<Told> methodsOf(const ArmMethods& all, const ArmMethods::Difference& one,
                            const Context& context) {
    std::vector<Told> rows;
    addPlain(rows, all, one);
    addStrata(rows, one);
    addWinsorised(rows, all, one, context);
    addBefore(rows, all, one);
    if (!one.bootstrap)
        return rows;
    const stats::ArmEffect& drawnFrom = one.standardised ? *one.standardised : one.plain;
    Estimate drawn =
        stats::estimateWithout(one.bootstrap->status, drawnFrom.shown().difference.value);
    drawn.interval = one.bootstrap->difference;
    rows.push_back(told("Bootstrap", drawn, drawnFrom.shown().a.ratio,
                        countWords(Int128(one.bootstrap->draws), "draw") + " of " +
                            std::string(nameOf(all.query.cluster)) + "s, seed " +
                            std::to_string(all.bootstrap.seed)));
    return rows;
}

enum class Side { Unknown, Lower, Around, Higher };

Side sideOf(const std::optional<Interval>& interval) {
    if (!interval)
        return Side::Unknown;
    return interval->high < 0 ? Side::Lower : interval->low > 0 ? Side::Higher : Side::Around;
}

std::string findingOf(const ArmMethods& all, const std::vector<Told>& rows) {
    const ArmMethods::Difference& first = all.differences.front();
    const std::string metric =
        lowered(factsOf(first.metric).title) + " of " + armName(all.query, first.arm);
    const Side plain = sideOf(rows.front().interval);
    if (plain == Side::Unknown)
        return "There is no interval for " + metric + ".";
    std::size_t methods = 0;
    std::string others;
    std::optional<double> variance;
    for (const Told& one : rows) {
        if (one.method == "CUPED")
            variance = one.variance;
        const Side side = sideOf(one.interval);
        if (side == Side::Unknown)
            continue;
        ++methods;
        if (side != plain)
            others += (others.empty() ? "" : ", ") + lowered(one.method);
    }
    const std::string says = plain == Side::Around  ? "no difference is shown"
                             : plain == Side::Lower ? "it is lower"
                                                    : "it is higher";
    std::string words = others.empty()
                            ? "All " + std::to_string(methods) + " methods say the same of " +
                                  metric + ": " + says + "."
                            : "The plain estimate says of " + metric + " that " + says +
                                  "; these methods say otherwise: " + others + ".";
    if (variance && *variance < 1)
        words += " What is known of the time before takes away " + percentWords(1 - *variance) +
                 " of the variance.";
    return words;
}

Row rowOf(const ArmMethods& all, const ArmMethods::Difference& one, const Told& method) {
    const auto limit = [&](double Interval::*side) {
        return method.interval ? std::optional((*method.interval).*side) : std::nullopt;
    };
    std::optional<double> change;
    if (method.value && method.baseline && *method.baseline != 0)
        change = *method.value / std::abs(*method.baseline);
    Row row;
    row.cells = {armName(all.query, one.arm),
                 std::string(factsOf(one.metric).title),
                 method.method,
                 metricCell(one.metric, method.value),
                 metricCell(one.metric, limit(&Interval::low)),
                 metricCell(one.metric, limit(&Interval::high)),
                 cellOf(change),
                 cellOf(method.pValue),
                 cellOf(method.variance),
                 method.about};
    return row;
}

std::vector<Column> columnsOf(const ArmMethods& all) {
    return {{"arm", "Arm", Kind::Text, "What is compared with " + armName(all.query, 0) + "."},
            {"metric", "Metric", Kind::Text, "What is compared."},
            {"method", "Method", Kind::Text,
             "The plain one decides where no stratum is held constant; the others stand beside."},
            {"difference", "Difference", Kind::Number, "Arm - baseline."},
            {"difference_low", "At least", Kind::Number,
             "Lower limit at " + percentWords(1 - all.alpha) + "."},
            {"difference_high", "At most", Kind::Number, "Upper limit."},
            {"change_pct", "Change", Kind::Ratio, "Difference / the baseline's metric."},
            {"p_value", "p", Kind::PValue, "Two-sided p-value of the difference, unadjusted."},
            {"variance_pct", "Variance left", Kind::Ratio,
             "Variance of the adjusted difference / of the plain one of the same requests."},
            {"about", "How", Kind::Text, "What the method did."}};
}

/// The primary metric of every arm.
Chart chartOf(const ArmMethods& all, const Context& context, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = finding;
    chart.xTitle = "Difference of " + lowered(factsOf(all.primary()).title) + " against " +
                   armName(all.query, 0);
    chart.valueKind = kindOf(all.primary());
    chart.reference = 0;
    chart.referenceLabel = "no difference";
    int row = 0;
    for (const ArmMethods::Difference& one : all.differences) {
        Series series{armName(all.query, one.arm), {}};
        for (const Told& method : methodsOf(all, one, context)) {
            const int at = row++;
            if (one.metric != all.primary() || !method.interval)
                continue;
            Point point{method.method, metricCell(one.metric, method.value)};
            point.low = method.interval->low;
            point.high = method.interval->high;
            point.row = at;
            series.points.push_back(std::move(point));
        }
        if (!series.points.empty())
            chart.series.push_back(std::move(series));
    }
    return chart;
}

std::vector<std::string> notesOf(const ArmMethods& all) {
    std::vector<std::string> notes;
    if (all.prePeriod)
        notes.push_back(
            "The time before: " + countWords(Int128(all.prePeriod->requests), "request") +
            " of the four weeks before " +
            (all.prePeriod->first
                 ? core::toText(*all.prePeriod->first) + ", when the second arm began"
                 : std::string("the period before")) +
            ". What is measured afterwards is an outcome, and adjusts nothing.");
    else
        notes.emplace_back("There are no requests of the time before both arms ran: no CUPED and "
                           "no regression.");
    if (all.emptyCells > 0)
        notes.push_back(countWords(Int128(all.emptyCells), "cell") + " of the strata " +
                        (all.emptyCells == 1 ? "has" : "have") +
                        " requests of one of the first two arms alone: raking needs the margins "
                        "only, and believes that rows and columns act alike everywhere.");
    constexpr std::size_t kMostListed = 8;
    for (std::size_t i = 0; i < std::min(all.merged.size(), kMostListed); ++i) {
        std::string names;
        for (const std::vector<std::string>& keys : all.merged[i])
            names += (names.empty() ? "" : "; ") + sliceText(keys);
        notes.push_back("Compared as one stratum, since each alone has too few: " + names + ".");
    }
    if (all.merged.size() > kMostListed)
        notes.push_back(countWords(Int128(all.merged.size() - kMostListed)) +
                        " more strata were made of several.");
    if (all.bootstrap.draws == 0)
        notes.emplace_back(
            "The cluster bootstrap is drawn when asked for, since it takes its time: 2,000 "
            "draws are usual (settings of the page, --bootstrap).");
    return notes;
}

} // namespace

Section armMethodsSection(const ArmMethods& all, const Context& context) {
    const auto first = methodsOf(all, all.differences.front(), context);
    Section section{"methods",
                    "Does the answer depend on the method?",
                    findingOf(all, first),
                    {},
                    {},
                    notesOf(all),
                    all.query.filter};
    section.table.columns = columnsOf(all);
    for (const ArmMethods::Difference& one : all.differences)
        for (const Told& method : methodsOf(all, one, context))
            section.table.rows.push_back(rowOf(all, one, method));
    Chart chart = chartOf(all, context, section.finding);
    if (!chart.series.empty())
        section.charts.push_back(std::move(chart));
    return section;
}

} // namespace ms::report
