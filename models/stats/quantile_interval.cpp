// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/quantile_interval.h"

#include "models/core/check.h"
#include "models/stats/distributions.h"
#include "models/stats/quantile.h"
#include "models/stats/ratio_metric.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ms::stats {

namespace {

/// Are enough rows and clusters beyond a quantile far out?
bool hasEnoughBeyond(std::span<const ClusteredValue> rows, double value, double q) {
    constexpr double kFarOut = 0.99;
    constexpr double kRowsBeyond = 20;
    constexpr std::size_t kClustersBeyond = 10;
    if (q < kFarOut)
        return true;
    std::vector<std::uint32_t> beyond;
    for (const ClusteredValue& row : rows)
        if (row.value > value)
            beyond.push_back(row.cluster);
    std::sort(beyond.begin(), beyond.end());
    const auto end = std::unique(beyond.begin(), beyond.end());
    // 2000 x (1 - 0.99) is twenty, but for rounding.
    return double(rows.size()) * (1 - q) >= kRowsBeyond - 1e-9 &&
           std::size_t(end - beyond.begin()) >= kClustersBeyond;
}

/// By cluster, rows at or below `value` of all rows. Numbers without rows are no cluster.
std::vector<ClusterTotals> sharesBelow(std::span<const ClusteredValue> rows, double value) {
    std::vector<ClusterTotals> clusters;
    for (const ClusteredValue& row : rows) {
        if (row.cluster >= clusters.size())
            clusters.resize(std::size_t(row.cluster) + 1);
        ClusterTotals& cluster = clusters[row.cluster];
        ++cluster.denominator;
        cluster.numerator += row.value <= value ? 1 : 0;
    }
    std::erase_if(clusters, [](const ClusterTotals& cluster) { return cluster.denominator == 0; });
    return clusters;
}

} // namespace

QuantileInterval quantileInterval(std::span<const double> sorted, double q, double alpha) {
    QuantileInterval result;
    if (sorted.empty()) {
        result.status = Status::ZeroDenominator;
        return result;
    }
    result.interpolated = quantileType7(sorted, q);
    result.observed = quantileType1(sorted, q);
    result.ranks = quantileRanks(sorted.size(), q, alpha);
    if (result.ranks.lower)
        result.low = sorted[*result.ranks.lower - 1];
    if (result.ranks.upper)
        result.high = sorted[*result.ranks.upper - 1];
    if (!result.low || !result.high)
        result.status = Status::OpenInterval;
    return result;
}

ClusteredQuantile clusteredQuantile(std::span<const ClusteredValue> rows, double q, double alpha) {
    CHECK(q > 0 && q < 1, "An interval of a quantile needs one between 0 and 1.");
    ClusteredQuantile result;
    if (rows.empty()) {
        result.status = Status::ZeroDenominator;
        return result;
    }
    std::vector<double> sorted;
    sorted.reserve(rows.size());
    for (const ClusteredValue& row : rows)
        sorted.push_back(row.value);
    std::sort(sorted.begin(), sorted.end());
    const double value = quantileType1(sorted, q);
    const ArmRatio share = ratioOfArm(sharesBelow(rows, value));
    result.value = value;
    result.shareBelow = share.ratio;
    if (!share.variance)
        result.status = Status::InsufficientClusters;
    else if (*share.variance == 0)
        result.status = Status::ZeroVariance;
    else if (!hasEnoughBeyond(rows, value, q))
        result.status = Status::OpenInterval;
    if (result.status != Status::Ok)
        return result;
    const double error = std::sqrt(*share.variance);
    const double z = normalQuantile(1 - alpha / 2);
    const Interval limits{quantileType1(sorted, std::clamp(q - z * error, 0.0, 1.0)),
                          quantileType1(sorted, std::clamp(q + z * error, 0.0, 1.0))};
    result.shareError = error;
    result.interval = limits;
    result.standardError = (limits.high - limits.low) / (2 * z);
    return result;
}

Estimate quantileDifference(const ClusteredQuantile& a, const ClusteredQuantile& b, double alpha) {
    const Status status = a.status != Status::Ok ? a.status : b.status;
    std::optional<double> difference;
    if (a.value && b.value)
        difference = *b.value - *a.value;
    if (status != Status::Ok)
        return estimateWithout(status, difference);
    const double variance =
        *a.standardError * *a.standardError + *b.standardError * *b.standardError;
    return normalEstimate(*difference, variance, alpha);
}

} // namespace ms::stats
