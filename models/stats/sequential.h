// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <cstddef>
#include <optional>

namespace ms::stats {

/// What may be said at any look at data that still arrive.
struct AnytimeEstimate {
    Status status = Status::Ok;
    double value = 0;
    std::optional<double> rho;
    std::optional<double> radius;
    std::optional<Interval> interval;
    std::optional<double> logEValue; // evidence against 0; e-BH takes its exponential
    std::optional<double> pValue;
};

/// The sample size to optimise for when none is planned.
inline constexpr double kDefaultPlannedUnits = 5000;
/// Fewer clusters in an arm are too few for the first look.
inline constexpr std::size_t kClustersBeforeFirstLook = 30;

/// Asymptotic confidence sequence: an interval that holds at all looks together.
/// Input   an estimate and its standard error from any method of 1.2 to 1.7; `units` analysis units
///         over both arms so far, `planned` the number to be narrow at.
/// Errors  ZeroVariance, InsufficientClusters (no units).
/// Source  METHODS 1.11.
AnytimeEstimate asymptoticConfidenceSequence(double value, double standardError, double units,
                                             double planned, double alpha);

/// The looks so far: evidence is not lost when a later look has less of it.
class RunningLooks {
public:
    void add(const AnytimeEstimate& look);
    const std::optional<double>& pValue() const { return m_pValue; } // least one so far
    /// What all intervals have in common. Empty before the first; low > high once they contradict
    /// each other, which a stable effect does with probability alpha at most.
    const std::optional<Interval>& interval() const { return m_interval; }

private:
    std::optional<double> m_pValue;
    std::optional<Interval> m_interval;
};

/// Two-sided normal mixture: a bound on a sum that needs no large sample, when the scale of its
/// parts is known (sub-Gaussian or bounded).
struct NormalMixture {
    double rho = 0;
    double bound = 0;      // on |sum| at any time
    double logMixture = 0; // log e-value of the sum that was seen
};

/// Input   `variance` process v >= 0 of the sum, `plannedVariance` > 0 and `plannedAlpha` to
///         optimise for, `sum` as seen.
/// Source  METHODS 1.11, non-asymptotic check.
NormalMixture normalMixture(double variance, double plannedVariance, double alpha,
                            double plannedAlpha, double sum);

} // namespace ms::stats
