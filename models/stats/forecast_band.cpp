// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/forecast_band.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/distributions.h"

#include <cmath>
#include <numbers>

namespace ms::stats {

CorrectionGains correctionGains(const SmoothingGains& gains) {
    return {gains.level, gains.level * gains.trend, gains.season * (1 - gains.level)};
}

ForecastBand forecastBand(const CorrectionGains& gains, std::size_t period, double sigma,
                          std::size_t horizon) {
    CHECK(period >= 1, "A period has at least one value.");
    ForecastBand band;
    CompensatedSum step, total, independent, moved;
    step.add(1);
    moved.add(1); // what an error adds to its own value and all later ones up to here
    for (std::size_t j = 1; j <= horizon; ++j) {
        band.stepDeviations.push_back(sigma * std::sqrt(step.value()));
        independent.add(step.value());
        total.add(moved.value() * moved.value());
        const double gain =
            gains.level + gains.trend * double(j) + (j % period == 0 ? gains.season : 0);
        step.add(gain * gain);
        moved.add(gain);
    }
    band.totalDeviation = sigma * std::sqrt(total.value());
    band.independentDeviation = sigma * std::sqrt(independent.value());
    return band;
}

MonthEnd monthEnd(double actualToDate, std::span<const double> forecasts, double deviation,
                  double level, std::optional<double> budget) {
    CHECK(level > 0 && level < 1, "A confidence level lies between 0 and 1.");
    MonthEnd end;
    CompensatedSum sum;
    for (const double forecast : forecasts)
        sum.add(forecast);
    end.total = sum.value();
    end.expected = actualToDate + end.total;
    const double half = normalQuantile((1 + level) / 2) * deviation;
    end.interval = {end.expected - half, end.expected + half};
    if (budget && deviation > 0)
        end.probabilityOverBudget =
            std::erfc((*budget - end.expected) / deviation / std::numbers::sqrt2) / 2;
    else if (budget)
        end.probabilityOverBudget = end.expected > *budget ? 1 : 0;
    return end;
}

} // namespace ms::stats
