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

/// A cache of prompt beginnings, in blocks.
struct PrefixCacheTerms {
    std::int64_t blockTokens = 1; // of a whole block
    std::size_t capacity = 0;     // blocks; 0: any number
    Eviction eviction = Eviction::LeastRecent;
    std::optional<std::int64_t> timeToLive; // since a block was last used; nothing: for ever
};

/// Requests in order of time, column by column.
struct PrefixRequests {
    std::vector<std::int64_t> times; // empty: no time to live is asked for
    std::vector<std::int64_t> promptTokens;
    std::vector<std::size_t> ends;     // of each request's blocks in `blocks`
    std::vector<std::uint32_t> blocks; // each stands for itself and all before it; dense from 0

    std::span<const std::uint32_t> blocksOf(std::size_t request) const {
        const std::size_t begin = request == 0 ? 0 : ends[request - 1];
        return std::span(blocks).subspan(begin, ends[request] - begin);
    }
};

struct PrefixReplay {
    std::vector<std::uint32_t> matched; // leading blocks that were there, one a request
    std::int64_t hitBlocks = 0;
    std::int64_t allBlocks = 0;
    std::int64_t hitTokens = 0;
    std::int64_t allTokens = 0;
    /// Tokens that a finer grid could add: up to a block less one for every request that is not
    /// matched whole.
    std::int64_t partialTokens = 0;

    std::optional<double> blockRatio() const;
    std::optional<double> tokenRatio() const; // what money follows
    /// Of what a grid without blocks would find.
    std::optional<double> highestTokenRatio() const;
    std::optional<double> meanRatio = {}; // of the requests' own block ratios
};

/// How much of the logged prompts was seen before?
/// Cost    some 20 ns a block.
/// Errors  stops early when asked to.
/// Source  METHODS 5.2.
PrefixReplay replayPrefixCache(const PrefixRequests& requests, const PrefixCacheTerms& terms,
                               std::stop_token stop = {});

} // namespace ms::scenario
