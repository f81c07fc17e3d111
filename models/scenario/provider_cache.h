// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace ms::scenario {

/// How a provider bills what it caches of prompts.
struct ProviderCacheScheme {
    /// Explicit: the request marks where its cacheable parts end. Automatic: the longest beginning
    /// that was seen, in steps of `granularity` from `leastTokens` on.
    enum class Mode { Explicit, Automatic };
    Mode mode = Mode::Explicit;
    std::int64_t timeToLive = 0;    // since the last use, in the unit of the times
    std::int64_t leastTokens = 0;   // shorter prompts are not cached
    std::int64_t granularity = 128; // of automatic mode
    core::Decimal readMultiplier;   // of the input price
    core::Decimal writeMultiplier;  // 1: writing costs nothing extra
};

/// A beginning of a prompt: what it is, and how many tokens it has.
struct PromptPrefix {
    std::uint32_t key = 0; // dense from 0
    std::int64_t tokens = 0;
};
struct PromptRequest {
    std::int64_t time = 0;
    std::int64_t promptTokens = 0;
    std::vector<PromptPrefix> prefixes; // ascending; the longest ends where the cacheable part ends
};

/// How the tokens of one prompt are billed; they add up to it.
struct BilledPrompt {
    std::int64_t read = 0;
    std::int64_t write = 0;
    std::int64_t uncached = 0;
};
/// Input   in order of time.
/// Source  METHODS 5.3.
std::vector<BilledPrompt> replayProviderCache(std::span<const PromptRequest> requests,
                                              const ProviderCacheScheme& scheme);

/// (read x its multiplier + write x its multiplier + uncached) x price, exactly, in the currency.
/// Errors  BadInput: more digits than 127 bits hold.
core::Result<core::Decimal> costOf(const BilledPrompt& prompt, const ProviderCacheScheme& scheme,
                                   const core::Decimal& pricePerMillion);

} // namespace ms::scenario
