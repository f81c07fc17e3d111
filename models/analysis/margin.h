// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/revenue.h"
#include "models/analysis/shared_cost.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct MarginQuery {
    std::vector<query::Dimension> by; // one or more
    query::Filter filter;
    RevenueSplit split = RevenueSplit::Requests;
};

/// The figures of one slice. Money in the base currency; tokens and counts whole numbers.
struct MarginFigures {
    std::int64_t attempts = 0;
    std::int64_t requests = 0;
    std::int64_t actions = 0;
    core::Int128 inputTokens = 0; // uncached
    core::Int128 cacheReadTokens = 0;
    core::Int128 cacheWriteTokens = 0;
    core::Int128 outputTokens = 0;
    core::MoneySum cost;       // direct: of the attempts whose cost is known
    core::MoneySum sharedCost; // of GPU hours, for what the attempts processed (addGpuCost)
    core::MoneySum idleCost;   // of GPU hours, for what nobody processed
    core::MoneySum revenue;
    core::MoneySum totalCost() const { return cost + sharedCost + idleCost; }
    core::MoneySum margin() const { return revenue - totalCost(); }
    std::optional<double> marginPct() const; // margin / revenue, a ratio; empty when revenue is 0
    core::MoneySum retryCost;
    core::MoneySum fallbackCost;
    std::int64_t unpricedAttempts = 0;
    core::Int128 unpricedTokens = 0;
    std::int64_t servedAttempts = 0; // of the unpriced ones: a GPU hour pays for them
    /// There are attempts, but neither a price nor a GPU hour says what any of them costs.
    bool isCostUnknown() const;
};

struct MarginRow {
    std::vector<std::string> keys; // one a dimension; empty text is "not given"
    bool isNoUsage = false;        // revenue that no request earned (keys say of whom, where known)
    MarginFigures figures;
    bool isIdle = false; // idle GPU hours of no one slice (keys say only when, and for whom)
};

/// What the filter's environment scope left out, everything else of the filter being the same.
struct OutsideScope {
    std::int64_t attempts = 0;
    core::MoneySum cost;
    std::int64_t unpricedAttempts = 0;
};

/// Margin by `by`.
/// Input   events of `source`, revenue facts and plans of `books`.
/// Output  rows ordered by total cost, highest first, ties by keys; sums of rows equal `total`
/// exactly;
///         distinct counts (requests, actions) are counted once in `total`. The day rows of a range
///         add up to the range.
///         A combination that only revenue has is a row too, without attempts.
/// Errors  Usage (no or repeated dimension, empty period), as EventSource, Cancelled.
/// Cost    a handful of group queries; never a loop over events.
/// Source  DESIGN.md section 2, Revenue and Margin.
struct MarginTable {
    MarginQuery query;
    std::vector<MarginRow> rows;
    MarginFigures total;
    OutsideScope outside;
    std::optional<GpuBill> gpu;     // where the workspace has GPU hours, and addGpuCost was asked
    std::vector<std::string> notes; // sentences: the revenue rule in force, unpriced, no usage, ...
};
core::Result<MarginTable> marginBy(const MarginQuery& query, const query::EventSource& source,
                                   const RevenueBooks& books, std::stop_token stop);
/// The order of the rows.
void sortByCost(std::vector<MarginRow>& rows);

} // namespace ms::analysis
