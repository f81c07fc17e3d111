// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pricing/cost_of.h"
#include "models/scenario/lever.h"
#include "tests/models/frame/naive_frame.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ms::test {

using Real = long double;

/// A scenario as one would first write it: every attempt by itself, every share as a fork in the
/// road, every cost as tokens times price. Shares the choice of price rules with the product.
class SlowReplay {
public:
    SlowReplay(const std::vector<Event>& events, const frame::Facts& facts,
               const query::Filter& filter, const scenario::Scenario& scenario)
        : m_frame{events, facts, {}}, m_facts{facts},
          m_book{facts.book, facts.baseCurrency, facts.rules, facts.aliases, {}}, m_scenario{
                                                                                      scenario} {
        for (std::size_t row = 0; row < events.size(); ++row)
            if (m_frame.isKept(row, filter))
                m_rows.push_back(row);
        findTries();
    }

    Real cost() {
        Real sum = 0;
        for (const std::size_t row : m_rows)
            if (m_frame.costOf(row).picos)
                sum += costOf(row);
        return sum;
    }
    /// Requests beyond a quota that pay, times their price.
    Real overage = 0;

private:
    struct Prompt { // a part of the prompt, and what a token of it costs
        Real tokens;
        Real price;
        Real inputPrice;
        bool isUncached;
    };
    struct Call {
        std::size_t row;
        int way = 0; // routes taken: 0 as logged
        bool isEscalated = false;
        std::string provider, model;
        std::vector<Prompt> prompt;
        Real logged = 0; // output tokens before any cap
        Real output = 0; // after
        Real outputPrice = 0;
        Real other = 0;
        Real providerFactor = 1;
        Real fee = 0; // of every time that it is made
        Real requestFee = 0;
    };

    static Real ratio(const scenario::Lever& lever, scenario::Field field) {
        return Real(lever[field]) / scenario::kBillion;
    }
    static Real picos(const scenario::Lever& lever, scenario::Field field) {
        return Real(lever[field]);
    }
    const Event& event(std::size_t row) const { return m_frame.events()[row]; }
    std::int64_t count(std::size_t row, core::NumberColumn column) const {
        return std::max<std::int64_t>(0, event(row)[column]);
    }
    bool isOwnCache(std::size_t row) const {
        return event(row)[core::NumberColumn::AppCacheHit] == 1;
    }
    std::int64_t promptTokens(std::size_t row) const {
        if (isOwnCache(row))
            return 0;
        return count(row, core::NumberColumn::Input) + count(row, core::NumberColumn::CacheRead) +
               count(row, core::NumberColumn::CacheWrite5m) +
               count(row, core::NumberColumn::CacheWrite1h);
    }
    std::int64_t outputTokens(std::size_t row) const {
        return isOwnCache(row) ? 0 : count(row, core::NumberColumn::Output);
    }

    std::string valueOf(std::size_t row, query::Dimension dimension) const {
        if (dimension == query::Dimension::Account)
            return event(row)[core::TextColumn::Account];
        if (dimension == query::Dimension::ServiceTier)
            return event(row)[core::TextColumn::ServiceTier];
        return m_frame.valueOf(row, dimension);
    }

    bool matches(const scenario::Lever& lever, const Call& call) const {
        if (!lever.match.promptTokens.contains(promptTokens(call.row)) ||
            !lever.match.outputTokens.contains(outputTokens(call.row)))
            return false;
        for (const query::Condition& condition : lever.match.conditions) {
            const std::string value = condition.dimension == query::Dimension::Model ? call.model
                                      : condition.dimension == query::Dimension::Provider
                                          ? call.provider
                                          : valueOf(call.row, condition.dimension);
            const bool isIn = std::count(condition.values.begin(), condition.values.end(), value);
            if (isIn != (condition.kind == query::Condition::Kind::In))
                return false;
        }
        return true;
    }

