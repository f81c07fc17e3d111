// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/post_stratification.h"
#include "models/stats/ratio_metric.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// An arm cluster by cluster, by number; empty where the arm has nothing of it.
using ArmClusters = std::vector<std::optional<ClusterTotals>>;

/// Both arms of a comparison in the same clusters.
struct ClustersOfArms {
    ArmClusters a;
    ArmClusters b; // as long as `a`
};

/// Numbers of clusters that occur, one more than the largest.
std::size_t clusterCount(std::span<const StratumTotals> a, std::span<const StratumTotals> b);
/// Strata added up. Totals without numerator and denominator are nobody's.
ArmClusters clustersOf(std::span<const StratumTotals> arm, std::size_t count);
ClustersOfArms clustersOf(std::span<const StratumTotals> a, std::span<const StratumTotals> b);

/// Does a cluster have something of both arms?
bool areCrossed(const ClustersOfArms& arms);
/// Those that the arm has, in order of their numbers.
std::vector<ClusterTotals> presentOf(const ArmClusters& arm);
/// Paired where a cluster is in both arms, else independent; `mostInfluential` is a cluster number.
/// Errors and source  as compareCrossedRatios and compareRatios.
RatioComparison compareClusters(const ClustersOfArms& arms, double alpha);

} // namespace ms::stats
