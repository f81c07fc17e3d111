// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct FailingBurstQuery {
    query::Filter filter;
    std::vector<query::Dimension> by = {query::Dimension::Feature}; // each slice is watched
};

/// A day with far more requests than usual, of which fewer succeed.
struct FailingBurst {
    std::vector<std::string> keys; // by FailingBurstQuery::by
    core::Day day;
    std::int64_t requests = 0;
    double usualRequests = 0; // median of the same weekday in the eight weeks before
    double successBefore = 0; // share of the attempts of the 28 days before
    double successAfter = 0;  // of the day's
    core::MoneySum cost;      // of the day
    core::MoneySum excess;    // over the median of the same weekday
    core::TimeRange range;    // the day
};

/// When did requests burst and fail, as they do under abuse or in a retry storm?
/// Output  bursts by excess, largest first.
/// Errors  as EventSource.
/// Cost    one query by slice, day and status.
/// Source  METHODS 3.7: at least twice the usual requests at a modified z above 3.5, and a success
///         rate kLeastDrop below that of the four weeks before, which chance would not give once
///         in a thousand days. No repeats before two normal days.
struct FailingBurstTable {
    static constexpr double kLeastDrop = 0.05;
    static constexpr double kChance = 0.001;
    static constexpr double kLeastMore = 1.0;    // the usual once more
    static constexpr double kLeastRequests = 20; // above the usual
    FailingBurstQuery query;
    std::vector<FailingBurst> bursts;
    std::size_t slices = 0;
    std::size_t judged = 0; // days, over all slices
};
core::Result<FailingBurstTable> failingBursts(const FailingBurstQuery& query,
                                              const query::EventSource& source,
                                              std::stop_token stop);

} // namespace ms::analysis
