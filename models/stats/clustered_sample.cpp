// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/clustered_sample.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/distributions.h"
#include "models/stats/quantile.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

namespace {

/// What each cluster adds to a quantile's deviation: (rows below - share x rows) / all rows, times
/// how far the quantile moves when the share does.
std::vector<double> influencesOf(const ClusteredSample& sample, const ClusteredQuantile& quantile) {
    const double slope = *quantile.standardError / *quantile.shareError;
    std::vector<double> influences;
    for (const ClusterTotals& cluster : sample.sharesAtOrBelow(*quantile.value))
        influences.push_back(influenceOf(cluster, *quantile.shareBelow) / double(sample.size()) *
                             slope);
    return influences;
}

double valueAt(const std::vector<double>& values, std::size_t i) {
    return i < values.size() ? values[i] : 0;
}

/// Variance of B - weight x A over the clusters of both, or nothing where none is in both.
struct PairedVariance {
    bool isCrossed = false;
    std::size_t clusters = 0;
    std::vector<double> a, b;
    double of(double weightA, double weightB) const {
        CompensatedSum squares;
        for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
            const double u = weightB * valueAt(b, i) - weightA * valueAt(a, i);
            squares.add(u * u);
        }
        return squares.value() * double(clusters) / double(clusters - 1);
    }
};

PairedVariance pairedVariance(const ClusteredSample& a, const ClusteredSample& b,
                              const QuantileComparison& both) {
    PairedVariance paired;
    const auto inA = a.sharesAtOrBelow(*both.a.value), inB = b.sharesAtOrBelow(*both.b.value);
    for (std::size_t i = 0; i < std::max(inA.size(), inB.size()); ++i) {
        const bool isInA = i < inA.size() && inA[i].denominator > 0;
        const bool isInB = i < inB.size() && inB[i].denominator > 0;
        paired.isCrossed |= isInA && isInB;
        paired.clusters += isInA || isInB ? 1 : 0;
    }
    paired.a = influencesOf(a, both.a);
    paired.b = influencesOf(b, both.b);
    return paired;
}

double square(double x) {
    return x * x;
}

} // namespace

ClusteredSample::ClusteredSample(std::vector<ClusteredValue> rows) {
    std::sort(rows.begin(), rows.end(),
              [](const ClusteredValue& x, const ClusteredValue& y) { return x.value < y.value; });
    m_values.reserve(rows.size());
    m_clusters.reserve(rows.size());
    for (const ClusteredValue& row : rows) {
        m_values.push_back(row.value);
        m_clusters.push_back(row.cluster);
        if (row.cluster >= m_rows.size())
            m_rows.resize(std::size_t(row.cluster) + 1);
        ++m_rows[row.cluster];
    }
}

std::size_t ClusteredSample::clusters() const {
    return m_rows.size() - std::size_t(std::count(m_rows.begin(), m_rows.end(), 0U));
}

std::vector<ClusterTotals> ClusteredSample::sharesAtOrBelow(double value) const {
    std::vector<std::uint32_t> below(m_rows.size());
    const auto end = std::upper_bound(m_values.begin(), m_values.end(), value);
    for (std::size_t i = 0; i < std::size_t(end - m_values.begin()); ++i)
        ++below[m_clusters[i]];
    std::vector<ClusterTotals> clusters;
    clusters.reserve(below.size());
    for (std::size_t i = 0; i < below.size(); ++i)
        clusters.push_back({double(below[i]), double(m_rows[i])});
    return clusters;
}

/// Are enough rows and clusters beyond a quantile far out?
bool ClusteredSample::isFarBeyondKnown(std::size_t atOrBelow, double q) const {
    constexpr double kFarOut = 0.99;
    constexpr double kRowsBeyond = 20;
    constexpr std::size_t kClustersBeyond = 10;
    if (q < kFarOut)
        return true;
    // 2000 x (1 - 0.99) is twenty, but for rounding.
    if (double(size()) * (1 - q) < kRowsBeyond - 1e-9)
        return false;
    std::vector<std::uint32_t> beyond(m_clusters.begin() + std::ptrdiff_t(atOrBelow),
                                      m_clusters.end());
    std::sort(beyond.begin(), beyond.end());
    return std::size_t(std::unique(beyond.begin(), beyond.end()) - beyond.begin()) >=
           kClustersBeyond;
}

ClusteredQuantile ClusteredSample::quantile(double q, double alpha) const {
    CHECK(q > 0 && q < 1, "An interval of a quantile needs one between 0 and 1.");
    ClusteredQuantile result;
    if (m_values.empty()) {
        result.status = Status::ZeroDenominator;
        return result;
    }
    const double value = quantileType1(m_values, q);
    std::vector<ClusterTotals> shares = sharesAtOrBelow(value);
    std::erase_if(shares, [](const ClusterTotals& cluster) { return cluster.denominator == 0; });
    const ArmRatio share = ratioOfArm(shares);
    result.value = value;
    result.shareBelow = share.ratio;
    if (!share.variance)
        result.status = Status::InsufficientClusters;
    else if (*share.variance == 0)
        result.status = Status::ZeroVariance;
    else if (!isFarBeyondKnown(std::size_t(share.numerator), q))
        result.status = Status::OpenInterval;
    if (result.status != Status::Ok)
        return result;
    const double error = std::sqrt(*share.variance);
    const double z = normalQuantile(1 - alpha / 2);
    const Interval limits{quantileType1(m_values, std::clamp(q - z * error, 0.0, 1.0)),
                          quantileType1(m_values, std::clamp(q + z * error, 0.0, 1.0))};
    result.shareError = error;
    result.interval = limits;
    result.standardError = (limits.high - limits.low) / (2 * z);
    return result;
}

QuantileComparison compareQuantiles(const ClusteredSample& a, const ClusteredSample& b, double q,
                                    double alpha) {
    QuantileComparison both{a.quantile(q, alpha), b.quantile(q, alpha), {}, {}, false};
    both.difference = quantileDifference(both.a, both.b, alpha);
    const Status status = both.a.status != Status::Ok ? both.a.status : both.b.status;
    const bool hasBaseline = both.a.value && *both.a.value != 0;
    std::optional<double> lift;
    if (hasBaseline && both.b.value)
        lift = *both.b.value / *both.a.value - 1;
    if (status != Status::Ok || !hasBaseline) {
        both.lift = estimateWithout(status != Status::Ok ? status : Status::BaselineZero, lift);
        return both;
    }
    const double ratio = *both.b.value / *both.a.value;
    double variance = square(*both.a.standardError) + square(*both.b.standardError);
    double liftVariance = (square(*both.b.standardError) + square(ratio * *both.a.standardError)) /
                          square(*both.a.value);
    const PairedVariance paired = pairedVariance(a, b, both);
    both.isCrossed = paired.isCrossed;
    if (paired.isCrossed) {
        variance = paired.of(1, 1);
        liftVariance = paired.of(ratio, 1) / square(*both.a.value);
        both.difference = normalEstimate(*both.difference.value, variance, alpha);
    }
    both.lift = normalEstimate(*lift, liftVariance, alpha);
    return both;
}

} // namespace ms::stats
