// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"
#include "models/stats/ratio_metric.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ms::stats {

/// How a ratio varies when its clusters are drawn anew, with replacement.
struct BootstrapDistribution {
    Status status = Status::Ok;
    std::optional<double> ratio; // of the clusters as they are
    std::optional<double> mean;
    std::optional<double> standardError;
    std::optional<Interval> interval; // percentiles of type 1
    std::uint64_t distinctValues = 0; // up to rounding
    std::uint64_t resamples = 0;      // that have a ratio
    std::uint64_t withoutRatio = 0;   // denominator of 0: left out, or drawn again
};
inline constexpr std::size_t kMostClustersForExactBootstrap = 10;
inline constexpr std::uint64_t kBootstrapDraws = 20'000;

/// The distribution over all k^k resamples.
/// Input   at most kMostClustersForExactBootstrap clusters.
/// Errors  ZeroDenominator, InsufficientClusters, ZeroVariance.
/// Cost    the ways to draw, order aside: 92,378 for ten clusters.
/// Source  METHODS 1.4.
BootstrapDistribution exactClusterBootstrap(std::span<const ClusterTotals> clusters, double alpha);

/// The same from `draws` random resamples.
/// Errors  as above; DegenerateScale when nine of ten draws have no ratio.
/// Cost    draws x clusters. The order of the clusters does not matter for a seed.
/// Source  METHODS 1.4.
BootstrapDistribution clusterBootstrap(std::span<const ClusterTotals> clusters, double alpha,
                                       std::uint64_t seed, std::uint64_t draws = kBootstrapDraws);

} // namespace ms::stats
