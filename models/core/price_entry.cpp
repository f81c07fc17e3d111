// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/price_entry.h"

namespace ms::core {

namespace {

constexpr std::int64_t kMillion = 1'000'000;

Result<Money> priceOf(const Decimal& amount) {
    if (amount.digits < 0)
        return Error{Error::Code::BadInput, "A price cannot be negative.", {}};
    return Money::parse(toText(amount));
}

} // namespace

Result<std::vector<PriceRule>> rulesOf(const PriceEntry& entry) {
    using Part = PriceEntry::Part;
    struct Rate {
        const std::optional<Decimal>& amount;
        Bucket bucket;
        std::int64_t per;
    };
    const std::array rates{
        Rate{entry[Part::Input], Bucket::Input, kMillion},
        Rate{entry[Part::CacheRead], Bucket::CacheRead, kMillion},
        Rate{entry[Part::CacheWrite5m], Bucket::CacheWrite5m, kMillion},
        Rate{entry[Part::CacheWrite1h], Bucket::CacheWrite1h, kMillion},
        Rate{entry[Part::Output], Bucket::Output, kMillion},
        Rate{entry.perRequest, Bucket::Request, 1},
        Rate{entry.perQuery, Bucket::Query, 1},
    };
    std::vector<PriceRule> rules;
    for (const Rate& rate : rates) {
        if (!rate.amount)
            continue;
        const auto amount = priceOf(*rate.amount);
        if (!amount)
            return amount.error();
        PriceRule rule;
        rule.provider = entry.provider;
        rule.model = entry.model;
        rule.serviceTier = entry.serviceTier == "standard" ? std::string() : entry.serviceTier;
        rule.contextOver = entry.minContextTokens;
        rule.bucket = rate.bucket;
        rule.per = rate.per;
        rule.amount = *amount;
        rule.currency = entry.currency;
        rule.validFrom = entry.effectiveFrom;
        rule.validTo = entry.effectiveTo;
        rule.source = entry.source.empty() ? entry.publisher : entry.source;
        rule.line = entry.line;
        rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace ms::core
