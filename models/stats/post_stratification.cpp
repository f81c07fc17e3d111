// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/post_stratification.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/ratio_metric.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

namespace {

using ArmTotals = std::vector<ClusterTotals>; // by stratum

ArmTotals totalsByStratum(std::span<const StratumTotals> arm, std::size_t strata) {
    std::vector<CompensatedSum> numerators(strata), denominators(strata);
    for (const StratumTotals& one : arm) {
        CHECK(one.stratum < strata, "Strata are numbered below their count.");
        numerators[one.stratum].add(one.numerator);
        denominators[one.stratum].add(one.denominator);
    }
    ArmTotals totals(strata);
    for (std::size_t h = 0; h < strata; ++h)
        totals[h] = {numerators[h].value(), denominators[h].value()};
    return totals;
}

ClusterTotals sumOf(const ArmTotals& totals) {
    CompensatedSum numerator, denominator;
    for (const ClusterTotals& one : totals) {
        numerator.add(one.numerator);
        denominator.add(one.denominator);
    }
    return {numerator.value(), denominator.value()};
}

std::vector<double> weightsOf(const ArmTotals& a, const ArmTotals& b, StratumWeights weights,
                              std::span<const double> given) {
    std::vector<double> parts;
    CompensatedSum total;
    for (std::size_t h = 0; h < a.size(); ++h) {
        const double part = weights == StratumWeights::Given ? given[h]
                            : weights == StratumWeights::Baseline
                                ? a[h].denominator
                                : a[h].denominator + b[h].denominator;
        CHECK(part >= 0, "The weight of a stratum is not negative.");
        parts.push_back(part);
        total.add(part);
    }
    for (double& part : parts)
        part = total.value() > 0 ? part / total.value() : 0;
    return parts;
}

/// A cluster's pull on the standardised ratio of its arm.
struct ClusterPull {
    CompensatedSum pull;
    double scale = 0; // of what was added, for telling rounding from a pull
    bool isIn = false;

    double value() const { return std::abs(pull.value()) <= 1e-14 * scale ? 0 : pull.value(); }
};

std::vector<ClusterPull> pullsOf(std::span<const StratumTotals> arm, const ArmTotals& totals,
                                 const std::vector<StratumComparison>& strata,
                                 std::optional<double> StratumComparison::*ratio,
                                 std::size_t clusters) {
    std::vector<ClusterPull> pulls(clusters);
    for (const StratumTotals& one : arm) {
        const StratumComparison& stratum = strata[one.stratum];
        if (!stratum.isRetained)
            continue;
        const double expected = *(stratum.*ratio) * one.denominator;
        const double factor = stratum.retainedWeight / totals[one.stratum].denominator;
        ClusterPull& cluster = pulls[one.cluster];
        cluster.pull.add(factor * one.numerator);
        cluster.pull.add(-factor * expected);
        cluster.scale += factor * (std::abs(one.numerator) + std::abs(expected));
        cluster.isIn = true;
    }
    return pulls;
}

/// k / (k - 1) x the sum of squares, and k.
struct PullVariance {
    CompensatedSum squares;
    double count = 0;

    void add(double pull) {
        squares.add(pull * pull);
        ++count;
    }
    double value() const { return count / (count - 1) * squares.value(); }
};

Estimate estimateDifference(double difference, const std::vector<ClusterPull>& a,
                            const std::vector<ClusterPull>& b, bool isCrossed, double alpha) {
    PullVariance inA, inB, paired;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].isIn)
            inA.add(a[i].value());
        if (b[i].isIn)
            inB.add(b[i].value());
        if (a[i].isIn || b[i].isIn)
            paired.add(b[i].value() - a[i].value());
    }
    if (inA.count < 2 || inB.count < 2)
        return estimateWithout(Status::InsufficientClusters, difference);
    if (isCrossed)
        return studentEstimate(difference, paired.value(), paired.count - 1, alpha);
    return studentEstimate(
        difference, inA.value() + inB.value(),
        welchDegreesOfFreedom(inA.value(), inA.count - 1, inB.value(), inB.count - 1), alpha);
}

