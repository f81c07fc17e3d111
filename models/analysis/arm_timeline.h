// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_query.h"
#include "models/stats/arm_effect.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace ms::analysis {

/// Arms day by day, and what could be said of their difference at each look.
struct ArmTimeline {
    struct DayOfArm {
        core::Day day;
        ArmSums sums; // of requests and units that began on it
    };
    /// At the end of a day, of all data up to then.
    struct Look {
        core::Day day;
        stats::ArmEffect effect;
        stats::AnytimeEstimate now;
        std::optional<stats::Interval> sequence; // what all looks so far have in common
        std::optional<double> pValue;            // the least so far
    };
    ArmQuery query;
    ArmMetric metric = ArmMetric::CostPerRequest;
    std::vector<std::vector<DayOfArm>> days; // by arm, in order of days
    std::vector<Look> looks;                 // of the first arm against the baseline
};

/// Cost and success over time by arm, and the cumulative confidence sequence of the first arm.
/// Looks are at the end of a day, at most kMostLooks of them, from 30 clusters an arm on.
/// Errors  as compareArms; Usage for periods, which have no common days.
/// Cost    two entity queries by day; a comparison a look.
/// Source  METHODS 1.11.
inline constexpr std::size_t kMostLooks = 60;
core::Result<ArmTimeline> armTimeline(const ArmQuery& query, const query::EventSource& source,
                                      std::stop_token stop);

} // namespace ms::analysis
