// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_query.h"
#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/clustered_sample.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace ms::analysis {

/// How what single units cost, and how long single requests took, is spread in each arm: an average
/// hides that a few are far out.
struct ArmSpread {
    /// So many of 1,000 are at or below.
    struct Level {
        std::int64_t perMille = 500;
        std::vector<stats::QuantileComparison> arms; // against the baseline; the first is itself
    };
    struct Value {
        ArmValue value = ArmValue::UnitCost;
        std::vector<std::size_t> known;    // by arm: things with a value
        std::vector<std::int64_t> unknown; // and without one
        std::vector<Level> levels;         // ascending
        const Level& at(std::int64_t perMille) const;
    };
    ArmQuery query;
    double alpha = 0;
    std::vector<Value> values; // cost first; those of which an arm knows nothing are left out
};

/// Cost is that of units where every arm has some, else of requests.
/// Errors  as compareArms.
/// Cost    two entity queries; n log n in requests and units.
/// Source  METHODS 1.14.
core::Result<ArmSpread> armSpread(const ArmQuery& query, const query::EventSource& source,
                                  std::stop_token stop);

} // namespace ms::analysis
