// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/arm_clusters.h"
#include "models/stats/raking.h"

#include <cstddef>
#include <optional>
#include <span>

namespace ms::stats {

/// Other ways to the same difference. They are shown beside the plain one, never instead of it.

/// What is left when no cluster may weigh more than the pooled 99th percentile of cluster totals.
struct WinsorisedComparison {
    std::optional<double> cap;
    std::size_t capped = 0; // cluster totals, of both arms
    RatioComparison comparison;
};
/// Cost    n log n in clusters.
/// Source  METHODS 1.5.
WinsorisedComparison compareWinsorised(std::span<const StratumTotals> a,
                                       std::span<const StratumTotals> b, double alpha);

/// Both arms with the same margins of a table of strata, where some of its cells are empty.
struct RakedComparison {
    Status status = Status::Ok; // NoOverlap: an arm has nothing of a row or column
    bool hasConverged = false;
    std::size_t largeWeights = 0; // cells above five times the median weight of their arm
    RatioComparison comparison;
};
/// Input   `stratum` of the totals is row x `columns` + column.
/// Output  margins are those of both arms together; weights are treated as fixed.
/// Cost    as rake, twice.
/// Source  METHODS 1.7, raking.
RakedComparison compareRaked(std::span<const StratumTotals> a, std::span<const StratumTotals> b,
                             std::size_t rows, std::size_t columns, double alpha);

/// A difference less what the clusters' own level of an earlier time explains.
struct PrePeriodComparison {
    std::optional<double> theta;
    Estimate unadjusted; // of the same rows
    Estimate adjusted;
    std::optional<double> varianceRatio; // adjusted / unadjusted
    std::optional<Estimate> regression;  // Lin's, where no cluster is in both arms
    std::size_t known = 0;               // clusters with an earlier time
    std::size_t fresh = 0;               // without: a stratum of their own
    double coverage = 1;                 // weight of the strata that both arms have two clusters of
    bool isCrossed = false;
};

/// Arms that share no cluster are adjusted by ratio CUPED and by regression. Where clusters are in
/// both arms, each row's covariate is the earlier ratio of its cluster, and deviations are paired
/// as in the crossed form: theta = sum(u v) / sum(v^2) of the paired deviations u of the outcome
/// and v of the covariate, which for unshared clusters is the pooled theta of CUPED.
/// Clusters without an earlier time are a stratum of their own, unadjusted, at its pooled weight.
/// Input   `before` by cluster number; a denominator of 0 is no earlier time.
/// Errors  as compareRatios; ZeroDenominator: nobody has an earlier time.
/// Cost    linear in totals.
/// Source  METHODS 1.6, 1.3 (crossed clusters).
PrePeriodComparison compareWithPrePeriod(std::span<const StratumTotals> a,
                                         std::span<const StratumTotals> b,
                                         std::span<const ClusterTotals> before, double alpha);

} // namespace ms::stats
