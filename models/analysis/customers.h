// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/gpu_cost.h"
#include "models/analysis/revenue.h"
#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/plan_breakeven.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// Whose monthly cost is compared with what they pay.
enum class Payer { Customer, User };
std::string_view nameOf(Payer payer); // "customer"

struct TierQuery {
    query::Filter filter;
    Payer payer = Payer::Customer;
    std::int64_t targetMarginPct = 70; // what a price should leave at the median
};

/// What the customers (or users) of one plan tier cost a month, against what the tier earns.
/// A month of a payer is one in which it has an attempt of the selection. Averages and quantiles of
/// cost are over those of them that have a known cost, each with its whole cost in the tier: a
/// month whose attempts all lack a price did not cost 0.
struct TierRow {
    std::string tier;
    std::int64_t payers = 0; // distinct in the period
    std::int64_t payerMonths = 0;
    std::int64_t unpricedMonths = 0;       // of these, without any attempt of known cost
    core::MoneySum cost;                   // of payers; what names none is only in TierTable::total
    core::MoneySum sharedCost;             // the part of it that is of GPU hours
    core::MoneySum revenue;                // of the tier, without usage too
    std::int64_t unpricedAttempts = 0;     // that no GPU hour serves either
    std::optional<core::MoneySum> average; // cost / months of known cost
    std::optional<core::MoneySum> median;
    std::optional<core::MoneySum> low;   // 10th percentile: spread, not uncertainty
    std::optional<core::MoneySum> high;  // 90th
    std::optional<core::MoneySum> price; // revenue / payerMonths
    stats::PlanBreakeven fit;            // in units of the currency, of a month

    core::MoneySum margin() const { return revenue - cost; }
    std::optional<double> marginPct() const;
};

/// Tiers by cost, highest first, ties by name.
/// Output  `total.cost` is that of all attempts, with the GPU hours that they used and idle ones;
///         the tiers' and `unattributed` add up to it.
/// Errors  as EventSource.
/// Cost    a group query over tiers x payers x months, those of gpuCostOf and of marginBy.
/// Source  METHODS 4.3.
struct TierTable {
    TierQuery query;
    std::vector<TierRow> rows;
    TierRow total;               // without quantiles and fit
    core::MoneySum unattributed; // cost of attempts without tenant (or user), and of idle hours
    core::MoneySum idleCost;     // the part of it that is of idle hours
    std::optional<GpuBill> gpu;  // where the workspace has GPU hours
};
core::Result<TierTable> customersByTier(const TierQuery& query, const query::EventSource& source,
                                        const RevenueBooks& books, const GpuBooks& gpu,
                                        std::stop_token stop);

} // namespace ms::analysis
