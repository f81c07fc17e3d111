// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/scenario/traffic.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::scenario {

/// What only the single attempts say: when they were and which belong together. By attempt of a
/// Traffic.
struct AttemptOrder {
    std::vector<std::int64_t> times;     // UTC microseconds; unknown ones are core::kUnknownNumber
    std::vector<std::int64_t> ends;      // time and latency; the time where that is unknown
    std::vector<std::uint32_t> requests; // equal: the same request
    std::vector<std::uint32_t> actions;  // equal: the same action
    std::vector<std::uint32_t> tries;    // 1: the first attempt of its request
    std::vector<std::uint32_t> prompts;  // equal: same tenant, model and prompt; 0: no hash
    std::vector<std::uint8_t> succeeded; // 1: the log says so
    std::vector<std::uint8_t> saved;     // 1: its request succeeded at its last attempt
    std::vector<std::uint32_t> byTime;   // attempts in order of time, ties by row
    bool hasPrompts = false;
    std::vector<std::size_t> blockEnds; // of each attempt's blocks in `blocks`
    std::vector<std::uint32_t> blocks;  // equal: the same tenant, model and beginning
};

/// Errors  as EventSource.
/// Cost    reads whole attempts: some microseconds each. For levers that need it only.
core::Result<AttemptOrder> orderAttempts(const Traffic& traffic, const query::EventSource& source,
                                         const query::Filter& filter, std::stop_token stop);

} // namespace ms::scenario
