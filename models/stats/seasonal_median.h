// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

struct SeasonalMedianOptions {
    std::size_t period = 7;
    std::size_t periods = 4; // K: how many earlier weeks, 3 to 8
    double level = 0.8;      // of the band
};

/// A forecast that outliers hardly move, with a band that assumes no distribution.
struct SeasonalMedianForecast {
    /// InsufficientClusters: fewer values than K periods. OpenInterval: too few earlier origins
    /// for a band at this level.
    Status status = Status::Ok;
    std::vector<double> forecast;
    std::optional<double> total;
    std::vector<double> errors; // of the total, absolute, one an origin in the order of time
    std::size_t rank = 0;       // of the error that is the half width, counted from 1
    std::optional<double> halfWidth;
    std::optional<Interval> interval; // of the total
};

/// What will the next `horizon` values add up to, if they go on like the last weeks?
/// Input   finite values, the newest last; period, periods and horizon >= 1, 0 < level < 1.
/// Cost    O(n horizon periods log periods).
/// Source  METHODS 8.3; Vovk et al. 2005 (conformal calibration).
SeasonalMedianForecast seasonalMedianForecast(std::span<const double> series, std::size_t horizon,
                                              const SeasonalMedianOptions& options = {});

} // namespace ms::stats
