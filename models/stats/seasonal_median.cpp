// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/seasonal_median.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

namespace {

std::vector<double> continued(std::span<const double> past, std::size_t horizon,
                              const SeasonalMedianOptions& options) {
    std::vector<double> phases; // the forecast repeats after a period
    std::vector<double> same(options.periods);
    for (std::size_t phase = 0; phase < std::min(options.period, horizon); ++phase) {
        for (std::size_t back = 1; back <= options.periods; ++back)
            same[back - 1] = past[past.size() - back * options.period + phase];
        std::sort(same.begin(), same.end());
        phases.push_back(median(same));
    }
    std::vector<double> forecast(horizon);
    for (std::size_t step = 0; step < horizon; ++step)
        forecast[step] = phases[step % options.period];
    return forecast;
}

double totalOf(std::span<const double> values) {
    CompensatedSum sum;
    for (const double value : values)
        sum.add(value);
    return sum.value();
}

} // namespace

SeasonalMedianForecast seasonalMedianForecast(std::span<const double> series, std::size_t horizon,
                                              const SeasonalMedianOptions& options) {
    CHECK(options.period >= 1 && options.periods >= 1 && horizon >= 1 && options.level > 0 &&
              options.level < 1,
          "A seasonal forecast needs periods, a horizon and a level between 0 and 1.");
    SeasonalMedianForecast result;
    const std::size_t needed = options.period * options.periods;
    if (series.size() < needed) {
        result.status = Status::InsufficientClusters;
        return result;
    }
    result.forecast = continued(series, horizon, options);
    result.total = totalOf(result.forecast);
    for (std::size_t origin = needed; origin + horizon <= series.size(); ++origin)
        result.errors.push_back(
            std::abs(totalOf(series.subspan(origin, horizon)) -
                     totalOf(continued(series.first(origin), horizon, options))));

    // A product that should be whole may come out a hair above it.
    result.rank = std::size_t(std::ceil(double(result.errors.size() + 1) * options.level - 1e-12));
    if (result.rank > result.errors.size()) {
        result.status = Status::OpenInterval;
        return result;
    }
    std::vector<double> sorted = result.errors;
    std::sort(sorted.begin(), sorted.end());
    result.halfWidth = sorted[result.rank - 1];
    result.interval =
        Interval{*result.total - *result.halfWidth, *result.total + *result.halfWidth};
    return result;
}

} // namespace ms::stats
