// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/price_book.h"

#include "models/core/event_columns.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <tuple>
#include <utility>

namespace ms::pricing {

namespace {

constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kAnyPrompt = -1; // every prompt, an empty one too, has more tokens than this

using core::Bucket;

std::string modelKey(std::string_view provider, std::string_view model) {
    std::string key;
    key.reserve(provider.size() + 1 + model.size());
    key.append(provider).push_back('\0');
    return key.append(model);
}

bool isDated(const core::PriceRule& rule) {
    return rule.validFrom || rule.validTo;
}

/// A threshold of 0 is no threshold: the rule holds for an empty prompt too.
std::int64_t thresholdOf(const core::PriceRule& rule) {
    return rule.contextOver > 0 ? rule.contextOver : kAnyPrompt;
}

void chargePromptAtInputRate(RateCard& card) {
    const int input = card.of(Bucket::Input);
    for (const Bucket bucket : {Bucket::CacheRead, Bucket::CacheWrite5m, Bucket::CacheWrite1h}) {
        const auto b = std::size_t(bucket);
        if (card.rule[b] != RateCard::kNone || input == RateCard::kNone)
            continue;
        card.rule[b] = input;
        card.isFallbackRate[b] = true;
    }
}

const RateCard& cardFor(const std::vector<PriceBook::Tariff::Band>& bands, std::int64_t prompt) {
    static const RateCard nothing;
    for (const auto& band : bands)
        if (prompt > band.over)
            return band.card;
    return nothing;
}

} // namespace

PriceBook::PriceBook(std::string name, std::string currency, std::vector<core::PriceRule> rules,
                     std::vector<core::ModelAlias> aliases, const core::Zone& zone)
    : m_name{std::move(name)}, m_currency{std::move(currency)}, m_rules{std::move(rules)} {
    m_validity.reserve(m_rules.size());
    m_isSetAside.reserve(m_rules.size());
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const core::PriceRule& rule = m_rules[i];
        m_validity.push_back({rule.validFrom ? zone.resolve(*rule.validFrom).micros : kAlways,
                              rule.validTo ? zone.resolve(*rule.validTo).micros : kForever});
        m_rulesOfModel[modelKey(rule.provider, rule.model)].push_back(int(i));
        m_isSetAside.push_back(rule.currency != m_currency);
        if (m_isSetAside.back())
            m_setAside.push_back({int(i), "Its currency is '" + rule.currency +
                                              "', but costs are in '" + m_currency + "'."});
    }
    for (const core::PriceRule& rule : m_rules)
        addSeller(rule.model, rule.provider);
    for (const core::ModelAlias& alias : aliases) // the latest import wins
        m_aliases[modelKey(alias.provider, alias.alias)] = alias.model;
    for (const core::ModelAlias& alias : aliases)
        if (!rulesOf(alias.provider, alias.alias).empty())
            addSeller(alias.alias, alias.provider);
}

void PriceBook::addSeller(const std::string& model, const std::string& provider) {
    std::vector<std::string>& sellers = m_sellers[model];
    const auto at = std::lower_bound(sellers.begin(), sellers.end(), provider);
    if (at == sellers.end() || *at != provider)
        sellers.insert(at, provider);
}

std::span<const std::string> PriceBook::sellersOf(std::string_view model) const {
    const auto found = m_sellers.find(std::string(model));
    if (found == m_sellers.end())
        return {};
    return found->second;
}

PriceBook::Billing PriceBook::billingOf(std::string_view provider, std::string_view model) const {
    if (provider.empty())
        if (const auto sellers = sellersOf(model); sellers.size() == 1)
            provider = sellers.front();
    const std::string key = modelKey(provider, model);
    if (m_rulesOfModel.contains(key))
        return {provider, model};
    const auto alias = m_aliases.find(key);
    return {provider, alias == m_aliases.end() ? model : std::string_view(alias->second)};
}

std::span<const int> PriceBook::rulesOf(std::string_view provider, std::string_view model) const {
    const Billing billing = billingOf(provider, model);
    const auto found = m_rulesOfModel.find(modelKey(billing.provider, billing.model));
    if (found == m_rulesOfModel.end())
        return {};
    return found->second;
}

bool PriceBook::comesBefore(int a, int b) const {
    const auto rank = [this](int i) {
        const core::PriceRule& rule = m_rules[std::size_t(i)];
        return std::tuple(!rule.account.empty(), thresholdOf(rule), m_validity[std::size_t(i)].from,
                          i);
    };
    return rank(a) > rank(b);
}

std::vector<PriceBook::Tariff::Band> PriceBook::bandsOf(std::span<const int> active) const {
    std::vector<std::int64_t> thresholds{kAnyPrompt};
    for (const int i : active)
        thresholds.push_back(thresholdOf(m_rules[std::size_t(i)]));
    std::sort(thresholds.begin(), thresholds.end(), std::greater<>());
    thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());

    std::vector<Tariff::Band> bands;
    for (const std::int64_t over : thresholds) {
        RateCard card;
        for (const int i : active) {
            const core::PriceRule& rule = m_rules[std::size_t(i)];
            int& best = card.rule[std::size_t(rule.bucket)];
            if (thresholdOf(rule) > over)
                continue;
            if (best == RateCard::kNone || comesBefore(i, best))
                best = i;
        }
        chargePromptAtInputRate(card);
        bands.push_back({over, card});
    }
    return bands;
}

PriceBook::Tariff PriceBook::tariffOf(const PriceKey& key) const {
    std::vector<int> matching;
    std::vector<int> undated;
    std::vector<std::int64_t> changes{kAlways};
    for (const int i : rulesOf(key.provider, key.model)) {
        const core::PriceRule& rule = m_rules[std::size_t(i)];
        const Validity& valid = m_validity[std::size_t(i)];
        if (isSetAside(i) || valid.from >= valid.to)
            continue;
        if (!rule.account.empty() && rule.account != key.account)
            continue;
        if (tierOrStandard(rule.serviceTier) != tierOrStandard(key.serviceTier))
            continue;
        matching.push_back(i);
        if (!isDated(rule))
            undated.push_back(i);
        changes.push_back(valid.from);
        if (valid.to != kForever)
            changes.push_back(valid.to);
    }
    Tariff tariff;
    if (matching.empty())
        return tariff;
    std::sort(changes.begin(), changes.end());
    changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
    std::vector<int> active;
    for (const std::int64_t from : changes) {
        active.clear();
        for (const int i : matching) {
            const Validity& valid = m_validity[std::size_t(i)];
            if (valid.from <= from && from < valid.to)
                active.push_back(i);
        }
        tariff.m_periods.push_back({core::Instant{from}, bandsOf(active)});
    }
    tariff.m_undated = bandsOf(undated);
    return tariff;
}

const RateCard& PriceBook::Tariff::at(core::Instant t, std::int64_t promptTokens) const {
    if (t.micros == core::kUnknownNumber || m_periods.empty())
        return cardFor(m_undated, promptTokens);
    const auto next = std::upper_bound(
        m_periods.begin(), m_periods.end(), t,
        [](core::Instant when, const Period& period) { return when < period.from; });
    return cardFor(std::prev(next)->bands, promptTokens);
}

} // namespace ms::pricing
