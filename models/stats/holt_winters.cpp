// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/holt_winters.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/simplex_search.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

namespace {

constexpr std::size_t kFewestPeriods = 3;

double combined(Seasonality seasonality, double level, double season) {
    return seasonality == Seasonality::Additive ? level + season : level * season;
}

/// What is left of a value without the season, or without the level.
double without(Seasonality seasonality, double value, double part) {
    return seasonality == Seasonality::Additive ? value - part : value / part;
}

/// The recursion, one value at a time.
class Smoother {
public:
    Smoother(Seasonality seasonality, const SmoothingGains& gains, const SmoothingState& start)
        : m_seasonality{seasonality}, m_gains{gains}, m_state{start} {}

    /// Output  value - forecast.
    double add(double value) {
        double& season = m_state.seasons[m_phase];
        const double expected = m_state.level + m_state.trend;
        const double error = value - combined(m_seasonality, expected, season);
        const double level =
            m_gains.level * without(m_seasonality, value, season) + (1 - m_gains.level) * expected;
        m_state.trend =
            m_gains.trend * (level - m_state.level) + (1 - m_gains.trend) * m_state.trend;
        season =
            m_gains.season * without(m_seasonality, value, level) + (1 - m_gains.season) * season;
        m_state.level = level;
        m_phase = (m_phase + 1) % m_state.seasons.size();
        return error;
    }

    /// With the season of the next value first.
    SmoothingState state() const {
        SmoothingState state = m_state;
        std::rotate(state.seasons.begin(), state.seasons.begin() + std::ptrdiff_t(m_phase),
                    state.seasons.end());
        return state;
    }

private:
    Seasonality m_seasonality;
    SmoothingGains m_gains;
    SmoothingState m_state;
    std::size_t m_phase = 0;
};

double meanOf(std::span<const double> values) {
    CompensatedSum sum;
    for (const double value : values)
        sum.add(value);
    return sum.value() / double(values.size());
}

SmoothingState startOf(std::span<const double> series, Seasonality seasonality,
                       std::size_t period) {
    SmoothingState start;
    start.level = meanOf(series.first(period));
    start.trend = (meanOf(series.subspan(period, period)) - start.level) / double(period);
    for (const double value : series.first(period))
        start.seasons.push_back(without(seasonality, value, start.level));
    return start;
}

} // namespace

double HoltWinters::sigma() const {
    return oneStepErrors.empty() ? 0 : std::sqrt(squaredErrors / double(oneStepErrors.size()));
}

std::vector<double> HoltWinters::forecast(std::size_t horizon) const {
    std::vector<double> values;
    for (std::size_t step = 1; step <= horizon; ++step)
        values.push_back(combined(seasonality, state.level + double(step) * state.trend,
                                  state.seasons[(step - 1) % state.seasons.size()]));
    return values;
}

HoltWinters holtWinters(std::span<const double> series, Seasonality seasonality,
                        const SmoothingGains& gains, const SmoothingState& start) {
    CHECK(!start.seasons.empty(), "A seasonal forecast needs one start season a phase.");
    HoltWinters result{seasonality, gains, {}, {}, 0};
    Smoother smoother(seasonality, gains, start);
    CompensatedSum squares;
    for (const double value : series) {
        const double error = smoother.add(value);
        result.oneStepErrors.push_back(error);
        squares.add(error * error);
    }
    result.state = smoother.state();
    result.squaredErrors = squares.value();
    return result;
}

HoltWintersFit fitHoltWinters(std::span<const double> series, Seasonality seasonality,
                              std::size_t period) {
    CHECK(period >= 1, "A period has at least one value.");
    if (series.size() < kFewestPeriods * period)
        return {Status::InsufficientClusters, {}};
    if (seasonality == Seasonality::Multiplicative &&
        *std::min_element(series.begin(), series.end()) <= 0)
        return {Status::ZeroDenominator, {}};
    const SmoothingState start = startOf(series, seasonality, period);
    const Minimum best = minimumOnCube([&](const Point3& gains) {
        Smoother smoother(seasonality, {gains[0], gains[1], gains[2]}, start);
        CompensatedSum squares;
        for (const double value : series) {
            const double error = smoother.add(value);
            squares.add(error * error);
        }
        return squares.value();
    });
    return {Status::Ok,
            holtWinters(series, seasonality, {best.at[0], best.at[1], best.at[2]}, start)};
}

} // namespace ms::stats
