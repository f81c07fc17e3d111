// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/unpriced_reason.h"

#include <algorithm>

namespace ms::pricing {

namespace {

std::string quoted(std::string_view text) {
    return text.empty() ? "(not given)" : "'" + std::string(text) + "'";
}

std::string modelText(const PriceBook& book, const PriceKey& key) {
    const std::string_view provider = book.billingOf(key.provider, key.model).provider;
    return "model " + quoted(key.model) + " of provider " + quoted(provider) +
           (provider == key.provider ? "" : " (the only one of the book that sells it)");
}

/// "'azure', 'openai' and 3 more".
std::string namesOf(std::span<const std::string> sellers) {
    constexpr std::size_t kMostNamed = 5;
    std::string names = quoted(sellers.front());
    for (std::size_t i = 1; i < std::min(sellers.size(), kMostNamed); ++i)
        names += (i + 1 == sellers.size() ? " and " : ", ") + quoted(sellers[i]);
    if (sellers.size() > kMostNamed)
        names += " and " + std::to_string(sellers.size() - kMostNamed) + " more";
    return names;
}

std::string noRule(const PriceBook& book, const PriceKey& key, std::optional<core::Day> day) {
    const auto sellers = book.sellersOf(key.model);
    if (key.provider.empty() && sellers.size() > 1)
        return "The event names no provider, and several of book '" + book.name() +
               "' sell model " + quoted(key.model) + ": " + namesOf(sellers) + ".";
    const std::string which =
        "No rule of book '" + book.name() + "' prices " + modelText(book, key);
    const auto rules = book.rulesOf(key.provider, key.model);
    if (rules.empty())
        return which + (day ? " on " + core::toText(*day) + "." : ".");

    const auto isOtherCurrency = [&book](int rule) { return book.isSetAside(rule); };
    if (std::all_of(rules.begin(), rules.end(), isOtherCurrency))
        return which + " in " + book.currency() + "; its rules are in " +
               quoted(book.rules()[std::size_t(rules.front())].currency) + " and are not used.";

    const std::string_view tier = tierOrStandard(key.serviceTier);
    const bool isTierPriced = std::any_of(rules.begin(), rules.end(), [&](int rule) {
        return tierOrStandard(book.rules()[std::size_t(rule)].serviceTier) == tier;
    });
    if (!isTierPriced)
        return which + " at service tier " + quoted(tier) + ".";
    if (!day)
        return which + " without a date, and the time of the event is unknown.";
    return which + (key.account.empty() ? "" : " for account " + quoted(key.account)) + " on " +
           core::toText(*day) + ".";
}

} // namespace

std::string unpricedReason(const PriceBook& book, const PriceKey& key, const Usage& usage,
                           std::optional<core::Day> day, const RateCard& card) {
    if (!usage.input && !usage.output)
        return "The event has no token counts.";
    if (!usage.input)
        return "The event has no count of its input tokens.";
    if (!usage.output)
        return "The event has no count of its output tokens.";
    if (card.of(core::Bucket::Input) == RateCard::kNone)
        return noRule(book, key, day);
    if (*usage.output > 0 && card.of(core::Bucket::Output) == RateCard::kNone)
        return "Book '" + book.name() + "' has an input rate but no output rate for " +
               modelText(book, key) + ", and the attempt has output tokens.";
    return "The price of the attempt is more than one attempt can cost (about 9.2 million).";
}

} // namespace ms::pricing
