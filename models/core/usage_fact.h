// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/flags.h"
#include "models/core/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ms::core {

/// Usage of a stretch of time, as providers and gateways report it in total.
/// Token buckets are disjoint as those of events; `reasoning` is a part of `output`.
/// Source  FORMATS.md 1.2, `usage_bucket`.
struct UsageFact {
    std::string
        identity; // rows of one source with the same one are versions: the latest import counts
    Instant periodStart;
    Instant periodEnd; // exclusive
    std::string provider;
    std::string upstreamProvider;
    std::string model;
    std::string account;
    std::string user;
    std::string serviceTier;
    std::optional<std::int64_t> requests;
    std::optional<std::int64_t> input; // uncached
    std::optional<std::int64_t> cacheRead;
    std::optional<std::int64_t> cacheWrite5m;
    std::optional<std::int64_t> cacheWrite1h;
    std::optional<std::int64_t> output;
    std::optional<std::int64_t> reasoning;
    std::optional<Decimal> reportedCost;
    std::string currency;
    std::string tags; // JSON object, or empty
    Flags flags;
    std::int64_t line = 0;

    /// The whole prompt: the sum of the input buckets that are known; absent when input is not.
    std::optional<std::int64_t> contextTokens() const {
        if (!input)
            return std::nullopt;
        return *input + cacheRead.value_or(0) + cacheWrite5m.value_or(0) + cacheWrite1h.value_or(0);
    }
};

} // namespace ms::core
