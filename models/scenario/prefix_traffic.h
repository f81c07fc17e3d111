// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/scenario/prefix_cache.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace ms::scenario {

/// "How much of these prompts would a cache of beginnings have?"
struct PrefixQuestion {
    query::Filter filter;
    std::int64_t blockTokens = 512;      // of the log's block hashes
    std::vector<std::size_t> capacities; // in blocks, 0: any number; empty: shares of all blocks
    Eviction eviction = Eviction::LeastRecent;
    std::optional<std::int64_t> timeToLiveSeconds;
};

struct PrefixRow {
    std::size_t capacity = 0;        // blocks; 0: any number
    std::optional<int> percentOfAll; // of the distinct blocks, where capacities are such shares
    PrefixReplay replay;             // without what each request matched
};

/// The logged prompts replayed at several capacities.
struct PrefixTable {
    PrefixQuestion question;
    std::int64_t requests = 0;      // with block hashes
    std::int64_t withoutBlocks = 0; // left out
    std::int64_t distinctBlocks = 0;
    core::Int128 outputTokens = 0;
    std::vector<PrefixRow> rows; // by capacity, the unlimited one last
};
/// In order of time, else of the log's relative time, ties by row.
/// Errors  as EventSource.
/// Cost    reads whole attempts; a replay a capacity.
/// Source  METHODS 5.2.
core::Result<PrefixTable> prefixTable(const PrefixQuestion& question,
                                      const query::EventSource& source, std::stop_token stop);

} // namespace ms::scenario
