// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/core/money.h"
#include "models/query/attempts.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// What an attempt is to its unit; the first that holds from below counts.
enum class AttemptRole : std::uint8_t {
    First,    // begins the unit
    Step,     // of a later request
    ToolCall, // of a later request: a tool, or a search for what the answer rests on
    Retry,    // not the first attempt of its request
    Fallback, // routed to a second choice
};
inline constexpr std::size_t kAttemptRoles = 5;
std::string_view nameOf(AttemptRole role); // "first try"

/// One attempt of a unit. What nobody knows is empty.
struct UnitAttempt {
    std::uint64_t row = 0; // Attempt::row: ask for its arithmetic with it
    std::string request;
    AttemptRole role = AttemptRole::First;
    std::size_t number = 1; // which attempt of its request it is: by attempt number, time, row
    std::size_t tries = 1;  // attempts of its request
    std::optional<std::int64_t> start;    // microseconds after the unit's first attempt
    std::optional<std::int64_t> duration; // microseconds
    std::optional<std::int64_t> depth;    // calls above it: 0 for what nobody called
    std::string callKind;
    std::string model;
    std::string status;
    std::string error;
    std::optional<std::int64_t> input; // uncached
    std::optional<std::int64_t> cacheRead;
    std::optional<std::int64_t> cacheWrite; // both lifetimes
    std::optional<std::int64_t> output;
    bool isToolCall = false;     // whatever its role
    bool isFromAppCache = false; // its tokens were avoided: it used none
    std::optional<core::Money> cost;
};

/// A sum of what is known, and how many do not say.
struct KnownSum {
    core::Int128 sum = 0;
    std::size_t unknown = 0;
};

/// What a unit takes, added up.
struct UnitFigures {
    std::size_t attempts = 0;
    std::size_t requests = 0; // attempts without a request id are their own
    std::size_t retries = 0;
    std::size_t fallbacks = 0;
    std::size_t toolCalls = 0;         // retries and fallbacks among them too
    std::optional<std::int64_t> depth; // of the deepest
    KnownSum input;
    KnownSum cacheRead;
    KnownSum cacheWrite;
    KnownSum output;
    core::MoneySum cost; // of the attempts whose cost is known
    std::size_t unpriced = 0;
    std::size_t withoutStart = 0;
    std::size_t withoutDuration = 0;
    /// From the first start to the last end that is known; nothing without any start, and of one
    /// attempt without duration.
    std::optional<std::int64_t> wallTime;
};

/// The attempts of one unit in order of their start, those without one last.
/// Input  all attempts of the unit that the question keeps, in any order.
std::vector<UnitAttempt> unitAttempts(std::span<const query::Attempt> attempts);
/// Costs add up exactly: rows with a cost to `cost`, the others are `unpriced`.
UnitFigures figuresOf(std::span<const UnitAttempt> attempts);

} // namespace ms::analysis
