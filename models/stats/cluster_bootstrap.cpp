// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/cluster_bootstrap.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/splitmix64.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace ms::stats {

namespace {

/// A value of the resampled ratio, and how many resamples have it.
struct WeightedValue {
    double value = 0;
    std::uint64_t weight = 0;
};

/// Quantile of type 1 of values that count several times each.
double weightedQuantileType1(std::span<const WeightedValue> sorted, std::uint64_t total, double p) {
    const double rank = std::max(std::ceil(double(total) * p - 1e-12), 1.0);
    std::uint64_t reached = 0;
    for (const WeightedValue& one : sorted) {
        reached += one.weight;
        if (double(reached) >= rank)
            return one.value;
    }
    return sorted.back().value;
}

/// Mean, error and percentiles of the resampled ratios.
void summarise(BootstrapDistribution& distribution, std::vector<WeightedValue>& values,
               double alpha) {
    std::sort(values.begin(), values.end(),
              [](const WeightedValue& x, const WeightedValue& y) { return x.value < y.value; });
    CompensatedSum sum;
    double scale = 0;
    for (const WeightedValue& one : values) {
        sum.add(one.value * double(one.weight));
        distribution.resamples += one.weight;
        scale = std::max(scale, std::abs(one.value));
    }
    const double total = double(distribution.resamples);
    const double mean = sum.value() / total;
    CompensatedSum squares;
    double last = 0;
    for (const WeightedValue& one : values) {
        squares.add((one.value - mean) * (one.value - mean) * double(one.weight));
        // The same draw reached in another order may differ by rounding.
        if (distribution.distinctValues == 0 || one.value - last > 1e-13 * scale) {
            ++distribution.distinctValues;
            last = one.value;
        }
    }
    distribution.mean = mean;
    if (distribution.distinctValues < 2) {
        distribution.status = Status::ZeroVariance;
        return;
    }
    distribution.standardError = std::sqrt(squares.value() / total);
    distribution.interval =
        Interval{weightedQuantileType1(values, distribution.resamples, alpha / 2),
                 weightedQuantileType1(values, distribution.resamples, 1 - alpha / 2)};
}

/// Point estimate and reason why there is no more; false when there is one.
bool start(BootstrapDistribution& distribution, std::span<const ClusterTotals> clusters) {
    const ArmRatio arm = ratioOfArm(clusters);
    distribution.ratio = arm.ratio;
    if (!arm.ratio)
        distribution.status = Status::ZeroDenominator;
    else if (clusters.size() < 2)
        distribution.status = Status::InsufficientClusters;
    return distribution.status == Status::Ok;
}

/// So that sums and seeds give the same whatever the order of the input.
std::vector<ClusterTotals> inFixedOrder(std::span<const ClusterTotals> clusters) {
    std::vector<ClusterTotals> sorted(clusters.begin(), clusters.end());
    std::sort(sorted.begin(), sorted.end(), [](const ClusterTotals& x, const ClusterTotals& y) {
        return std::pair{x.numerator, x.denominator} < std::pair{y.numerator, y.denominator};
    });
    return sorted;
}

/// Every way to draw k clusters, order aside, with the number of orders it can come in.
class AllResamples {
public:
    explicit AllResamples(std::vector<ClusterTotals> clusters) : m_clusters{std::move(clusters)} {
        m_factorials.push_back(1);
        for (std::size_t i = 1; i <= m_clusters.size(); ++i)
            m_factorials.push_back(m_factorials.back() * i);
    }

    void collect() { draw(0, m_clusters.size(), {0, 0}, m_factorials.back()); }

    std::vector<WeightedValue> values;
    std::uint64_t withoutRatio = 0;

private:
    /// `orders` is k! over the factorials of the counts so far.
    void draw(std::size_t cluster, std::size_t left, ClusterTotals sum, std::uint64_t orders) {
        if (cluster + 1 == m_clusters.size())
            return keep(plus(sum, cluster, left), orders / m_factorials[left]);
        for (std::size_t times = 0; times <= left; ++times)
            draw(cluster + 1, left - times, plus(sum, cluster, times),
                 orders / m_factorials[times]);
    }

    ClusterTotals plus(const ClusterTotals& sum, std::size_t cluster, std::size_t times) const {
        return {sum.numerator + double(times) * m_clusters[cluster].numerator,
                sum.denominator + double(times) * m_clusters[cluster].denominator};
    }

    void keep(const ClusterTotals& sum, std::uint64_t orders) {
        if (sum.denominator > 0)
            values.push_back({sum.numerator / sum.denominator, orders});
        else
            withoutRatio += orders;
    }

    std::vector<ClusterTotals> m_clusters;
    std::vector<std::uint64_t> m_factorials;
};

} // namespace

BootstrapDistribution exactClusterBootstrap(std::span<const ClusterTotals> clusters, double alpha) {
    CHECK(clusters.size() <= kMostClustersForExactBootstrap,
          "All resamples are looked at for few clusters only.");
    BootstrapDistribution distribution;
    if (!start(distribution, clusters))
        return distribution;
    AllResamples all{inFixedOrder(clusters)};
    all.collect();
    distribution.withoutRatio = all.withoutRatio;
    summarise(distribution, all.values, alpha);
    return distribution;
}

BootstrapDistribution clusterBootstrap(std::span<const ClusterTotals> clusters, double alpha,
                                       std::uint64_t seed, std::uint64_t draws) {
    BootstrapDistribution distribution;
    if (!start(distribution, clusters))
        return distribution;
    const std::vector<ClusterTotals> sorted = inFixedOrder(clusters);
    SplitMix64 random{seed};
    std::vector<WeightedValue> values;
    values.reserve(draws);
    while (values.size() < draws) {
        ClusterTotals sum;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            const ClusterTotals& drawn = sorted[random.below(sorted.size())];
            sum.numerator += drawn.numerator;
            sum.denominator += drawn.denominator;
        }
        if (sum.denominator > 0)
            values.push_back({sum.numerator / sum.denominator, 1});
        else if (++distribution.withoutRatio > 10 * draws) {
            distribution.status = Status::DegenerateScale;
            return distribution;
        }
    }
    summarise(distribution, values, alpha);
    return distribution;
}

} // namespace ms::stats
