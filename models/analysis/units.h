// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/shared_cost.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// What the business units of one slice cost. Money in the base currency.
struct UnitFigures {
    core::MoneySum cost;       // of all attempts of the slice, with or without a unit
    core::MoneySum sharedCost; // of GPU hours (addGpuCost); in no cost per unit
    core::MoneySum idleCost;
    core::MoneySum totalCost() const { return cost + sharedCost + idleCost; }
    core::MoneySum unitCost;
    core::MoneySum successfulCost;
    core::MoneySum failedCost;
    std::int64_t attempted = 0; // distinct units
    std::int64_t successful = 0;
    std::int64_t failed = 0;
    std::int64_t pending = 0; // open, unknown or without an outcome
    std::int64_t unpricedAttempts = 0;
    core::Int128 unpricedTokens = 0;
    std::int64_t servedAttempts = 0; // of the unpriced ones: a GPU hour pays for them

    /// Share of the cost that has a unit; nothing when there is no cost.
    std::optional<double> allocatedPct() const;
    /// unitCost / attempted. As the other averages: rounded half-even to a pico-unit, nothing where
    /// the count is 0.
    std::optional<core::MoneySum> costPerAttempted() const;
    /// unitCost / successful: failed and pending work is paid for by what succeeds.
    std::optional<core::MoneySum> costPerSuccessful() const;
    /// unitCost / (successful + pending): what it comes down to if everything pending succeeds.
    std::optional<core::MoneySum> bestCostPerSuccessful() const;
    /// successfulCost / successful: leaves out the work that failed; only a contrast.
    std::optional<core::MoneySum> naiveCostPerSuccessful() const;
    std::optional<core::MoneySum> costPerFailed() const; // failedCost / failed
    /// Share of unitCost that failed units took.
    std::optional<double> failedCostPct() const;
};

/// What is asked of events for these figures, and the figures of such a group.
const std::vector<query::Measure>& unitMeasures();
UnitFigures unitFiguresOf(const std::vector<core::Int128>& values);

struct UnitsRow {
    std::vector<std::string> keys;
    UnitFigures figures;
    std::optional<double> costChangePct; // against the previous period
    bool isIdle = false;                 // idle GPU hours of no one slice
};

struct UnitsQuery {
    std::vector<query::Dimension> by; // none: only the total
    query::Filter filter;
};

/// Units by `by`.
/// Output  rows by total cost, highest first, ties by keys. Costs add up to `total`; a unit counts
///         in each row that it touches and once in `total`.
///         `previous` is the period that changes are against; nothing where the range is open.
/// Errors  as EventSource.
/// Cost    two group queries.
/// Source  DESIGN.md section 2, Units; METHODS 0.3.
struct UnitsTable {
    UnitsQuery query;
    std::vector<UnitsRow> rows;
    UnitsRow total;
    std::optional<core::TimeRange> previous;
    std::optional<GpuBill> gpu; // where the workspace has GPU hours, and addGpuCost was asked
    std::vector<std::string> unitTypes; // that occur; "" where units have none
};
core::Result<UnitsTable> unitsBy(const UnitsQuery& query, const query::EventSource& source,
                                 std::stop_token stop);
/// The order of the rows.
void sortByCost(std::vector<UnitsRow>& rows);

} // namespace ms::analysis
