// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/ratio_metric.h"

#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

struct StratumInArms {
    ClusterTotals a;
    ClusterTotals b;
};

/// A stratum's part in the difference of two ratios.
struct StratumEffect {
    double within = 0;     // its own ratio changed
    double mix = 0;        // its share of the denominator changed
    double mixCentred = 0; // the same against the average ratio: for ranking; same total
};

/// Difference of two ratios, split in what changed within strata and what changed in their mix.
struct MixDecomposition {
    Status status = Status::Ok;
    std::optional<double> total; // ratio of B less that of A = within + mix
    std::optional<double> within;
    std::optional<double> mix;
    std::vector<StratumEffect> strata; // in the order of the input; empty unless Ok
};

/// Is it the cases that changed, or what they cost (Kitagawa)?
/// A stratum absent from an arm takes the other arm's ratio there, so that its part is all mix. A
/// numerator without denominator (cost of a stratum in which nothing succeeded) counts as within.
/// Errors  ZeroDenominator.
/// Source  METHODS 1.8.
MixDecomposition decomposeMix(std::span<const StratumInArms> strata);

} // namespace ms::stats
