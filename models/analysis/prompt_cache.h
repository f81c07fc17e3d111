// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// What the tokens of one cache bucket cost, and what they would cost as plain input: at the input
/// rate of the rule that holds for their attempt. Money in the base currency, of the attempts that
/// the price book prices.
struct CacheBucket {
    core::Int128 tokens = 0; // of all attempts
    core::MoneySum cost;
    core::MoneySum asInput;
    core::MoneySum saved() const { return asInput - cost; } // negative: dearer than plain input
};

/// The prompt cache of one slice.
struct CacheFigures {
    core::Int128 inputTokens = 0; // uncached
    CacheBucket read;
    CacheBucket write5m;
    CacheBucket write1h;
    core::MoneySum cost; // of all attempts whose cost is known
    std::int64_t fallbackRateAttempts = 0;
    std::int64_t reportedAttempts = 0;
    std::int64_t unpricedAttempts = 0;
    core::Int128 unpricedTokens = 0;

    core::Int128 promptTokens() const;
    core::Int128 writeTokens() const { return write5m.tokens + write1h.tokens; }
    /// Tokens read from the cache / prompt tokens.
    std::optional<double> hitRate() const;
    /// cost + overstated: what a report without the split says.
    core::MoneySum listCost() const { return cost + overstated(); }
    /// What all cache tokens cost more as plain input; negative where the cache costs more than it
    /// saves.
    core::MoneySum overstated() const;
    std::optional<double> overstatedPct() const; // overstated / cost
    /// Tokens read from the cache / tokens written to it.
    std::optional<double> readsPerWrite() const;
    /// How many tokens must be read for each one written before the cache pays. Nothing where
    /// nothing was written, or where reads save nothing, so that no number of them pays.
    std::optional<double> breakEven() const;
    std::optional<double> breakEven5m() const;
    std::optional<double> breakEven1h() const;
};

struct CacheRow {
    std::vector<std::string> keys;
    CacheFigures figures;
};

struct CacheQuery {
    std::vector<query::Dimension> by; // none: only the total
    query::Filter filter;
};

/// Output  rows by absolute overstated amount, largest first, ties by keys. All sums add up to
///         `total` exactly.
/// Errors  as EventSource.
/// Cost    one group query.
/// Source  METHODS 5.3: caching pays iff reads per write exceed (w - 1) / (1 - r).
struct CacheTable {
    CacheQuery query;
    std::vector<CacheRow> rows;
    CacheFigures total;
};
core::Result<CacheTable> promptCacheBy(const CacheQuery& query, const query::EventSource& source,
                                       std::stop_token stop);

} // namespace ms::analysis
