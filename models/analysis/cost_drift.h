// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/estimate.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct CostDriftQuery {
    query::Filter filter;
    std::vector<query::Dimension> by = {query::Dimension::Feature}; // each slice is watched
};

/// The cost per request of a slice has left its level.
struct CostDrift {
    std::vector<std::string> keys; // by CostDriftQuery::by
    core::Day day;                 // of the look that saw it
    core::Day since;               // first day that is compared with the four weeks before it
    core::MoneySum before;         // cost / requests of those weeks
    core::MoneySum after;          // from `since` to the day before the look's end
    stats::Interval change;        // after / before - 1, at all looks together
    std::int64_t requests = 0;     // since then
    core::MoneySum excess;         // their cost less what they would have cost before
    core::TimeRange range;         // from `since` to the end of the day
    bool isRise() const { return change.low > 0; }
};

/// Since when does a request of some slice cost more (or less) than it did, for sure?
/// Each slice is watched for four weeks against the four weeks before, with a look at the end of
/// every day; a level that was left is learned anew for four weeks, so that nothing is told twice.
/// Output  drifts by absolute excess, largest first.
/// Errors  as EventSource.
/// Cost    one query by slice and hour.
/// Source  METHODS 3.7: a confidence sequence (1.11) for ln(after / before) beyond 10 %; hours are
///         the independent units. Over all slices and looks of four weeks the chance of a false
///         alarm is at most kFalseAlarms: alpha is divided by the slices (simpler than e-BH, which
///         knows no least change, and stricter).
struct CostDriftTable {
    static constexpr double kFalseAlarms = 0.05;
    CostDriftQuery query;
    std::vector<CostDrift> drifts;
    std::size_t slices = 0;
    std::size_t watches = 0;  // four weeks that were watched, over all slices
    std::size_t tooShort = 0; // slices that were never watched: not yet four weeks and two days
};
core::Result<CostDriftTable> costDrift(const CostDriftQuery& query,
                                       const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