    const pricing::RateCard* cardOf(std::size_t row, const std::string& provider,
                                    const std::string& model) {
        auto& tariff = m_tariffs.emplace_back(
            m_book.tariffOf({provider, model, event(row)[core::TextColumn::Account],
                             event(row)[core::TextColumn::ServiceTier]}));
        if (tariff.isEmpty())
            return nullptr;
        return &tariff.at({event(row)[core::NumberColumn::Time]}, promptTokens(row));
    }
    Real unitOf(const pricing::RateCard& card, core::Bucket bucket) const {
        const int rule = card.of(bucket);
        if (rule == pricing::RateCard::kNone)
            return 0;
        const core::PriceRule& found = m_book.rules()[std::size_t(rule)];
        return Real(found.amount.picos()) / Real(found.per);
    }
    void price(Call& call, const pricing::RateCard& card, Real promptRatio) const {
        using core::Bucket;
        using core::NumberColumn;
        const Real input = unitOf(card, Bucket::Input);
        for (const auto& [bucket, column] : {std::pair{Bucket::Input, NumberColumn::Input},
                                             {Bucket::CacheRead, NumberColumn::CacheRead},
                                             {Bucket::CacheWrite5m, NumberColumn::CacheWrite5m},
                                             {Bucket::CacheWrite1h, NumberColumn::CacheWrite1h}})
            call.prompt.push_back({Real(count(call.row, column)) * promptRatio,
                                   unitOf(card, bucket), input, bucket == Bucket::Input});
        call.outputPrice = unitOf(card, Bucket::Output);
    }

    Real costOf(std::size_t row) {
        Call call{};
        call.row = row;
        call.providerFactor = 1;
        call.provider = event(row)[core::TextColumn::Provider];
        call.model = event(row)[core::TextColumn::Model];
        const auto cost = m_frame.costOf(row);
        call.logged = call.output = Real(outputTokens(row));
        if (cost.isPriced) {
            price(call, *cardOf(row, billedProvider(row), billedModel(row)), 1);
            Real buckets = call.output * call.outputPrice;
            for (const Prompt& part : call.prompt)
                buckets += part.tokens * part.price;
            call.other = Real(*cost.picos) - buckets; // fees; and half a pico-unit of rounding
        } else {
            call.other = Real(*cost.picos);
        }
        return expected(call, 0);
    }
    std::string billedProvider(std::size_t row) const {
        return std::string(m_book
                               .billingOf(event(row)[core::TextColumn::Provider],
                                          event(row)[core::TextColumn::Model])
                               .provider);
    }
    std::string billedModel(std::size_t row) const {
        return std::string(m_book
                               .billingOf(event(row)[core::TextColumn::Provider],
                                          event(row)[core::TextColumn::Model])
                               .model);
    }

    Real leaf(const Call& call) const {
        Real provider = call.other + call.output * call.outputPrice;
        for (const Prompt& part : call.prompt)
            provider += part.tokens * part.price;
        return provider * call.providerFactor + call.fee +
               (m_tries.at(call.row) == 1 ? call.requestFee : 0);
    }

