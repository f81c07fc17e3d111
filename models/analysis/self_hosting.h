// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/pool_use.h"
#include "models/stats/gpu_breakeven.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct HostingQuery {
    query::Filter filter;    // its range, and what it says of pools; pools are looked at whole
    std::string hostedModel; // whose price is held against the pools; empty: what the attempts that
                             // use them are charged themselves
    std::optional<core::Decimal> overheadPercent; // of the GPU cost
    std::optional<core::Decimal> tokensPerSecond; // of a GPU under full load; else as measured
};

/// One pool, with all attempts that use it, against an API at the load of the period.
struct PoolHosting {
    std::string name;
    std::string feature;
    PoolTie tie = PoolTie::None;
    std::int64_t hours = 0; // distinct, that are billed
    std::int64_t gpuRows = 0;
    core::MoneySum bill;       // without overhead
    core::MoneySum selfCost;   // with it
    std::int64_t requests = 0; // counted once in each hour that they touch
    core::Int128 tokens = 0;
    std::optional<core::Int128> microGpuHours;      // provided; nothing where a row states no GPUs
    std::optional<double> utilisation;              // of the hours that state it
    std::optional<core::MoneySum> hostedPerMillion; // tokens
    std::optional<core::MoneySum> hostedCost;       // of `tokens` at that price
    std::optional<double> tokensPerSecondFull;      // of one GPU, as given or measured
    std::optional<double> peakFactor;               // the busiest hour / the average one
    stats::GpuBreakeven breakeven;

    std::optional<core::MoneySum> costPerRequest() const; // selfCost / requests
    std::optional<core::MoneySum> selfPerMillion() const; // selfCost / tokens
    /// With the GPUs that the busiest hour needs instead of those that ran; breakeven.isSelfCheaper
    /// compares it.
    std::optional<core::MoneySum> sizedPerMillion() const;
    /// At the GPUs that ran; nothing while one side is unknown.
    std::optional<bool> isSelfCheaper() const;
};

/// Own GPUs against the API, pool by pool.
/// Output  by bill, highest first, ties by name and feature.
/// Units   a measured throughput is tokens / GPU-seconds used, over the hours with tokens in which
///         every row states GPUs and utilisation. A hosted price is the cost of priced tokens /
///         their number, over the filter's range and environments.
/// Errors  Usage (a negative overhead or throughput), as EventSource.
/// Cost    a group query a pool, and one for the hosted model.
/// Source  METHODS 5.8, and 6.1: utilisation beside the cost per request.
struct HostingTable {
    HostingQuery query;
    std::vector<PoolHosting> pools;
};
core::Result<HostingTable> selfHosting(const HostingQuery& query, const query::EventSource& source,
                                       const GpuBooks& books, std::stop_token stop);

} // namespace ms::analysis
