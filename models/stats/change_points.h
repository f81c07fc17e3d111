// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

struct ChangePointOptions {
    std::optional<double> penalty{}; // of one change, 0 or more; empty: multiplier sigma^2 ln n
    double penaltyMultiplier = 3;
    std::size_t shortestSegment = 2; // 7 for days whose weekday medians are removed
};

/// Where the level of a series changed.
struct ChangePoints {
    Status status = Status::Ok; // InsufficientClusters: no value; DegenerateScale: no noise to
                                // weigh changes against, so there are none
    double penalty = 0;
    std::vector<std::size_t> points; // index, from 0, of the first value after each change
    std::vector<double> means;       // of the segments, one more than points
    double cost = 0;                 // sum of squared deviations from them
    double objective = 0;            // cost + penalty x number of points: the least possible
};

/// When did it change? Least squares with a penalty for each change, solved exactly (PELT).
/// Input   finite values in the order of time.
/// Cost    O(n) when changes go on occurring, O(n^2) at worst; O(n) memory.
/// Source  METHODS 3.6; Killick, Fearnhead, Eckley 2012.
ChangePoints changePoints(std::span<const double> series, const ChangePointOptions& options = {});

/// Standard deviation of the noise, which changes of level hardly disturb: 1.4826 MAD of the first
/// differences / sqrt 2. 0 for fewer than two values.
double noiseOfDifferences(std::span<const double> series);

/// The series less the median of each phase (weekday), so that a weekly pattern is no change.
/// Input   `period` >= 1; the first value has phase 0.
std::vector<double> withoutPhaseMedians(std::span<const double> series, std::size_t period = 7);

/// The series less what is usual for each phase beside the days about it. Medians of phases alone
/// mix the values before a change with those after it, so that a change makes a pattern where there
/// is none, and the pattern makes changes; beside the median of the period about it, a value tells
/// its phase only.
/// Input   `period` odd; the first value has phase 0.
/// Output  at the level of the series; the series itself when it is shorter than two periods.
std::vector<double> withoutPhasePattern(std::span<const double> series, std::size_t period = 7);

} // namespace ms::stats
