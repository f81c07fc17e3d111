// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/cost_of.h"

#include <array>
#include <limits>
#include <string>

namespace ms::pricing {

using core::Bucket;
using core::Int128;
using core::Money;

namespace {

bool fitsMoney(Int128 picos) {
    return picos >= std::numeric_limits<std::int64_t>::min() &&
           picos <= std::numeric_limits<std::int64_t>::max();
}

} // namespace

core::Result<Money> amountFor(std::int64_t quantity, const core::PriceRule& rule) {
    const Int128 picos = core::divideRounded(Int128(quantity) * rule.amount.picos(), rule.per,
                                             core::Rounding::HalfEven);
    if (!fitsMoney(picos))
        return core::Error{core::Error::Code::BadInput,
                           "The cost of " + std::to_string(quantity) + " " +
                               std::string(core::nameOf(rule.bucket)) +
                               " is more than one attempt can cost (about 9.2 million).",
                           rule.file};
    return Money::fromPicos(std::int64_t(picos));
}

std::optional<PricedUsage> priceOf(const Usage& usage, const RateCard& card,
                                   std::span<const core::PriceRule> rules) {
    if (!usage.input || !usage.output)
        return {};
    if (card.of(Bucket::Input) == RateCard::kNone)
        return {};
    if (*usage.output > 0 && card.of(Bucket::Output) == RateCard::kNone)
        return {};

    // In the order of core::Bucket. Each attempt is one request.
    const std::array<std::int64_t, core::kBuckets> quantities{*usage.input,
                                                              usage.cacheRead.value_or(0),
                                                              usage.cacheWrite5m.value_or(0),
                                                              usage.cacheWrite1h.value_or(0),
                                                              *usage.output,
                                                              1,
                                                              usage.queries.value_or(0)};
    PricedUsage priced;
    Int128 total = 0;
    for (std::size_t b = 0; b < core::kBuckets; ++b) {
        if (quantities[b] == 0 || card.rule[b] == RateCard::kNone)
            continue;
        const core::Result<Money> cost = amountFor(quantities[b], rules[std::size_t(card.rule[b])]);
        if (!cost)
            return {};
        total += cost->picos();
        priced.lines.push_back(
            {Bucket(b), quantities[b], card.rule[b], card.isFallbackRate[b], *cost});
    }
    if (!fitsMoney(total))
        return {};
    priced.total = Money::fromPicos(std::int64_t(total));
    return priced;
}

} // namespace ms::pricing
