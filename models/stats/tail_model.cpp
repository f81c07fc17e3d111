// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/tail_model.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace ms::stats {

namespace {

constexpr std::size_t kFewestExceedances = 30;
constexpr std::size_t kFewestForLikelihood = 50;

std::optional<ParetoFit> fitByMoments(std::span<const double> ascending) {
    const double k = double(ascending.size());
    CompensatedSum first, second;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        first.add(ascending[i]);
        second.add((k - double(i + 1)) / (k - 1) * ascending[i]);
    }
    const double a0 = first.value() / k, a1 = second.value() / k;
    const double difference = a0 - 2 * a1;
    if (!(difference > 0))
        return {};
    return ParetoFit{2 - a0 / difference, 2 * a0 * a1 / difference};
}

/// The likelihood along the ridge where the shape is best for theta = shape / scale. Both score
/// equations hold where its slope is 0.
class ProfileLikelihood {
public:
    /// Input   exceedances over their mean, so that theta has no unit.
    explicit ProfileLikelihood(std::span<const double> scaled) : m_scaled{scaled} {}

    long double shapeAt(long double theta) const { return sumsAt(theta).first; }

    /// Of the sign of the slope, and finite at theta = 0, which is always a stationary point of
    /// the equation but rarely of the likelihood.
    long double slopeAt(long double theta) const {
        if (theta == 0)
            return slopeAtZero();
        const auto [shape, lost] = sumsAt(theta);
        return (shape - lost * (1 + shape)) / (shape * theta);
    }

    /// Where the slope falls through 0; empty when it does not while the shape stays above -1.
    std::optional<long double> maximum() const {
        const long double atZero = slopeAtZero();
        if (atZero == 0)
            return 0.0L;
        const std::optional<long double> beyond = atZero > 0 ? fallsBeyond() : risesBefore();
        if (!beyond)
            return {};
        const long double low = std::min(0.0L, *beyond), high = std::max(0.0L, *beyond);
        std::uintmax_t steps = 200;
        const auto [a, b] = boost::math::tools::toms748_solve(
            [this](long double theta) { return slopeAt(theta); }, low, high, slopeAt(low),
            slopeAt(high), boost::math::tools::eps_tolerance<long double>(62), steps);
        return a + (b - a) / 2;
    }

private:
    /// Mean of ln(1 + theta y), and of theta y / (1 + theta y).
    std::pair<long double, long double> sumsAt(long double theta) const {
        LongCompensatedSum logs, lost;
        for (const double value : m_scaled) {
            const long double part = theta * value;
            logs.add(std::log1p(part));
            lost.add(part / (1 + part));
        }
        const auto k = static_cast<long double>(m_scaled.size());
        return {logs.value() / k, lost.value() / k};
    }
    long double slopeAtZero() const {
        LongCompensatedSum squares;
        for (const double value : m_scaled)
            squares.add(static_cast<long double>(value) * value);
        return squares.value() / static_cast<long double>(m_scaled.size()) / 2 - 1;
    }
    std::optional<long double> fallsBeyond() const {
        for (long double theta = 1; theta < 1e18L; theta *= 4)
            if (slopeAt(theta) < 0)
                return theta;
        return {};
    }
    std::optional<long double> risesBefore() const {
        const long double end = -1 / static_cast<long double>(m_scaled.back());
        for (long double gap = 0.5L; gap > 1e-15L; gap /= 2) {
            const long double theta = end * (1 - gap);
            if (shapeAt(theta) <= -1)
                return {}; // from here on the likelihood has no bound
            if (slopeAt(theta) > 0)
                return theta;
        }
        return {};
    }

    std::span<const double> m_scaled; // ascending
};

void fitByLikelihood(std::span<const double> ascending, TailModel& model) {
    CompensatedSum sum;
    for (const double value : ascending)
        sum.add(value);
    const double k = double(ascending.size()), mean = sum.value() / k;
    std::vector<double> scaled;
    for (const double value : ascending)
        scaled.push_back(value / mean);
    const ProfileLikelihood profile(scaled);
    const std::optional<long double> theta = profile.maximum();
    if (!theta)
        return;
    const long double shape = profile.shapeAt(*theta);
    const double scale = *theta == 0 ? mean : double(shape / *theta * mean);
    model.likelihood = ParetoFit{double(shape), scale};
    model.negativeLogLikelihood = k * (std::log(scale) + 1 + double(shape));
}

} // namespace

std::optional<double> TailModel::quantile(const ParetoFit& fit, double q) const {
    const double rest = double(values) / double(exceedances) * (1 - q);
    if (!(rest > 0 && rest <= 1))
        return {};
    const double fold = -std::log(rest);
    return threshold +
           fit.scale * (fit.shape == 0 ? fold : std::expm1(fit.shape * fold) / fit.shape);
}

std::optional<double> TailModel::expectedShortfall(const ParetoFit& fit, double q) const {
    const std::optional<double> from = quantile(fit, q);
    if (!from || fit.shape >= 1)
        return {};
    return (*from + fit.scale - fit.shape * threshold) / (1 - fit.shape);
}

TailModel tailModel(std::span<const double> values, std::optional<double> threshold) {
    TailModel model;
    model.values = values.size();
    if (values.empty()) {
        model.status = Status::InsufficientClusters;
        return model;
    }
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    model.threshold = threshold ? *threshold : quantileType7(sorted, 0.95);
    sorted.erase(sorted.begin(), std::upper_bound(sorted.begin(), sorted.end(), model.threshold));
    for (double& value : sorted)
        value -= model.threshold;
    model.exceedances = sorted.size();
    if (sorted.size() < 2 || sorted.front() == sorted.back()) {
        model.status = Status::ZeroVariance;
        return model;
    }
    if (sorted.size() < kFewestExceedances)
        model.status = Status::InsufficientClusters;
    model.moments = fitByMoments(sorted);
    fitByLikelihood(sorted, model);
    if (model.likelihood && sorted.size() >= kFewestForLikelihood &&
        model.likelihood->shape > -0.5 && model.likelihood->shape < 1)
        model.chosen = TailMethod::Likelihood;
    return model;
}

} // namespace ms::stats
