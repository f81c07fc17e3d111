// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_query.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace ms::analysis {

/// On which days arms ran, and how much there is to do in a month.
/// Errors  as EventSource.
/// Cost    one group query, or two for periods.
struct ArmDays {
    struct Arm {
        std::optional<core::Day> first;
        std::optional<core::Day> last;
        std::int64_t requests = 0;
        std::int64_t requestsOnCommonDays = 0; // on which the baseline ran too
        std::int64_t baselineOnCommonDays = 0;
    };
    std::vector<Arm> arms;
    std::int64_t recentRequests = 0; // of all arms, in the last 28 days (of the later period)
    std::int64_t recentDays = 0;     // of those that the record has
    /// "Today's volume": requests of all arms in a month of 365.25 / 12 days at that rate.
    std::optional<double> requestsPerMonth() const;
};
core::Result<ArmDays> armDays(const ArmQuery& query, const query::EventSource& source,
                              std::stop_token stop);

} // namespace ms::analysis
