// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/estimate.h"

#include "models/core/check.h"
#include "models/stats/distributions.h"

#include <cmath>

namespace ms::stats {

namespace {

Estimate tested(double value, double variance, double quantile) {
    Estimate estimate;
    const double error = std::sqrt(variance);
    estimate.value = value;
    estimate.standardError = error;
    estimate.statistic = value / error;
    estimate.interval = Interval{value - quantile * error, value + quantile * error};
    return estimate;
}

} // namespace

Estimate studentEstimate(double value, double variance, double degreesOfFreedom, double alpha) {
    CHECK(alpha > 0 && alpha < 1, "A significance level lies between 0 and 1.");
    if (!(variance > 0))
        return estimateWithout(Status::ZeroVariance, value);
    Estimate estimate = tested(value, variance, studentQuantile(1 - alpha / 2, degreesOfFreedom));
    estimate.degreesOfFreedom = degreesOfFreedom;
    estimate.pValue = studentTwoSidedP(*estimate.statistic, degreesOfFreedom);
    return estimate;
}

Estimate normalEstimate(double value, double variance, double alpha) {
    CHECK(alpha > 0 && alpha < 1, "A significance level lies between 0 and 1.");
    if (!(variance > 0))
        return estimateWithout(Status::ZeroVariance, value);
    Estimate estimate = tested(value, variance, normalQuantile(1 - alpha / 2));
    estimate.pValue = normalTwoSidedP(*estimate.statistic);
    return estimate;
}

Estimate estimateWithout(Status reason, std::optional<double> value) {
    Estimate estimate;
    estimate.status = reason;
    estimate.value = value;
    return estimate;
}

double welchDegreesOfFreedom(double varianceA, double a, double varianceB, double b) {
    // Shares instead of variances: squares of small variances would underflow.
    const double share = varianceA / (varianceA + varianceB);
    return 1 / (share * share / a + (1 - share) * (1 - share) / b);
}

} // namespace ms::stats
