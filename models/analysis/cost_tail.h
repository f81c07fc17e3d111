// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/tail_model.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace ms::analysis {

struct CostTailQuery {
    query::Grain grain = query::Grain::Request;
    query::Filter filter;
};

/// What is above a cost that one of so many exceeds.
struct TailRow {
    std::int64_t oneOf = 0;           // 100: one of a hundred
    core::MoneySum cost;              // the lowest that no more than one of so many exceed
    std::int64_t beyond = 0;          // how many do
    core::MoneySum costBeyond;        // of those, whole
    std::optional<double> modelled;   // cost by the fitted tail, in units of the currency
    std::optional<double> meanBeyond; // by the fit; empty: below its threshold, or it has no mean

    std::optional<core::MoneySum> averageBeyond() const; // costBeyond / beyond
};

/// How heavy the tail of costs is.
/// Output  rows for one of 2, 10, 20, 100, ... as far as there are that many with a known cost.
/// Errors  as EventSource.
/// Cost    one entity query, then O(n log n).
/// Source  METHODS 2.3.
struct CostTail {
    CostTailQuery query;
    stats::TailModel model; // in units of the currency
    std::vector<TailRow> rows;
    core::MoneySum cost;          // of those with a known cost above 0
    std::int64_t costed = 0;      // how many these are
    std::int64_t withoutCost = 0; // known to be 0, or less
    std::int64_t unpriced = 0;    // some attempt without a known cost: left out
};
core::Result<CostTail> costTailOf(const CostTailQuery& query, const query::EventSource& source,
                                  std::stop_token stop);

} // namespace ms::analysis
