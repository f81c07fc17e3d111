// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/attribution.h"
#include "models/scenario/replay.h"

#include <optional>
#include <string>
#include <vector>

namespace ms::scenario {

struct ReplayFigures {
    core::MoneySum cost;
    core::MoneySum revenue;
    core::MoneySum margin() const { return revenue - cost; }
    std::optional<double> marginPct() const; // nothing when revenue is 0
};

/// One combination, as it was and as it would be.
struct ReplayRow {
    ReplayKeys keys;
    core::Int128 requests = 0; // logged, each where it starts
    ReplayFigures before;
    ReplayFigures after;
};

/// What the levers put at risk, rounded to whole calls and requests.
struct RiskFigures {
    core::Int128 requests = 0; // logged
    core::Int128 served = 0;
    core::Int128 refused = 0;
    core::Int128 lost = 0; // fail because of the levers
    core::Int128 hits = 0;
    core::Int128 staleHits = 0;
    core::Int128 truncated = 0;
    core::Int128 routed = 0;
    core::Int128 escalated = 0;
    core::Int128 unroutable = 0; // calls that a route leaves, their price there is not known
    std::optional<core::Int128> successfulUnits; // as logged; nothing: no outcomes
    std::optional<core::Int128> failedUnits;
    /// Of units with an outcome: as logged, and with the requests that fail or are refused.
    std::optional<double> successBefore() const;
    std::optional<double> successAfter() const;
    std::optional<core::MoneySum> costPerSuccess(core::MoneySum cost) const;
    std::optional<core::MoneySum> costPerSuccessAfter(core::MoneySum cost) const;
};

/// A scenario against what was: rows, what each lever does, what it puts at risk.
/// Output  rows add up to `total` exactly; parts of `cost` and `margin` add up to their changes.
struct ReplayTable {
    ReplayQuestion question;
    std::vector<ReplayRow> rows; // by change of margin, worst first, ties by keys
    ReplayRow total;
    Attribution cost;
    Attribution margin;
    RiskFigures risk;
    std::int64_t attempts = 0;
    std::int64_t unpriced = 0; // left out, cost unknown
    std::int64_t unsplit = 0;  // their cost has no buckets for levers on tokens
    bool hasPromptHashes = true;
    bool hasPromptBlocks = true;
    std::vector<std::string> notes; // of the revenue
};
/// Errors  as EventSource.
core::Result<ReplayTable> replayTable(const Replay& replay, const query::EventSource& source,
                                      std::stop_token stop);

} // namespace ms::scenario
