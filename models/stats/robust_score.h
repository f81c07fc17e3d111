// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

enum class ScaleSource {
    Mad,           // median absolute deviation
    MeanDeviation, // mean absolute deviation: more than half of the values are equal
    None,          // all values are equal
};

/// Where the middle of some values lies and how far they scatter, whatever a few of them do.
struct RobustScale {
    double center = 0; // median
    double mad = 0;    // median |y - median|
    double meanDeviation = 0;
    ScaleSource source = ScaleSource::None;

    /// Modified z-score of a value against this scale; 0 when there is none.
    double scoreOf(double value) const;
    /// Standard deviation of a normal distribution with this MAD (1.4826 MAD).
    double sigma() const;
};

/// Input   finite values, any order, at least one.
/// Cost    O(n).
RobustScale robustScale(std::span<const double> values);

enum class ScoredAs { Values, Logarithms };

struct ModifiedScores {
    Status status = Status::Ok; // InsufficientClusters: no value; DegenerateScale: all scores are 0
    std::optional<RobustScale> scale;          // of the logarithms, when those are scored
    std::vector<std::optional<double>> scores; // one a value; empty where it has no logarithm
    std::vector<std::size_t> flagged;          // indices with |score| > threshold
    std::vector<std::size_t> high;             // those above it: a cost raises an alert here only
    std::vector<std::size_t> notPositive;      // indices left out of logarithms
};

/// Which values lie far out, in a scale that they do not stretch themselves?
/// Input   finite values, any order. Costs are scored as logarithms; those of 0 or less are listed.
/// Cost    O(n).
/// Source  METHODS 2.1; Iglewicz and Hoaglin 1993.
ModifiedScores modifiedScores(std::span<const double> values, ScoredAs as, double threshold = 3.5);

} // namespace ms::stats
