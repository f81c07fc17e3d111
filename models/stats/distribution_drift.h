// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// How far two distributions over the same bins are apart.
struct BinnedDrift {
    Status status = Status::Ok;                  // ZeroDenominator: nothing was counted on one side
    std::optional<double> psi;                   // population stability index, in nats
    std::optional<double> jensenShannonBits;     // 0 to 1
    std::optional<double> jensenShannonDistance; // its root
};

/// Has the distribution changed, bin by bin?
/// Input   counts of the same bins, 0 or more. A share of 0 counts as `epsilon` in the PSI.
/// Errors  CHECK when the spans differ in length or a count is negative.
/// Source  METHODS 3.7.
BinnedDrift binnedDrift(std::span<const std::int64_t> reference,
                        std::span<const std::int64_t> current, double epsilon = 1e-4);

/// The chance that two samples of one distribution differ as much over these bins: Pearson's
/// chi-square test of homogeneity. 1 where fewer than two bins or one sample hold anything.
/// Input   as binnedDrift; bins that are empty on both sides do not count.
double homogeneityP(std::span<const std::int64_t> reference, std::span<const std::int64_t> current);

/// How far two samples are apart.
struct SampleDrift {
    Status status = Status::Ok;              // InsufficientClusters: a sample is empty
    std::optional<double> kolmogorovSmirnov; // largest distance of the distribution functions
    std::optional<double> wasserstein;       // area between them, in the unit of the values
};

/// Has the distribution changed, value by value?
/// Input   finite values, any order.
/// Cost    O(n log n).
/// Source  METHODS 3.7.
SampleDrift sampleDrift(std::span<const double> reference, std::span<const double> current);

/// The nine deciles (type 7) between ten bins of equal content.
/// Input   at least one finite value, any order.
std::vector<double> decileEdges(std::span<const double> reference);

/// How many values lie in each bin: up to and including its upper edge.
/// Input   edges ascending. Output: one bin more than edges.
std::vector<std::int64_t> countsByBin(std::span<const double> values,
                                      std::span<const double> edges);

/// Two samples over ten bins of equal content of the first.
struct DecileDrift {
    double psi = 0;        // population stability index
    double chance = 1;     // homogeneityP
    double meanBefore = 0; // in the unit of the values
    double meanAfter = 0;
};

/// Have values moved?
/// Input   at least one finite value on each side, any order.
/// Cost    O(n log n).
/// Source  METHODS 3.7.
DecileDrift decileDrift(std::span<const double> reference, std::span<const double> current);

/// The chance that a rate of success falls as far or further by chance: one-sided z test of two
/// proportions with the pooled rate. 1 where it did not fall, or a side has no trials.
/// Input   0 <= successes <= trials on both sides.
double fallOfRateP(std::int64_t successesBefore, std::int64_t trialsBefore,
                   std::int64_t successesAfter, std::int64_t trialsAfter);

} // namespace ms::stats
