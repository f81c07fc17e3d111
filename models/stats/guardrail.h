// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <cstdint>
#include <optional>

namespace ms::stats {

struct SuccessCount {
    std::int64_t successes = 0;
    std::int64_t finished = 0;
};

/// Is the success rate of B at most `margin` below that of A?
struct NonInferiority {
    Status status = Status::Ok;
    std::optional<double> rateA;
    std::optional<double> rateB;
    std::optional<Interval> wilsonA;
    std::optional<Interval> wilsonB;
    std::optional<double> difference; // B less A
    std::optional<Interval> interval;
    std::optional<bool> isNonInferior; // lower limit above -margin
    std::optional<bool> isSuperior;    // lower limit above 0
};

/// Set before the data are read.
inline constexpr double kDefaultMargin = 0.02;

/// Newcombe's interval of a difference of proportions (method 10), against a margin >= 0.
/// Input   `designEffect` >= 1 divides the counts of clustered units.
/// Errors  ZeroDenominator.
/// Source  METHODS 1.13.
NonInferiority testNonInferiority(const SuccessCount& a, const SuccessCount& b, double margin,
                                  double alpha, double designEffect = 1);

/// The same reading of an interval from elsewhere (ratio_metric.h when units are clustered).
NonInferiority readNonInferiority(const Estimate& difference, double margin);

} // namespace ms::stats
