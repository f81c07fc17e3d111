// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

enum class Seasonality { Additive, Multiplicative };

/// How fast level, trend and season follow the data, each from 0 to 1. In the form of the
/// component recursion: the error-correction form has other gains (forecast_band.h).
struct SmoothingGains {
    double level = 0;  // alpha
    double trend = 0;  // beta
    double season = 0; // gamma
};

struct SmoothingState {
    double level = 0;
    double trend = 0;
    std::vector<double> seasons; // one a phase; the first is that of the next value
};

struct HoltWinters {
    Seasonality seasonality = Seasonality::Additive;
    SmoothingGains gains;
    SmoothingState state;              // after the last value
    std::vector<double> oneStepErrors; // value - forecast made one step before
    double squaredErrors = 0;          // their sum of squares

    /// Root of their mean square.
    double sigma() const;
    /// The next `horizon` values.
    std::vector<double> forecast(std::size_t horizon) const;
};

/// Run the recursion with given gains and start values.
/// Input   finite values; one start season a phase, that of the first value first. Multiplicative:
///         positive values and seasons.
/// Errors  CHECK without seasons.
/// Cost    O(n).
/// Source  METHODS 8.1; Winters 1960. The same as R's HoltWinters.
HoltWinters holtWinters(std::span<const double> series, Seasonality seasonality,
                        const SmoothingGains& gains, const SmoothingState& start);

struct HoltWintersFit {
    /// InsufficientClusters: fewer than three full periods. ZeroDenominator: a multiplicative
    /// season needs values above 0.
    Status status = Status::Ok;
    std::optional<HoltWinters> model;
};

/// The same with the gains that forecast this series best one step ahead, and start values from
/// its first two periods.
/// Input   period >= 1.
/// Cost    O(n), some hundred times.
/// Source  METHODS 8.1.
HoltWintersFit fitHoltWinters(std::span<const double> series, Seasonality seasonality,
                              std::size_t period);

} // namespace ms::stats
