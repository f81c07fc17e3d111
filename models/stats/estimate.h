// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <optional>

namespace ms::stats {

struct Interval {
    double low = 0;
    double high = 0;
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// A figure and what is known of its uncertainty.
struct Estimate {
    Status status = Status::Ok;
    std::optional<double> value; // stays when the rest cannot be had
    std::optional<double> standardError;
    std::optional<double> degreesOfFreedom; // empty: the normal distribution was used
    std::optional<double> statistic;        // value / standardError
    std::optional<double> pValue;           // two-sided, of "it is 0"
    std::optional<Interval> interval;
};

/// What is known of `value` when its variance has these degrees of freedom: t test and interval.
/// Input   0 < alpha < 1, two-sided.
/// Errors  ZeroVariance.
/// Source  METHODS 1.2.
Estimate studentEstimate(double value, double variance, double degreesOfFreedom, double alpha);

/// The same by the normal distribution.
Estimate normalEstimate(double value, double variance, double alpha);

/// A figure alone, with the reason why there is no more.
Estimate estimateWithout(Status reason, std::optional<double> value);

/// Degrees of freedom of a sum of two variances (Welch, Satterthwaite).
/// Input   not both variances are 0; `a` and `b` are the degrees of freedom of each.
double welchDegreesOfFreedom(double varianceA, double a, double varianceB, double b);

} // namespace ms::stats
