// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_metric.h"
#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/arm_effect.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// A prompt version that came after another one of its feature.
struct VersionChange {
    std::string feature;
    std::string version;
    std::string before; // with most requests in the four weeks before `day`
    core::Day day;      // first one with the new version
    ArmSums a, b;       // of the version before, and of the new one
    stats::ArmEffect costPerRequest;
    stats::ArmEffect costPerSuccess;
    stats::ArmEffect successRate;
    ArmMetric judgedBy = ArmMetric::CostPerRequest; // by success where both have some
    std::optional<double> marginPerMonth; // at the feature's volume of the last four weeks, all new
    std::optional<stats::Interval> marginInterval;
    const stats::ArmEffect& judged() const {
        return judgedBy == ArmMetric::CostPerSuccess ? costPerSuccess : costPerRequest;
    }
};

/// All changes of a prompt version in the period, by what they do to the margin, the most costly
/// first.
/// Both versions are taken over the whole period, so that they may have run side by side.
/// Output  features with one version have none; those of which nothing is known stand last.
/// Errors  as EventSource.
/// Cost    two entity queries and a group query.
/// Source  METHODS 1.3; the margin as in ArmDifference.
struct VersionChanges {
    query::Filter filter;
    std::vector<VersionChange> changes;
    std::size_t features = 0; // with requests that name a version
};
core::Result<VersionChanges> versionChanges(const query::Filter& filter,
                                            const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
