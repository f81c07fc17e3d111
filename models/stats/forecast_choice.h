// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/holt_winters.h"
#include "models/stats/seasonal_median.h"

#include <cstddef>
#include <optional>
#include <span>

namespace ms::stats {

enum class ForecastMethod { SeasonalMedian, HoltWinters };

/// Which forecast has been better so far. Errors are mean absolute errors of the total.
struct ForecastChoice {
    Status status = Status::Ok; // that of the seasonal median when there is no forecast at all
    ForecastMethod chosen = ForecastMethod::SeasonalMedian;
    SeasonalMedianForecast seasonalMedian;
    std::optional<HoltWinters> holtWinters; // empty: the series is too short for it
    std::optional<double> holtWintersTotal;
    std::optional<double> seasonalMedianError;
    std::optional<double> holtWintersError;
    bool differ = false; // by more than the band: show both
};

/// Forecast both ways, and choose by what each would have said from earlier origins.
/// Input   as seasonalMedianForecast; additive seasons.
/// Output  the seasonal median is chosen unless Holt-Winters errs less, over the same origins.
/// Cost    one fit an origin: O(n^2), some hundred times. Days, not events.
/// Source  METHODS 8.3.
ForecastChoice chooseForecast(std::span<const double> series, std::size_t horizon,
                              const SeasonalMedianOptions& options = {});

} // namespace ms::stats
