// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/pricing/price_book.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ms::pricing {

/// Tokens of one attempt in disjoint buckets; absent is unknown, which is not zero.
struct Usage {
    std::optional<std::int64_t> input;
    std::optional<std::int64_t> cacheRead;
    std::optional<std::int64_t> cacheWrite5m;
    std::optional<std::int64_t> cacheWrite1h;
    std::optional<std::int64_t> output;
    std::optional<std::int64_t> queries;
};

/// quantity x amount / per. Exact when amount is a multiple of per; else rounded once, half-even.
/// Errors  BadInput: the amount does not fit 64 bits of pico-units (about 9.2 million).
core::Result<core::Money> amountFor(std::int64_t quantity, const core::PriceRule& rule);

struct BucketCost {
    core::Bucket bucket;
    std::int64_t quantity;
    int rule; // index into PriceBook::rules()
    bool isFallbackRate;
    core::Money cost;
};

/// Price one attempt: every bucket with tokens, and the per-request and per-query fees.
/// Output  empty when it has no price: no input or output count known, no input rule, output
///         tokens without an output rule, or an overflow. Lines add up to `total` exactly.
struct PricedUsage {
    core::Money total;
    std::vector<BucketCost> lines;
};
std::optional<PricedUsage> priceOf(const Usage& usage, const RateCard& card,
                                   std::span<const core::PriceRule> rules);

} // namespace ms::pricing
