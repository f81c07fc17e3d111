// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/arm_sensitivity.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"
#include "models/stats/variance_reduction.h"

#include <algorithm>
#include <vector>

namespace ms::stats {

namespace {

std::vector<double> cellsOf(std::span<const StratumTotals> arm, std::size_t count) {
    std::vector<double> cells(count);
    for (const StratumTotals& one : arm)
        cells[one.stratum] += one.denominator;
    return cells;
}

/// Totals at the weights of their cells.
std::vector<StratumTotals> weighted(std::span<const StratumTotals> arm, const RakedTable& table) {
    std::vector<StratumTotals> totals;
    for (StratumTotals one : arm) {
        const double weight = table.weights[one.stratum].value_or(0);
        one.numerator *= weight;
        one.denominator *= weight;
        totals.push_back(one);
    }
    return totals;
}

/// Clusters with and without an earlier time.
struct Parts {
    ClustersOfArms known;
    ClustersOfArms fresh;
};

bool hasBefore(std::span<const ClusterTotals> before, std::size_t cluster) {
    return cluster < before.size() && before[cluster].denominator > 0;
}

Parts partsOf(const ClustersOfArms& arms, std::span<const ClusterTotals> before) {
    Parts parts{arms, arms};
    for (std::size_t i = 0; i < arms.a.size(); ++i) {
        ClustersOfArms& other = hasBefore(before, i) ? parts.fresh : parts.known;
        other.a[i].reset();
        other.b[i].reset();
    }
    return parts;
}

double denominatorOf(const ClustersOfArms& arms) {
    double sum = 0;
    for (const auto& arm : {arms.a, arms.b})
        for (const std::optional<ClusterTotals>& cluster : arm)
            sum += cluster ? cluster->denominator : 0;
    return sum;
}

std::size_t countOf(const ClustersOfArms& arms) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < arms.a.size(); ++i)
        count += arms.a[i] || arms.b[i] ? 1 : 0;
    return count;
}

/// Each row of a cluster has its earlier ratio.
ArmClusters covariateOf(const ArmClusters& arm, std::span<const ClusterTotals> before) {
    ArmClusters covariate(arm.size());
    for (std::size_t i = 0; i < arm.size(); ++i)
        if (arm[i])
            covariate[i] =
                ClusterTotals{before[i].numerator / before[i].denominator * arm[i]->denominator,
                              arm[i]->denominator};
    return covariate;
}

/// What each cluster adds to B less A.
std::vector<double> pairedDeviations(const ClustersOfArms& arms, const RatioComparison& shown) {
    std::vector<double> deviations(arms.a.size());
    for (std::size_t i = 0; i < arms.a.size(); ++i) {
        if (arms.b[i])
            deviations[i] += influenceOf(*arms.b[i], *shown.b.ratio) / shown.b.denominator;
        if (arms.a[i])
            deviations[i] -= influenceOf(*arms.a[i], *shown.a.ratio) / shown.a.denominator;
    }
    return deviations;
}

/// CUPED of paired clusters.
AdjustedDifference crossedCuped(const ClustersOfArms& arms, std::span<const ClusterTotals> before,
                                double alpha) {
    const RatioComparison after = compareClusters(arms, alpha);
    AdjustedDifference result;
    result.unadjusted = result.adjusted = after.difference;
    if (!after.difference.standardError)
        return result;
    const ClustersOfArms covariates{covariateOf(arms.a, before), covariateOf(arms.b, before)};
    const RatioComparison earlier = compareClusters(covariates, alpha);
    const std::vector<double> u = pairedDeviations(arms, after);
    const std::vector<double> v = pairedDeviations(covariates, earlier);
    CompensatedSum uv, vv, left;
    for (std::size_t i = 0; i < u.size(); ++i) {
        uv.add(u[i] * v[i]);
        vv.add(v[i] * v[i]);
    }
    const double theta = vv.value() > 0 ? uv.value() / vv.value() : 0;
    for (std::size_t i = 0; i < u.size(); ++i)
        left.add((u[i] - theta * v[i]) * (u[i] - theta * v[i]));
    const double k = double(after.clusters);
    result.theta = theta;
    result.adjusted =
        studentEstimate(*after.difference.value - theta * earlier.difference.value.value_or(0),
                        k / (k - 1) * left.value(), k - 1, alpha);
    return result;
}

std::vector<ClusterAfterBefore> afterBefore(const ArmClusters& arm,
                                            std::span<const ClusterTotals> before) {
    std::vector<ClusterAfterBefore> clusters;
    for (std::size_t i = 0; i < arm.size(); ++i)
        if (arm[i])
            clusters.push_back({*arm[i], before[i]});
    return clusters;
}

/// Ratio and deviations of an arm as rows, so that their mean is the ratio.
std::vector<OutcomeAndCovariate> linearisedRows(const std::vector<ClusterAfterBefore>& clusters) {
    std::vector<ClusterTotals> after, before;
    for (const ClusterAfterBefore& cluster : clusters) {
        after.push_back(cluster.after);
        before.push_back(cluster.before);
    }
    const ArmRatio now = ratioOfArm(after), then = ratioOfArm(before);
    std::vector<OutcomeAndCovariate> rows;
    if (!now.ratio || !then.ratio)
        return rows;
    const double k = double(clusters.size());
    for (const ClusterAfterBefore& cluster : clusters)
        rows.push_back(
            {*now.ratio + influenceOf(cluster.after, *now.ratio) / (now.denominator / k),
             *then.ratio + influenceOf(cluster.before, *then.ratio) / (then.denominator / k)});
    return rows;
}