    /// What the call costs when the levers from `index` on are still to come.
    Real expected(Call call, std::size_t index) {
        using scenario::Field;
        using scenario::LeverKind;
        if (index == m_scenario.levers.size())
            return leaf(call);
        const scenario::Lever& lever = m_scenario.levers[index];
        if (!matches(lever, call))
            return expected(call, index + 1);
        const Real share = ratio(lever, Field::Share);
        const auto rest = [&](const Call& next) { return expected(next, index + 1); };
        const auto fork = [&](const Call& taken) {
            return share * rest(taken) + (1 - share) * rest(call);
        };
        Call taken = call;
        const Real calls = isOwnCache(call.row) ? 0 : 1;
        switch (lever.kind) {
        case LeverKind::PlanPrice:
            return rest(call) * (1 - ratio(lever, Field::Churn)) *
                   std::pow(1 + ratio(lever, Field::PlanPriceChange),
                            ratio(lever, Field::Elasticity));
        case LeverKind::Quota: {
            if (!isBeyondQuota(lever, call.row))
                return rest(call);
            if (lever.quotaMode == scenario::QuotaMode::Block)
                return 0;
            const Real kept = 1 - ratio(lever, Field::LostShare);
            if (m_tries.at(call.row) == 1)
                overage += kept * picos(lever, Field::OveragePrice);
            return kept * rest(call);
        }
        case LeverKind::ActionLimit: {
            const auto number = numberInAction(lever, call.row);
            if (!number || *number <= lever[Field::MaxCalls])
                return rest(call);
            const bool isFirstCut =
                m_tries.at(call.row) == 1 && *number == lever[Field::MaxCalls] + 1;
            return (1 - share) * rest(call) + (isFirstCut
                                                   ? share * ratio(lever, Field::FailedShare) *
                                                         picos(lever, Field::FailureCost)
                                                   : 0);
        }
        case LeverKind::ResponseCache: {
            const Real hits = share * ratio(lever, Field::HitRate);
            return calls * share * picos(lever, Field::LookupCost) +
                   calls * hits * ratio(lever, Field::StaleShare) * picos(lever, Field::StaleCost) +
                   (1 - hits) * rest(call);
        }
        case LeverKind::Route:
        case LeverKind::SelfHost:
            return route(call, index);
        case LeverKind::Compression: {
            const Real eligible = ratio(lever, Field::EligibleShare);
            const Real keep = ratio(lever, Field::KeepRatio);
            taken.prompt.clear();
            for (const Prompt& part : call.prompt) {
                taken.prompt.push_back(
                    {part.tokens * (1 - eligible), part.price, part.inputPrice, part.isUncached});
                taken.prompt.push_back(
                    {part.tokens * eligible * keep, part.inputPrice, part.inputPrice, true});
            }
            taken.fee += Real(promptTokens(call.row)) * eligible *
                         picos(lever, Field::CostPerMillion) / 1'000'000;
            return fork(taken);
        }
        case LeverKind::PromptCache:
            for (Prompt& part : taken.prompt)
                if (part.isUncached)
                    part.price *=
                        1 -
                        ratio(lever, Field::ReadShare) * (1 - ratio(lever, Field::ReadMultiplier)) -
                        ratio(lever, Field::WriteShare) *
                            (1 - ratio(lever, Field::WriteMultiplier));
            return fork(taken);
        case LeverKind::OutputCap: {
            if (call.logged <= Real(lever[Field::Cap]))
                return rest(call);
            taken.output = std::min(call.output, Real(lever[Field::Cap]));
            Call again = call;
            again.requestFee = 0;
            return share * (rest(taken) + ratio(lever, Field::RepeatShare) * rest(again)) +
                   (1 - share) * rest(call);
        }
        case LeverKind::Batch:
            taken.providerFactor *= 1 - ratio(lever, Field::Discount);
            return fork(taken);
        case LeverKind::RetryLimit:
            return m_tries.at(call.row) > lever[Field::MaxAttempts] ? (1 - share) * rest(call)
                                                                    : rest(call);
        case LeverKind::PriceChange:
            taken.providerFactor *= 1 + ratio(lever, Field::ProviderPriceChange);
            return fork(taken);
        case LeverKind::Count:
            break;
        }
        return 0;
    }

    Real route(const Call& call, std::size_t index) {
        using scenario::Field;
        const scenario::Lever& lever = m_scenario.levers[index];
        if (call.way != 0 || call.isEscalated || !m_frame.costOf(call.row).isPriced)
            return expected(call, index + 1);
        const bool isHosted = lever.kind == scenario::LeverKind::SelfHost;
        const pricing::RateCard* card =
            isHosted ? nullptr : cardOf(call.row, lever.provider, lever.model);
        if (!isHosted &&
            (card == nullptr || card->of(core::Bucket::Input) == pricing::RateCard::kNone ||
             card->of(core::Bucket::Output) == pricing::RateCard::kNone))
            return expected(call, index + 1);
        Call routed{};
        routed.row = call.row;
        routed.providerFactor = 1;
        routed.way = int(index) + 1;
        routed.provider = lever.provider;
        routed.model = lever.model;
        if (isHosted)
            host(routed, lever);
        else
            price(routed, *card, ratio(lever, Field::PromptRatio));
        routed.logged = routed.output =
            Real(outputTokens(call.row)) * ratio(lever, Field::OutputRatio);
        routed.other = isHosted ? 0 : unitOf(*card, core::Bucket::Request);
        routed.fee = picos(lever, Field::JudgeCost);
        routed.requestFee = -ratio(lever, Field::SuccessChange) * picos(lever, Field::FailureCost);
        Call escalated = call;
        escalated.isEscalated = true;
        const Real share = ratio(lever, Field::Share);
        return share * (expected(routed, index + 1) +
                        ratio(lever, Field::Escalation) * expected(escalated, index + 1)) +
               (1 - share) * expected(call, index + 1);
    }

    /// The call on own GPUs: seconds of a GPU at full load, and what of the paid time waits.
    void host(Call& call, const scenario::Lever& lever) const {
        using scenario::Field;
        const Real second = picos(lever, Field::GpuHourCost) / 3600 *
                            (1 + ratio(lever, Field::Overhead)) / ratio(lever, Field::Utilisation);
        const Real output = second / Real(lever[Field::OutputRate]);
        const Real input =
            lever[Field::InputRate] == 0 ? output : second / Real(lever[Field::InputRate]);
        const auto add = [&](core::NumberColumn column, bool isUncached) {
            call.prompt.push_back({Real(count(call.row, column)) * ratio(lever, Field::PromptRatio),
                                   input, input, isUncached});
        };
        add(core::NumberColumn::Input, true);
        add(core::NumberColumn::CacheRead, false);
        add(core::NumberColumn::CacheWrite5m, false);
        add(core::NumberColumn::CacheWrite1h, false);
        call.outputPrice = output;
    }

