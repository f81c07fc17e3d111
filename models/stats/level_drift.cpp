// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/level_drift.h"

#include <cmath>

namespace ms::stats {

LevelDrift levelDrift(const ArmRatio& reference, const ArmRatio& current,
                      const LevelDriftRule& rule) {
    LevelDrift drift;
    if (reference.clusters < kClustersBeforeFirstLook ||
        current.clusters < kClustersBeforeFirstLook) {
        drift.status = Status::InsufficientClusters;
        return drift;
    }
    if (!reference.ratio || !current.ratio) {
        drift.status = Status::ZeroDenominator;
        return drift;
    }
    if (!(*reference.ratio > 0) || !(*current.ratio > 0)) {
        drift.status = Status::BaselineZero; // there is no logarithm
        return drift;
    }
    drift.logChange = std::log(*current.ratio / *reference.ratio);
    const auto relativeVariance = [](const ArmRatio& arm) {
        return *arm.variance / (*arm.ratio * *arm.ratio);
    };
    const double error = std::sqrt(relativeVariance(reference) + relativeVariance(current));
    if (error > 0) {
        const AnytimeEstimate look = asymptoticConfidenceSequence(
            *drift.logChange, error, double(reference.clusters + current.clusters),
            rule.plannedClusters, rule.alpha);
        drift.status = look.status;
        drift.interval = look.interval;
    } else {
        drift.interval = Interval{*drift.logChange, *drift.logChange}; // nothing scatters
    }
    if (drift.interval) {
        drift.isUp = drift.interval->low > rule.leastChange;
        drift.isDown = drift.interval->high < -rule.leastChange;
    }
    return drift;
}

std::optional<std::size_t> firstDrift(std::span<const ClusterTotals> reference,
                                      std::span<const ClusterTotals> current,
                                      std::span<const std::size_t> ends,
                                      const LevelDriftRule& rule) {
    const ArmRatio before = ratioOfArm(reference);
    for (std::size_t look = 0; look < ends.size(); ++look) {
        const LevelDrift drift = levelDrift(before, ratioOfArm(current.first(ends[look])), rule);
        if (drift.isUp || drift.isDown)
            return look;
    }
    return std::nullopt;
}

} // namespace ms::stats