bool anyInBoth(const std::vector<ClusterPull>& a, const std::vector<ClusterPull>& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].isIn && b[i].isIn)
            return true;
    return false;
}

/// Fill the strata and the coverage.
void retainCommonStrata(PostStratification& result, const ArmTotals& a, const ArmTotals& b,
                        const std::vector<double>& weights) {
    CompensatedSum coverage;
    result.strata.resize(a.size());
    for (std::size_t h = 0; h < a.size(); ++h) {
        StratumComparison& stratum = result.strata[h];
        stratum.numeratorA = a[h].numerator;
        stratum.numeratorB = b[h].numerator;
        stratum.weight = weights[h];
        if (a[h].denominator > 0)
            stratum.ratioA = a[h].numerator / a[h].denominator;
        if (b[h].denominator > 0)
            stratum.ratioB = b[h].numerator / b[h].denominator;
        stratum.isRetained = stratum.ratioA && stratum.ratioB;
        if (stratum.isRetained)
            coverage.add(weights[h]);
    }
    result.coverage = coverage.value();
    for (StratumComparison& stratum : result.strata)
        if (stratum.isRetained && result.coverage > 0)
            stratum.retainedWeight = stratum.weight / result.coverage;
}

std::size_t clusterCount(std::span<const StratumTotals> a, std::span<const StratumTotals> b) {
    std::size_t count = 0;
    for (const auto& arm : {a, b})
        for (const StratumTotals& one : arm)
            count = std::max(count, std::size_t(one.cluster) + 1);
    return count;
}

} // namespace

PostStratification postStratify(std::span<const StratumTotals> a, std::span<const StratumTotals> b,
                                std::size_t strata, double alpha, StratumWeights weights,
                                std::span<const double> given) {
    CHECK(weights != StratumWeights::Given || given.size() == strata,
          "Every stratum has a given weight.");
    const ArmTotals totalsA = totalsByStratum(a, strata);
    const ArmTotals totalsB = totalsByStratum(b, strata);
    PostStratification result;
    retainCommonStrata(result, totalsA, totalsB, weightsOf(totalsA, totalsB, weights, given));
    const ClusterTotals allA = sumOf(totalsA);
    const ClusterTotals allB = sumOf(totalsB);
    if (!(allA.denominator > 0) || !(allB.denominator > 0)) {
        result.difference = estimateWithout(Status::ZeroDenominator, std::nullopt);
        return result;
    }
    result.rawDifference = allB.numerator / allB.denominator - allA.numerator / allA.denominator;
    if (!(result.coverage > 0)) {
        result.difference = estimateWithout(Status::NoOverlap, std::nullopt);
        return result;
    }
    CompensatedSum ratioA, ratioB;
    for (const StratumComparison& stratum : result.strata)
        if (stratum.isRetained) {
            ratioA.add(stratum.retainedWeight * *stratum.ratioA);
            ratioB.add(stratum.retainedWeight * *stratum.ratioB);
        }
    result.ratioA = ratioA.value();
    result.ratioB = ratioB.value();
    const std::size_t clusters = clusterCount(a, b);
    const std::vector<ClusterPull> pullsA =
        pullsOf(a, totalsA, result.strata, &StratumComparison::ratioA, clusters);
    const std::vector<ClusterPull> pullsB =
        pullsOf(b, totalsB, result.strata, &StratumComparison::ratioB, clusters);
    result.isCrossed = anyInBoth(pullsA, pullsB);
    result.difference = estimateDifference(*result.ratioB - *result.ratioA, pullsA, pullsB,
                                           result.isCrossed, alpha);
    return result;
}

Interval differenceBounds(double difference, double coverage, double low, double high) {
    CHECK(coverage >= 0 && coverage <= 1 && low <= high,
          "Bounds need a coverage from 0 to 1 and limits in order.");
    const double half = (1 - coverage) * (high - low);
    return {coverage * difference - half, coverage * difference + half};
}

} // namespace ms::stats