/// Known and fresh clusters together, each at its pooled weight.
void combine(PrePeriodComparison& result, const AdjustedDifference& known, const Estimate& fresh,
             double freshWeight, double alpha) {
    const double w = 1 - freshWeight;
    const Estimate& adjusted = known.adjusted;
    const double varianceKnown = w * w * *adjusted.standardError * *adjusted.standardError;
    const double varianceFresh =
        freshWeight * freshWeight * *fresh.standardError * *fresh.standardError;
    result.adjusted = studentEstimate(
        w * *adjusted.value + freshWeight * *fresh.value, varianceKnown + varianceFresh,
        welchDegreesOfFreedom(varianceKnown, *adjusted.degreesOfFreedom, varianceFresh,
                              *fresh.degreesOfFreedom),
        alpha);
}

} // namespace

WinsorisedComparison compareWinsorised(std::span<const StratumTotals> a,
                                       std::span<const StratumTotals> b, double alpha) {
    constexpr double kPercentile = 0.99;
    ClustersOfArms arms = clustersOf(a, b);
    std::vector<double> totals;
    for (const ArmClusters* arm : {&arms.a, &arms.b})
        for (const ClusterTotals& cluster : presentOf(*arm))
            totals.push_back(cluster.numerator);
    WinsorisedComparison result;
    if (totals.empty()) {
        result.comparison = compareClusters(arms, alpha);
        return result;
    }
    std::sort(totals.begin(), totals.end());
    const double cap = quantileType7(totals, kPercentile);
    result.cap = cap;
    for (ArmClusters* arm : {&arms.a, &arms.b})
        for (std::optional<ClusterTotals>& cluster : *arm)
            if (cluster && cluster->numerator > cap) {
                cluster->numerator = cap;
                ++result.capped;
            }
    result.comparison = compareClusters(arms, alpha);
    return result;
}

RakedComparison compareRaked(std::span<const StratumTotals> a, std::span<const StratumTotals> b,
                             std::size_t rows, std::size_t columns, double alpha) {
    const std::vector<double> cellsA = cellsOf(a, rows * columns);
    const std::vector<double> cellsB = cellsOf(b, rows * columns);
    std::vector<double> rowTargets(rows), columnTargets(columns);
    for (std::size_t i = 0; i < cellsA.size(); ++i) {
        rowTargets[i / columns] += cellsA[i] + cellsB[i];
        columnTargets[i % columns] += cellsA[i] + cellsB[i];
    }
    const RakedTable inA = rake(cellsA, rowTargets, columnTargets);
    const RakedTable inB = rake(cellsB, rowTargets, columnTargets);
    RakedComparison result;
    result.status = inA.status != Status::Ok ? inA.status : inB.status;
    if (result.status != Status::Ok)
        return result;
    result.hasConverged = inA.hasConverged && inB.hasConverged;
    result.largeWeights = inA.largeWeights.size() + inB.largeWeights.size();
    result.comparison = compareClusters(clustersOf(weighted(a, inA), weighted(b, inB)), alpha);
    return result;
}

PrePeriodComparison compareWithPrePeriod(std::span<const StratumTotals> a,
                                         std::span<const StratumTotals> b,
                                         std::span<const ClusterTotals> before, double alpha) {
    const ClustersOfArms arms = clustersOf(a, b);
    const Parts parts = partsOf(arms, before);
    PrePeriodComparison result;
    result.isCrossed = areCrossed(arms);
    result.known = countOf(parts.known);
    result.fresh = countOf(parts.fresh);
    result.unadjusted = compareClusters(arms, alpha).difference;
    AdjustedDifference known;
    if (areCrossed(parts.known)) {
        known = crossedCuped(parts.known, before, alpha);
    } else {
        const auto inA = afterBefore(parts.known.a, before);
        const auto inB = afterBefore(parts.known.b, before);
        known = cupedRatioDifference(inA, inB, alpha);
        const auto rowsA = linearisedRows(inA), rowsB = linearisedRows(inB);
        if (!rowsA.empty() && !rowsB.empty())
            result.regression = linRegressionDifference(rowsA, rowsB, alpha);
    }
    result.theta = known.theta;
    result.adjusted = known.adjusted;
    const double all = denominatorOf(arms);
    const double freshWeight = all > 0 ? denominatorOf(parts.fresh) / all : 0;
    if (freshWeight > 0 && known.adjusted.standardError) {
        const Estimate fresh = compareClusters(parts.fresh, alpha).difference;
        if (fresh.standardError)
            combine(result, known, fresh, freshWeight, alpha);
        else
            result.coverage = 1 - freshWeight;
    }
    if (result.adjusted.standardError && result.unadjusted.standardError)
        result.varianceRatio =
            *result.adjusted.standardError * *result.adjusted.standardError /
            (*result.unadjusted.standardError * *result.unadjusted.standardError);
    return result;
}

} // namespace ms::stats
