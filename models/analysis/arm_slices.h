// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_query.h"
#include "models/stats/arm_effect.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// One slice of one arm against the baseline.
struct ArmSlice {
    std::size_t arm = 1;
    std::string key;
    ArmSums a, b;
    stats::ArmEffect effect;              // intervals of all slices hold together
    std::optional<double> adjustedPValue; // Benjamini-Hochberg over all slices
};

/// Where does an arm differ? Each value of `by` alone, by the primary metric.
/// Where the slices are the clusters, users are what is independent within them.
/// Output  slices of both arms, by adjusted p-value, then by the size of the change; those without
///         an interval last.
/// Errors  Usage: `by` is what tells arms apart, or single things; as compareArms.
/// Cost    two entity queries.
/// Source  METHODS 1.10: exploratory slices, of which a tenth of those found may be false.
struct ArmSlices {
    static constexpr std::int64_t kFalseFindsPct = 10;
    ArmQuery query;
    query::Dimension by = query::Dimension::Tier;
    query::Dimension cluster = query::Dimension::Tenant; // that was used
    ArmMetric metric = ArmMetric::CostPerRequest;
    std::vector<ArmSlice> slices;
    std::size_t compared = 0; // with an interval
    std::size_t found = 0;    // adjusted p-value at most 10 %
};
core::Result<ArmSlices> armSlices(const ArmQuery& query, query::Dimension by,
                                  const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
