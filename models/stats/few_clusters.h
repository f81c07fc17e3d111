// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"
#include "models/stats/ratio_metric.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ms::stats {

/// Is the delta method's variance too optimistic here: fewer than 40 clusters in an arm, or one
/// that holds more than a fifth of it?
/// Source  METHODS 1.4.
bool hasFewClusters(const ArmRatio& a, const ArmRatio& b);

struct CountedCluster {
    ClusterTotals totals;
    double rows = 0; // of which the totals are made; the denominator itself for a mean of rows
};

/// Difference of ratios with variances that a few clusters of unequal size do not bias.
struct Cr2Comparison {
    std::optional<double> varianceA;
    std::optional<double> varianceB;
    Estimate difference; // B less A, Student
};

/// Compare two arms by the CR2 variance (Bell and McCaffrey) with Satterthwaite's degrees of
/// freedom.
/// Errors  ZeroDenominator, InsufficientClusters (also when one cluster is all of its arm),
///         ZeroVariance.
/// Cost    linear in clusters.
/// Source  METHODS 1.4.
Cr2Comparison compareCr2(std::span<const CountedCluster> a, std::span<const CountedCluster> b,
                         double alpha);

/// How often would chance alone deal out the clusters with a difference as large as observed?
struct PermutationTest {
    Status status = Status::Ok;
    std::optional<double> observed; // ratio of B less that of A
    std::uint64_t relabelings = 0;  // that were looked at
    std::uint64_t extreme = 0;      // at least as far from 0 as the observed one
    std::uint64_t undefined = 0;    // of them, without a ratio in an arm: they speak for chance
    std::optional<double> pValue;   // two-sided
    bool isExact = false;           // all relabelings, not a sample of them
};
inline constexpr std::uint64_t kMostExactRelabelings = 200'000;
inline constexpr std::uint64_t kRandomRelabelings = 9'999;

/// Permutation test over cluster labels: all relabelings where these are few, else a sample of
/// 9,999 from `seed` with p = (1 + extreme) / 10,000.
/// Errors  ZeroDenominator, InsufficientClusters.
/// Cost    10,000 x clusters of the smaller arm, at most.
/// Source  METHODS 1.4.
PermutationTest permutationTest(std::span<const ClusterTotals> a, std::span<const ClusterTotals> b,
                                std::uint64_t seed);

/// What several tests of one difference say together.
enum class Agreement { Difference, NoDifference, Inconclusive };

/// `Inconclusive` when the tests disagree at `alpha`, or one has no p-value.
/// Input   two-sided p-values of the delta, CR2 and permutation tests.
/// Source  METHODS 1.4, disagreement rule.
Agreement agreementOf(std::span<const std::optional<double>> pValues, double alpha);

} // namespace ms::stats
