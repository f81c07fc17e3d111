// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// Phi^-1(1 - alpha/2) + Phi^-1(power).
double detectionQuantile(double alpha, double power);

/// By how much clustering multiplies a variance.
/// Input   mean and coefficient of variation of cluster sizes; `icc` (negative counts as 0).
double designEffect(double meanClusterSize, double sizeVariation, double icc);

/// The smallest difference that would be found with this power. DEFF is 1 for independent rows.
/// Input   rows an arm > 0, `standardDeviation` of a row.
double minimumDetectableEffect(double detection, double standardDeviation, double rowsA,
                               double rowsB, double designEffect);

/// The same after the fact, from the standard error that came out. (Power computed from the
/// difference that was observed says no more than its p-value, and is not offered.)
double minimumDetectableEffectReached(double detection, double standardError);

/// Rows an arm needed to find a difference of `effect`: as a number, and rounded up.
struct RowsPerArm {
    double unrounded = 0;
    std::int64_t rows = 0;
};
RowsPerArm rowsPerArm(double detection, double standardDeviation, double effect,
                      double designEffect);

/// Exact power of the two-sided t test of two equal arms; dominant tail only.
/// Input   n >= 2 rows an arm, `effect` and `standardDeviation` > 0 in the same unit.
double studentPower(double rowsPerArm, double effect, double standardDeviation, double alpha);

/// How alike are rows of the same cluster (ANOVA estimator)?
struct IntraclassCorrelation {
    Status status = Status::Ok;
    std::optional<double> meanSquareBetween;
    std::optional<double> meanSquareWithin;
    std::optional<double> typicalSize; // n0
    std::optional<double> icc;         // may be negative
};

/// Input   one span of values per cluster; empty ones do not count.
/// Errors  InsufficientClusters (fewer than two, or one row each), ZeroVariance.
/// Source  METHODS 1.12, as all of this file.
IntraclassCorrelation intraclassCorrelation(std::span<const std::vector<double>> clusters);

} // namespace ms::stats
