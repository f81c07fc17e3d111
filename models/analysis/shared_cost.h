// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/pool_use.h"
#include "models/stats/gpu_allocation.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// A flat addition for what no log shows: staff, support, networks.
struct Overhead {
    core::Decimal percent;           // of direct and shared cost
    std::optional<core::Day> review; // until then somebody stands by the figure
};

/// Whose idle cost is told where a filter asks only for some of those who could use an hour.
enum class IdleOf {
    Hours,     // the whole hour's
    Selection, // none: it is nobody's in particular
};

struct SharedCostQuery {
    std::vector<query::Dimension> by; // none: only the total
    query::Filter filter;
    stats::IdlePolicy idle = stats::IdlePolicy::Separate;
    std::optional<Overhead> overhead = {};
    IdleOf idleOf = IdleOf::Hours;
};

/// What one slice costs, its part of shared infrastructure included. Money in the base currency.
struct SharedCostFigures {
    std::int64_t attempts = 0;
    std::int64_t requests = 0;
    core::MoneySum direct;   // of the attempts whose cost is known
    core::MoneySum shared;   // of GPU hours, for what its attempts processed
    core::MoneySum overhead; // on top of direct and shared
    core::MoneySum idle;     // of GPU hours, for what nobody processed
    /// Neither a price nor a GPU hour pays for them.
    std::int64_t unpaidAttempts = 0;
    std::int64_t servedAttempts = 0; // without a price, but a GPU hour pays for them
    /// GPU hours provided and used, in millionths, of the hours that this slice used and that state
    /// a utilisation; an hour that states no number of GPUs counts as one.
    core::Int128 provided = 0;
    core::Int128 used = 0;

    core::MoneySum all() const { return direct + shared + overhead + idle; }
    std::optional<double> utilisation() const; // used / provided
    /// (direct + shared + overhead) / requests: idle is nobody's request.
    std::optional<core::MoneySum> costPerRequest() const;
};

struct SharedCostRow {
    std::vector<std::string> keys;
    bool isIdle = false; // idle cost of no one slice: keys say only when, and for whom it was kept
    SharedCostFigures figures;
};

/// A pool that has hours in the selection.
struct TiedPool {
    std::string name;
    std::string feature;
    PoolTie tie = PoolTie::None;
};

/// What of the GPU hours could not be told as one would like; none of it is counted as zero.
struct SharedCostGaps {
    std::int64_t withoutRate = 0; // rows in a currency without exchange rate, left out
    std::set<std::string> currenciesWithoutRate;
    std::int64_t statedTwice = 0;          // rows; all count
    std::int64_t withoutUtilisation = 0;   // rows that were used: charged whole to their users
    std::int64_t usedAtZero = 0;           // rows that state a utilisation of 0, but were used
    std::int64_t byAttempts = 0;           // rows of hours without any token count
    std::int64_t attemptsWithoutUsage = 0; // use an hour, but have no token count and no part
    core::MoneySum busyForNobody;          // of idle: rows that state use, but no attempt is known
    core::MoneySum paidTwice;              // direct cost of attempts that a pool serves
    bool isOffTheHour = false;
};

/// The GPU hours in the costs of a table: shared + idle of its total + `outside` + `idleElsewhere`
/// are the `bill` exactly.
struct GpuBill {
    core::MoneySum bill;
    core::MoneySum outside;       // used by attempts that the filter leaves out
    core::MoneySum idleElsewhere; // idle, where the filter asks only for some of the users
    core::MoneySum paidTwice;     // of the direct cost: of attempts that a pool serves
    std::int64_t withoutRate = 0; // rows of GPU hours without exchange rate, left out
};

/// Direct, shared and idle cost by `by`.
/// Input   GPU hours that begin in the filter's range, and whose time, feature, model and provider
///         pass its conditions as far as the hours fix them.
/// Output  rows by all(), highest first, ties by keys; idle rows last. Their amounts add up to
///         `total` exactly, and shared + idle + `outside` + `idleElsewhere` are the `bill`: the sum
///         of the hours. `outside` was used by attempts that the filter leaves out (other
///         environments, ...).
///         Idle cost stands in the row that it was kept for: the hour, the feature of the pool;
///         else in a row of its own. Spread: the users of an hour pay its idle part.
/// Errors  Usage (a negative overhead), as EventSource.
/// Cost    a group query; two more a pool and month.
/// Source  DESIGN.md section 2, Margin; METHODS 6.1.
struct SharedCostTable {
    SharedCostQuery query;
    std::vector<SharedCostRow> rows;
    SharedCostFigures total;
    core::MoneySum bill;
    core::MoneySum outside;
    core::MoneySum idleElsewhere; // with IdleOf::Selection
    std::int64_t gpuRows = 0;     // that make the bill
    std::vector<TiedPool> pools;
    SharedCostGaps gaps;
    std::optional<core::Day> lastDay; // of the range; nothing where its end is open
};
core::Result<SharedCostTable> sharedCostBy(const SharedCostQuery& query,
                                           const query::EventSource& source, const GpuBooks& books,
                                           std::stop_token stop);
/// The same of GPU hours alone: direct cost, requests and attempts are 0, the others as above.
/// Cost    two group queries a pool and month.
core::Result<SharedCostTable> gpuCostBy(const SharedCostQuery& query,
                                        const query::EventSource& source, const GpuBooks& books,
                                        std::stop_token stop);

} // namespace ms::analysis
