// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <optional>
#include <span>

namespace ms::stats {

/// What a comparison of means needs of a sample of independent rows.
struct SampleMoments {
    double count = 0;
    std::optional<double> mean;     // empty without rows
    std::optional<double> variance; // empty with fewer than two rows
};

/// Moments of single values; the variance divides by n - 1. Any order gives the same.
SampleMoments momentsOf(std::span<const double> values);

/// Moments of values of which only n, their sum and the sum of their squares are known.
SampleMoments momentsOfSums(double count, double sum, double sumOfSquares);

/// Moments of `successes` among `count`: the variance is p (1 - p), without n - 1.
SampleMoments momentsOfProportion(double count, double successes);

/// Is the mean of B above or below that of A, when variances may differ (Welch)?
/// Output  B less A, with t interval.
/// Errors  ZeroDenominator (no rows), InsufficientClusters (one row in an arm), ZeroVariance.
/// Source  METHODS 1.2.
Estimate welchDifference(const SampleMoments& a, const SampleMoments& b, double alpha);

/// The same relative to A: (B - A) / |A|, its variance by the delta method.
/// Errors  as above, BaselineZero.
/// Source  METHODS 1.2.
Estimate welchLift(const SampleMoments& a, const SampleMoments& b, double alpha);

} // namespace ms::stats
