// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_query.h"
#include "models/core/result.h"
#include "models/core/time.h"
#include "models/query/event_source.h"
#include "models/stats/arm_bootstrap.h"
#include "models/stats/arm_sensitivity.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// The same difference by every method that the data allow. The plain one is the first of each
/// metric; nothing replaces it.
struct ArmMethods {
    /// Clusters drawn anew: none unless asked for, since it takes its time.
    struct Bootstrap {
        std::uint64_t draws = 0;
        std::uint64_t seed = 1;
    };
    /// When no arm but the baseline had begun: what it tells of a cluster is no outcome of an arm.
    struct PrePeriod {
        core::TimeRange range;          // the four weeks before
        std::optional<core::Day> first; // day of the arms side by side
        std::int64_t requests = 0;      // in it
    };
    /// One metric of one arm against the baseline.
    struct Difference {
        std::size_t arm = 1;
        ArmMetric metric = ArmMetric::CostPerRequest;
        stats::ArmEffect plain; // no stratum held constant
        stats::WinsorisedComparison winsorised;
        std::optional<stats::ArmEffect> standardised;     // with strata
        std::optional<stats::RakedComparison> raked;      // with two kinds of strata or more
        std::optional<stats::PrePeriodComparison> before; // with a pre-period
        std::optional<stats::ArmBootstrap> bootstrap;     // where it was asked for
    };
    ArmQuery query;
    Bootstrap bootstrap;
    double alpha = 0;
    std::optional<PrePeriod> prePeriod;
    std::vector<Difference> differences; // by arm, then metric
    /// Strata that are compared as one with the first arm, where there are several.
    std::vector<std::vector<std::vector<std::string>>> merged;
    std::size_t emptyCells = 0; // strata that one of the first two arms lacks

    ArmMetric primary() const { return differences.front().metric; }
};

/// Told how many draws of how many are done.
using ArmProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

/// Metrics are those that the question names and that are ratios; else cost per request, cost per
/// success and success rate.
/// Output  at least one difference. The pre-period is that before the second arm's first request,
///         whatever the question's period; nothing where no request is in it. Raking takes the
///         first kind of strata as rows, and all others together as columns.
/// Errors  Usage, as EventSource; Cancelled within some milliseconds, also while drawing.
/// Cost    two entity queries; with a pre-period four more and a group query; draws x clusters.
/// Source  METHODS 1.4 (bootstrap), 1.5, 1.6, 1.7.
core::Result<ArmMethods> armMethods(const ArmQuery& query, const ArmMethods::Bootstrap& bootstrap,
                                    const query::EventSource& source, const ArmProgress& progress,
                                    std::stop_token stop);

} // namespace ms::analysis