    /// The how manieth matching request of its action this one is, by its first attempt; nothing
    /// where that does not match.
    std::optional<std::int64_t> numberInAction(const scenario::Lever& lever,
                                               std::size_t row) const {
        const auto firstOf = [&](std::size_t r) {
            for (const std::size_t other : m_rows)
                if (!request(r).empty() && request(other) == request(r) && m_tries.at(other) == 1)
                    return other;
            return r;
        };
        const auto actionOf = [&](std::size_t r) {
            const std::string& root = event(r)[core::IdColumn::Root];
            return root.empty() ? request(r) : root;
        };
        const auto counts = [&](std::size_t r) {
            Call call{};
            call.row = r;
            call.model = event(r)[core::TextColumn::Model];
            call.provider = event(r)[core::TextColumn::Provider];
            return m_tries.at(r) == 1 && matchesConditions(lever, call);
        };
        const std::size_t first = firstOf(row);
        if (!counts(first))
            return std::nullopt;
        std::int64_t number = 1;
        const auto time = [&](std::size_t r) { return event(r)[core::NumberColumn::Time]; };
        for (const std::size_t other : m_rows)
            if (counts(other) && !actionOf(first).empty() && actionOf(other) == actionOf(first) &&
                std::pair(time(other), other) < std::pair(time(first), first))
                ++number;
        return number;
    }

    /// 1 for the first attempt of a request.
    void findTries() {
        const auto isBefore = [&](std::size_t a, std::size_t b) {
            const auto key = [&](std::size_t row) {
                const std::int64_t time = event(row)[core::NumberColumn::Time];
                const std::int64_t number = event(row)[core::NumberColumn::Attempt];
                return std::tuple(number == core::kUnknownNumber, number,
                                  time == core::kUnknownNumber, time, row);
            };
            return key(a) < key(b);
        };
        for (const std::size_t row : m_rows) {
            int tries = 1;
            for (const std::size_t other : m_rows)
                if (other != row && !request(row).empty() && request(row) == request(other) &&
                    isBefore(other, row))
                    ++tries;
            m_tries[row] = tries;
        }
    }
    const std::string& request(std::size_t row) const {
        return event(row)[core::IdColumn::Request];
    }

    /// Is the request's first attempt beyond the quota of its tenant's month?
    bool isBeyondQuota(const scenario::Lever& lever, std::size_t row) const {
        std::size_t first = row;
        for (const std::size_t other : m_rows)
            if (!request(row).empty() && request(other) == request(row) && m_tries.at(other) == 1)
                first = other;
        const auto monthOf = [&](std::size_t r) {
            return std::pair(valueOf(r, query::Dimension::Tenant),
                             valueOf(r, query::Dimension::Month));
        };
        Call call{};
        call.row = first;
        call.model = event(first)[core::TextColumn::Model];
        call.provider = event(first)[core::TextColumn::Provider];
        if (!matchesConditions(lever, call))
            return false;
        std::int64_t earlier = 0;
        const auto time = [&](std::size_t r) { return event(r)[core::NumberColumn::Time]; };
        for (const std::size_t other : m_rows) {
            call.row = other;
            call.model = event(other)[core::TextColumn::Model];
            call.provider = event(other)[core::TextColumn::Provider];
            if (m_tries.at(other) == 1 && monthOf(other) == monthOf(first) &&
                matchesConditions(lever, call) &&
                std::pair(time(other), other) < std::pair(time(first), first))
                ++earlier;
        }
        return earlier >= lever[scenario::Field::QuotaRequests];
    }
    bool matchesConditions(const scenario::Lever& lever, const Call& call) const {
        scenario::Lever plain = lever;
        plain.match.promptTokens = plain.match.outputTokens = {};
        return matches(plain, call);
    }

    NaiveFrame m_frame;
    frame::Facts m_facts;
    pricing::PriceBook m_book;
    scenario::Scenario m_scenario;
    std::vector<std::size_t> m_rows;
    std::map<std::size_t, int> m_tries;
    std::list<pricing::PriceBook::Tariff> m_tariffs;
};

} // namespace ms::test
