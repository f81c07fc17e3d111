// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/sequential.h"

#include "models/core/check.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

AnytimeEstimate asymptoticConfidenceSequence(double value, double standardError, double units,
                                             double planned, double alpha) {
    CHECK(alpha > 0 && alpha < 1, "A significance level lies between 0 and 1.");
    CHECK(planned > 0, "A confidence sequence is narrow at some sample size.");
    AnytimeEstimate look;
    look.value = value;
    if (!(units > 0) || !(standardError > 0)) {
        look.status = units > 0 ? Status::ZeroVariance : Status::InsufficientClusters;
        return look;
    }
    const double logAlpha = std::log(alpha);
    const double rho = std::sqrt((-2 * logAlpha + std::log(1 - 2 * logAlpha)) / planned);
    const double spread = units * rho * rho; // n rho^2
    const double radius = standardError * std::sqrt(units) *
                          std::sqrt(2 * (spread + 1) / (units * rho * units * rho) *
                                    std::log(std::sqrt(spread + 1) / alpha));
    const double z = value / standardError;
    look.rho = rho;
    look.radius = radius;
    look.interval = Interval{value - radius, value + radius};
    look.logEValue = spread * z * z / (2 * (spread + 1)) - std::log1p(spread) / 2;
    look.pValue = std::min(1.0, std::exp(-*look.logEValue));
    return look;
}

void RunningLooks::add(const AnytimeEstimate& look) {
    if (look.pValue)
        m_pValue = std::min(m_pValue.value_or(1), *look.pValue);
    if (!look.interval)
        return;
    if (!m_interval)
        m_interval = look.interval;
    m_interval->low = std::max(m_interval->low, look.interval->low);
    m_interval->high = std::min(m_interval->high, look.interval->high);
}

NormalMixture normalMixture(double variance, double plannedVariance, double alpha,
                            double plannedAlpha, double sum) {
    CHECK(alpha > 0 && alpha < 1 && plannedAlpha > 0 && plannedAlpha < 1,
          "A significance level lies between 0 and 1.");
    CHECK(variance >= 0 && plannedVariance > 0, "A variance process grows from 0.");
    const double planned = 2 * std::log(1 / plannedAlpha);
    NormalMixture mixture;
    mixture.rho = plannedVariance / (planned + std::log1p(planned));
    const double both = variance + mixture.rho;
    mixture.bound =
        std::sqrt(both * (std::log1p(variance / mixture.rho) + 2 * std::log(1 / alpha)));
    mixture.logMixture = std::log(mixture.rho / both) / 2 + sum * sum / (2 * both);
    return mixture;
}

} // namespace ms::stats
