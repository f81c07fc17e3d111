// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstddef>
#include <optional>
#include <span>

namespace ms::stats {

/// A generalised Pareto distribution of what exceeds a threshold.
struct ParetoFit {
    double shape = 0; // xi: 0 exponential, from 1 on without a mean
    double scale = 0; // beta, in the unit of the values
};

enum class TailMethod { Moments, Likelihood };

/// The upper tail of a distribution of costs.
struct TailModel {
    /// InsufficientClusters: fewer than 30 exceedances, the fit is a point estimate only.
    /// ZeroVariance: all exceedances are equal, or there are fewer than two.
    Status status = Status::Ok;
    std::size_t values = 0;
    std::size_t exceedances = 0; // values above the threshold
    double threshold = 0;
    std::optional<ParetoFit> moments;            // by probability weighted moments
    std::optional<ParetoFit> likelihood;         // empty: the likelihood has no maximum inside
    std::optional<double> negativeLogLikelihood; // at that maximum
    TailMethod chosen = TailMethod::Moments;

    const std::optional<ParetoFit>& fit() const {
        return chosen == TailMethod::Moments ? moments : likelihood;
    }
    /// Which value is exceeded by a share 1 - q of all?
    /// Output  empty where that is below the threshold, and for q >= 1.
    std::optional<double> quantile(const ParetoFit& fit, double q) const;
    /// What do the values above that quantile average?
    /// Output  empty also for a shape of 1 or more: the tail has no mean, averages say nothing.
    std::optional<double> expectedShortfall(const ParetoFit& fit, double q) const;
};

/// How heavy is the tail, and what may the dearest units cost?
/// Input   finite values, any order; the threshold is their 95th percentile when empty.
/// Cost    O(n log n), and a few dozen passes over the exceedances.
/// Source  METHODS 2.3; Hosking and Wallis 1987, McNeil 1997. Likelihood for 50 and more
///         exceedances and a shape in (-0.5, 1), else moments.
TailModel tailModel(std::span<const double> values, std::optional<double> threshold = {});

} // namespace ms::stats
