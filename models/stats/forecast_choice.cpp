// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/forecast_choice.h"

#include "models/stats/compensated_sum.h"

#include <cmath>

namespace ms::stats {

namespace {

double totalOf(std::span<const double> values) {
    CompensatedSum sum;
    for (const double value : values)
        sum.add(value);
    return sum.value();
}

std::optional<double> holtWintersTotal(std::span<const double> past, std::size_t period,
                                       std::size_t horizon) {
    const HoltWintersFit fit = fitHoltWinters(past, Seasonality::Additive, period);
    return fit.model ? std::optional{totalOf(fit.model->forecast(horizon))} : std::nullopt;
}

/// Over the origins from which both methods can forecast.
void compareErrors(std::span<const double> series, std::size_t horizon,
                   const SeasonalMedianOptions& options, ForecastChoice& choice) {
    CompensatedSum robust, smooth;
    std::size_t origins = 0;
    const std::size_t first = options.period * options.periods;
    for (std::size_t i = 0; i < choice.seasonalMedian.errors.size(); ++i) {
        const std::size_t origin = first + i;
        const std::optional<double> expected =
            holtWintersTotal(series.first(origin), options.period, horizon);
        if (!expected)
            continue;
        smooth.add(std::abs(totalOf(series.subspan(origin, horizon)) - *expected));
        robust.add(choice.seasonalMedian.errors[i]);
        ++origins;
    }
    if (origins == 0)
        return;
    choice.seasonalMedianError = robust.value() / double(origins);
    choice.holtWintersError = smooth.value() / double(origins);
    if (*choice.holtWintersError < *choice.seasonalMedianError)
        choice.chosen = ForecastMethod::HoltWinters;
}

} // namespace

ForecastChoice chooseForecast(std::span<const double> series, std::size_t horizon,
                              const SeasonalMedianOptions& options) {
    ForecastChoice choice;
    choice.seasonalMedian = seasonalMedianForecast(series, horizon, options);
    choice.holtWinters = fitHoltWinters(series, Seasonality::Additive, options.period).model;
    if (choice.holtWinters)
        choice.holtWintersTotal = totalOf(choice.holtWinters->forecast(horizon));
    if (!choice.seasonalMedian.total) {
        if (choice.holtWinters)
            choice.chosen = ForecastMethod::HoltWinters;
        else
            choice.status = choice.seasonalMedian.status;
        return choice;
    }
    if (choice.holtWinters) {
        compareErrors(series, horizon, options, choice);
        choice.differ = choice.seasonalMedian.halfWidth &&
                        std::abs(*choice.holtWintersTotal - *choice.seasonalMedian.total) >
                            *choice.seasonalMedian.halfWidth;
    }
    return choice;
}

} // namespace ms::stats
