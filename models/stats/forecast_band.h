// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"
#include "models/stats/holt_winters.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// Gains of the error-correction form: by how much one error moves the later forecasts.
struct CorrectionGains {
    double level = 0;
    double trend = 0;
    double season = 0;
};

/// alpha, alpha x beta, gamma x (1 - alpha). Mixing the two forms is the usual mistake.
CorrectionGains correctionGains(const SmoothingGains& gains);

/// How far forecasts of an additive model may be off.
struct ForecastBand {
    std::vector<double> stepDeviations; // standard deviation of each of the next values
    double totalDeviation = 0;          // of their sum
    double independentDeviation = 0;    // of their sum, were its errors independent: too small
};

/// Input   `sigma` of the one-step errors (HoltWinters::sigma, or 1.4826 MAD when some of them are
///         outliers), period >= 1.
/// Cost    O(horizon).
/// Source  METHODS 8.2; Hyndman, Koehler, Ord, Snyder 2008.
ForecastBand forecastBand(const CorrectionGains& gains, std::size_t period, double sigma,
                          std::size_t horizon);

/// Where a month ends.
struct MonthEnd {
    double total = 0;    // of the forecasts
    double expected = 0; // actual to date + total
    Interval interval;
    std::optional<double> probabilityOverBudget; // empty without a budget
};

/// Input   0 < level < 1; `deviation` of the sum of the forecasts.
/// Source  METHODS 8.2.
MonthEnd monthEnd(double actualToDate, std::span<const double> forecasts, double deviation,
                  double level, std::optional<double> budget);

} // namespace ms::stats
