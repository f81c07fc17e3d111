// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/ratio_metric.h"
#include "models/stats/sequential.h"
#include "models/stats/status.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

struct LevelDriftRule {
    double leastChange = 0.0953101798043249; // of the logarithm: ln 1.1, ten percent
    double alpha = 0.05;                     // over all looks together
    double plannedClusters = kDefaultPlannedUnits;
};

/// Has the level of a ratio metric moved by more than it may, as far as one can say at this look?
struct LevelDrift {
    Status status = Status::Ok;       // InsufficientClusters, ZeroDenominator, BaselineZero
    std::optional<double> logChange;  // ln(current / reference)
    std::optional<Interval> interval; // of it, at all looks together
    bool isUp = false;                // all of it above leastChange
    bool isDown = false;              // all of it below -leastChange
};

/// One look.
/// Input   clusters that are independent of each other (hours, say); both from
///         kClustersBeforeFirstLook on, else there is no answer yet.
/// Source  METHODS 3.7, 1.11; the standard error by the delta method (1.3).
LevelDrift levelDrift(const ArmRatio& reference, const ArmRatio& current,
                      const LevelDriftRule& rule);

/// Where the looks at a growing sample first see a drift: after each of `ends` clusters of
/// `current` (ascending). Its index in `ends`, nothing when none does.
std::optional<std::size_t> firstDrift(std::span<const ClusterTotals> reference,
                                      std::span<const ClusterTotals> current,
                                      std::span<const std::size_t> ends,
                                      const LevelDriftRule& rule);

} // namespace ms::stats
