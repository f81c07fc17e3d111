// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/arm_clusters.h"

#include <algorithm>

namespace ms::stats {

std::size_t clusterCount(std::span<const StratumTotals> a, std::span<const StratumTotals> b) {
    std::uint32_t count = 0;
    for (const auto& arm : {a, b})
        for (const StratumTotals& one : arm)
            count = std::max(count, one.cluster + 1);
    return count;
}

ArmClusters clustersOf(std::span<const StratumTotals> arm, std::size_t count) {
    ArmClusters clusters(count);
    for (const StratumTotals& one : arm) {
        if (one.numerator == 0 && one.denominator == 0)
            continue;
        std::optional<ClusterTotals>& cluster = clusters[one.cluster];
        if (!cluster)
            cluster.emplace();
        cluster->numerator += one.numerator;
        cluster->denominator += one.denominator;
    }
    return clusters;
}

ClustersOfArms clustersOf(std::span<const StratumTotals> a, std::span<const StratumTotals> b) {
    const std::size_t count = clusterCount(a, b);
    return {clustersOf(a, count), clustersOf(b, count)};
}

bool areCrossed(const ClustersOfArms& arms) {
    for (std::size_t i = 0; i < arms.a.size(); ++i)
        if (arms.a[i] && arms.b[i])
            return true;
    return false;
}

std::vector<ClusterTotals> presentOf(const ArmClusters& arm) {
    std::vector<ClusterTotals> totals;
    for (const std::optional<ClusterTotals>& cluster : arm)
        if (cluster)
            totals.push_back(*cluster);
    return totals;
}

RatioComparison compareClusters(const ClustersOfArms& arms, double alpha) {
    if (areCrossed(arms)) {
        std::vector<CrossedCluster> clusters;
        for (std::size_t i = 0; i < arms.a.size(); ++i)
            clusters.push_back({arms.a[i], arms.b[i]});
        return compareCrossedRatios(clusters, alpha);
    }
    RatioComparison comparison = compareRatios(presentOf(arms.a), presentOf(arms.b), alpha);
    const auto inClusters = [](std::optional<std::size_t>& index, const ArmClusters& clusters) {
        if (!index)
            return;
        std::size_t seen = 0;
        for (std::size_t i = 0; i < clusters.size(); ++i)
            if (clusters[i] && seen++ == *index) {
                index = i;
                return;
            }
    };
    inClusters(comparison.a.mostInfluential, arms.a);
    inClusters(comparison.b.mostInfluential, arms.b);
    return comparison;
}

} // namespace ms::stats
