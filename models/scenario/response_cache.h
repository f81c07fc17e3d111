// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/eviction_order.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace ms::scenario {

/// A cache of whole answers.
struct ResponseCacheTerms {
    std::optional<std::int64_t> timeToLive; // in the unit of the times; nothing: for ever
    std::size_t capacity = 0;               // answers; 0: any number
    Eviction eviction = Eviction::LeastRecent;
    /// Does a hit start the time to live anew?
    enum class Expiry { FromInsertion, Sliding };
    Expiry expiry = Expiry::FromInsertion;
};

/// Requests in order of time, column by column.
struct CacheRequests {
    std::vector<std::int64_t> times;
    std::vector<std::uint32_t> keys; // equal: the same answer would do; dense from 0
    /// When the answer was there, one a request; before that its duplicates are misses. Empty: at
    /// once.
    std::vector<std::int64_t> readyAt = {};
    /// One a request, 0: its answer is not kept (failed, cut off). Empty: all are.
    std::vector<std::uint8_t> isKept = {};
};

struct ResponseCacheReplay {
    std::vector<std::uint8_t> hits; // one a request
    std::int64_t hitCount = 0;
    std::int64_t misses = 0;
    std::int64_t evictions = 0;
    std::int64_t expirations = 0;
};

/// Which of the logged requests would a cache have answered?
/// Cost    some 100 ns a request with a million entries.
/// Errors  stops early when asked to: then the hits end early.
/// Source  METHODS 5.1.
ResponseCacheReplay replayResponseCache(const CacheRequests& requests,
                                        const ResponseCacheTerms& terms, std::stop_token stop = {});

} // namespace ms::scenario
