// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/two_samples.h"

#include "models/stats/compensated_sum.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ms::stats {

namespace {

/// The reason why two samples cannot be compared, or Ok.
Status statusOf(const SampleMoments& a, const SampleMoments& b) {
    if (!a.mean || !b.mean)
        return Status::ZeroDenominator;
    return a.variance && b.variance ? Status::Ok : Status::InsufficientClusters;
}

double degreesOfFreedom(const SampleMoments& a, const SampleMoments& b) {
    return welchDegreesOfFreedom(*a.variance / a.count, a.count - 1, *b.variance / b.count,
                                 b.count - 1);
}

} // namespace

SampleMoments momentsOf(std::span<const double> values) {
    SampleMoments moments{double(values.size()), std::nullopt, std::nullopt};
    if (values.empty())
        return moments;
    CompensatedSum sum;
    for (const double value : values)
        sum.add(value);
    const double mean = sum.value() / moments.count;
    moments.mean = mean;
    if (values.size() < 2)
        return moments;
    // The rounded mean of equal values may miss them by a hair, which is no variance.
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    CompensatedSum squares;
    for (const double value : values)
        squares.add((value - mean) * (value - mean));
    moments.variance = *least == *most ? 0 : squares.value() / (moments.count - 1);
    return moments;
}

SampleMoments momentsOfSums(double count, double sum, double sumOfSquares) {
    SampleMoments moments{count, std::nullopt, std::nullopt};
    if (!(count > 0))
        return moments;
    moments.mean = sum / count;
    if (count < 2)
        return moments;
    const double squares = sumOfSquares - sum * sum / count;
    const double rounding = 4 * std::numeric_limits<double>::epsilon() * sumOfSquares;
    moments.variance = squares <= rounding ? 0 : squares / (count - 1);
    return moments;
}

SampleMoments momentsOfProportion(double count, double successes) {
    SampleMoments moments{count, std::nullopt, std::nullopt};
    if (!(count > 0))
        return moments;
    const double share = successes / count;
    moments.mean = share;
    if (count >= 2)
        moments.variance = share * (1 - share);
    return moments;
}

Estimate welchDifference(const SampleMoments& a, const SampleMoments& b, double alpha) {
    const std::optional<double> difference =
        a.mean && b.mean ? std::optional<double>{*b.mean - *a.mean} : std::nullopt;
    if (const Status status = statusOf(a, b); status != Status::Ok)
        return estimateWithout(status, difference);
    const double variance = *a.variance / a.count + *b.variance / b.count;
    return studentEstimate(*difference, variance, degreesOfFreedom(a, b), alpha);
}

Estimate welchLift(const SampleMoments& a, const SampleMoments& b, double alpha) {
    if (!a.mean || !b.mean)
        return estimateWithout(Status::ZeroDenominator, std::nullopt);
    if (*a.mean == 0)
        return estimateWithout(Status::BaselineZero, std::nullopt);
    const double lift = (*b.mean - *a.mean) / std::abs(*a.mean);
    if (const Status status = statusOf(a, b); status != Status::Ok)
        return estimateWithout(status, lift);
    const double relative = *b.mean / *a.mean;
    const double variance =
        (*b.variance / b.count + relative * relative * *a.variance / a.count) / (*a.mean * *a.mean);
    return studentEstimate(lift, variance, degreesOfFreedom(a, b), alpha);
}

} // namespace ms::stats
