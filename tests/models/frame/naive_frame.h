// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pricing/cost_of.h"
#include "models/pricing/failure_billing.h"
#include "models/pricing/price_book.h"
#include "models/query/outcome.h"
#include "models/query/query.h"
#include "models/query/tenant_timeline.h"
#include "tests/models/frame/naive_features.h"
#include "tests/models/frame/random_events.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace ms::test {

/// The frame as one would first write it: rows, maps, sets and no cleverness. It shares the choice
/// of rules and the tenant timeline with the product, which have tests of their own.
class NaiveFrame {
public:
    NaiveFrame(std::vector<Event> events, frame::Facts facts, core::Zone zone,
               std::set<std::size_t> replaced = {})
        : m_events{std::move(events)}, m_facts{std::move(facts)}, m_zone{std::move(zone)},
          m_replaced{std::move(replaced)}, m_book{m_facts.book, m_facts.baseCurrency, m_facts.rules,
                                                  m_facts.aliases, m_zone} {
        std::vector<std::size_t> order;
        for (std::size_t row = 0; row < m_events.size(); ++row)
            if (hasTime(row) && !m_replaced.contains(row))
                order.push_back(row);
        std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            return number(a, core::NumberColumn::Time) < number(b, core::NumberColumn::Time);
        });
        std::vector<query::ObservedTier> observed;
        for (const std::size_t row : order) {
            const std::string& tier = text(row, core::TextColumn::PlanTier);
            const std::string& tenant = text(row, core::TextColumn::Tenant);
            if (!tier.empty() && !tenant.empty())
                observed.push_back({tenant, dayOf(row), tier});
        }
        m_tenants = query::TenantTimeline(m_facts.tenants, observed, m_zone);
    }

    struct Cost {
        std::optional<std::int64_t> picos;
        bool isReported = false, isFallbackRate = false, isPriced = false;
    };
    Cost costOf(std::size_t row) const {
        return costWith(row, text(row, core::TextColumn::Provider),
                        text(row, core::TextColumn::Model), true);
    }

    bool isInScope(std::size_t row, const query::Scope& scope) const {
        if (m_replaced.contains(row))
            return false;
        const std::string& environment = text(row, core::TextColumn::Environment);
        const std::string& mode = text(row, core::TextColumn::DataMode);
        if (scope.kind == query::Scope::Kind::All)
            return true;
        if (scope.kind == query::Scope::Kind::Named)
            return std::count(scope.environments.begin(), scope.environments.end(), environment) >
                   0;
        return (environment.empty() || environment == "production") &&
               (mode.empty() || mode == "real");
    }

    bool isKept(std::size_t row, const query::Filter& filter) const {
        if (!isInScope(row, filter.scope))
            return false;
        if (!filter.range.isOpen() &&
            (!hasTime(row) ||
             !filter.range.contains(core::Instant{number(row, core::NumberColumn::Time)})))
            return false;
        for (const query::Condition& condition : filter.conditions) {
            const std::string value = valueOf(row, condition.dimension);
            const bool isNamed =
                std::count(condition.values.begin(), condition.values.end(), value) > 0;
            if (isNamed != (condition.kind == query::Condition::Kind::In))
                return false;
        }
        return true;
    }

    std::string valueOf(std::size_t row, query::Dimension dimension) const {
        using core::IdColumn;
        using core::TextColumn;
        using query::Dimension;
        for (const auto& [texts, column] : {std::pair{Dimension::Workflow, TextColumn::Workflow},
                                            {Dimension::Provider, TextColumn::Provider},
                                            {Dimension::Model, TextColumn::Model},
                                            {Dimension::Status, TextColumn::Status},
                                            {Dimension::Environment, TextColumn::Environment},
                                            {Dimension::UnitType, TextColumn::UnitType},
                                            {Dimension::PromptVersion, TextColumn::PromptVersion}})
            if (texts == dimension)
                return text(row, column);
        for (const auto& [ids, column] : {std::pair{Dimension::User, IdColumn::User},
                                          {Dimension::Request, IdColumn::Request},
                                          {Dimension::PromptHash, IdColumn::PromptHash},
                                          {Dimension::Unit, IdColumn::Unit}})
            if (ids == dimension)
                return m_events[row][column];
        const std::string& tenant = text(row, TextColumn::Tenant);
        switch (dimension) {
        case Dimension::Tenant:
            return tenant;
        case Dimension::Tier:
            if (tenant.empty() || !hasTime(row))
                return text(row, TextColumn::PlanTier);
            return std::string(m_tenants.tierOf(tenant, dayOf(row)));
        case Dimension::Segment:
            if (tenant.empty() || !hasTime(row))
                return {};
            return std::string(m_tenants.segmentOf(tenant, dayOf(row)));
        case Dimension::Action:
            return m_events[row][m_events[row][IdColumn::Root].empty() ? IdColumn::Request
                                                                       : IdColumn::Root];
        case Dimension::Feature:
            return naiveFeature(m_facts.features, valueOf(row, Dimension::Endpoint));
        case Dimension::Team:
            return naiveTeam(m_facts.features, valueOf(row, Dimension::Endpoint),
                             text(row, TextColumn::Team));
        case Dimension::Endpoint:
            return text(row, TextColumn::Feature).empty() ? text(row, TextColumn::Workflow)
                                                          : text(row, TextColumn::Feature);
        case Dimension::Outcome:
            return std::string(nameOf(statusOf(row)));
        default:
            return hasTime(row) ? dayText(dayOf(row), dimension) : std::string();
        }
    }
    static std::string dayText(core::Day day, query::Dimension dimension) {
        return dimension == query::Dimension::Day     ? core::toText(day)
               : dimension == query::Dimension::Week  ? core::isoWeekText(day)
               : dimension == query::Dimension::Month ? core::toText(core::monthOf(day))
                                                      : std::string();
    }

    query::GroupTable groups(const query::GroupQuery& query) const {
        std::map<std::vector<std::string>, std::vector<std::size_t>> rowsOf;
        std::vector<std::size_t> all;
        for (std::size_t row = 0; row < m_events.size(); ++row) {
            if (!isKept(row, query.filter))
                continue;
            std::vector<std::string> keys;
            for (const query::Dimension by : query.by)
                keys.push_back(valueOf(row, by));
            rowsOf[keys].push_back(row);
            all.push_back(row);
        }
        const Requests requests = requestsIn(query.filter.scope);
        query::GroupTable table;
        for (const auto& [keys, rows] : rowsOf) {
            query::GroupRow& group = table.rows.emplace_back();
            group.keys = keys;
            for (const query::Measure m : query.measures)
                group.values.push_back(measure(m, rows, requests));
        }
        for (const query::Measure m : query.measures)
            table.total.push_back(measure(m, all, requests));
        return table;
    }

    /// What became of the row's unit; without one, what the row says itself.
    query::UnitStatus statusOf(std::size_t row) const {
        using core::TextColumn;
        const query::OutcomeRules& rules = m_facts.outcomes.rules;
        const std::string& own = text(row, TextColumn::UnitOutcome);
        const std::string& id = m_events[row][core::IdColumn::Unit];
        if (id.empty())
            return own.empty() ? query::UnitStatus::None : query::statusOf(own, rules);
        const auto known = m_statuses.find(unitOf(row));
        if (known != m_statuses.end())
            return known->second;
        const query::UnitStatus status = statusOfUnit(id, text(row, TextColumn::UnitType));
        return m_statuses[unitOf(row)] = status;
    }

    const std::vector<Event>& events() const { return m_events; }
    const query::TenantTimeline& tenants() const { return m_tenants; }

private:
    struct Requests { // of one scope
        std::set<std::size_t> firsts;
        std::set<std::size_t> retries;
        std::map<std::string, std::pair<std::string, std::string>> mainModel; // by feature
    };

    std::string unitOf(std::size_t row) const {
        return text(row, core::TextColumn::UnitType) + "|" + m_events[row][core::IdColumn::Unit];
    }
    query::UnitStatus statusOfUnit(const std::string& id, const std::string& type) const {
        for (const std::string& named : {type, std::string()}) {
            std::optional<std::pair<std::int64_t, query::UnitStatus>> best;
            const auto consider = [&](const core::OutcomeFact& fact) {
                if (fact.unitId != id || fact.unitType != named)
                    return;
                const std::int64_t at =
                    fact.outcomeAt ? m_zone.resolve(*fact.outcomeAt).micros : INT64_MIN;
                if (!best || at >= best->first)
                    best = {at, query::statusOf(fact, m_facts.outcomes.rules, m_zone)};
            };
            if (m_facts.outcomes.facts)
                (void)m_facts.outcomes.facts(consider, {});
            if (best)
                return best->second;
        }
        std::int64_t latest = INT64_MIN;
        query::UnitStatus status = query::UnitStatus::Pending;
        for (std::size_t row = 0; row < m_events.size(); ++row) {
            const std::string& own = text(row, core::TextColumn::UnitOutcome);
            const std::int64_t at = number(row, core::NumberColumn::Time);
            if (own.empty() || m_events[row][core::IdColumn::Unit] != id ||
                text(row, core::TextColumn::UnitType) != type || m_replaced.contains(row) ||
                at < latest)
                continue;
            latest = at;
            status = query::statusOf(own, m_facts.outcomes.rules);
        }
        return status;
    }

    std::int64_t number(std::size_t row, core::NumberColumn c) const { return m_events[row][c]; }
    const std::string& text(std::size_t row, core::TextColumn c) const { return m_events[row][c]; }
    bool hasTime(std::size_t row) const {
        return number(row, core::NumberColumn::Time) != core::kUnknownNumber;
    }
    core::Day dayOf(std::size_t row) const {
        return m_zone.dayOf(core::Instant{number(row, core::NumberColumn::Time)});
    }
    std::int64_t orZero(std::size_t row, core::NumberColumn c) const {
        return number(row, c) == core::kUnknownNumber ? 0 : number(row, c);
    }
    bool isCached(std::size_t row) const {
        return number(row, core::NumberColumn::AppCacheHit) == 1;
    }
    std::string requestOf(std::size_t row) const {
        const std::string& id = m_events[row][core::IdColumn::Request];
        return id.empty() ? "row " + std::to_string(row) : id;
    }
    std::string actionOf(std::size_t row) const {
        const std::string& id = m_events[row][core::IdColumn::Root];
        return id.empty() ? requestOf(row) : id;
    }
    std::optional<pricing::PricedUsage> pricedWith(std::size_t row, const std::string& provider,
                                                   const std::string& model) const {
        const auto known = [&](std::size_t bucket) {
            const std::int64_t count = number(row, kCounts[bucket]);
            return count == core::kUnknownNumber ? std::nullopt : std::optional(count);
        };
        return pricing::priceOf({known(0), known(1), known(2), known(3), known(4), known(5)},
                                cardOf(row, provider, model), m_book.rules());
    }
    pricing::RateCard cardOf(std::size_t row, const std::string& provider,
                             const std::string& model) const {
        std::int64_t prompt = 0;
        for (std::size_t bucket = 0; bucket < 4; ++bucket)
            prompt += orZero(row, kCounts[bucket]);
        const auto tariff = m_book.tariffOf({provider, model, text(row, core::TextColumn::Account),
                                             text(row, core::TextColumn::ServiceTier)});
        return tariff.at(core::Instant{number(row, core::NumberColumn::Time)}, prompt);
    }
    const std::optional<pricing::PricedUsage>& pricedOf(std::size_t row) const {
        const auto known = m_priced.find(row);
        if (known != m_priced.end())
            return known->second;
        return m_priced[row] = pricedWith(row, text(row, core::TextColumn::Provider),
                                          text(row, core::TextColumn::Model));
    }
    std::int64_t asInput(std::size_t row, std::int64_t tokens) const {
        const int rule =
            cardOf(row, text(row, core::TextColumn::Provider), text(row, core::TextColumn::Model))
                .of(core::Bucket::Input);
        return pricing::amountFor(tokens, m_book.rules()[std::size_t(rule)])->picos();
    }
    /// The row's cost line of one bucket, when the book prices the row; or those tokens as input.
    std::int64_t partOf(std::size_t row, core::Bucket bucket, bool isAsInput = false) const {
        if (isCached(row))
            return 0;
        const auto& priced = pricedOf(row);
        std::int64_t part = 0;
        if (priced)
            for (const pricing::BucketCost& line : priced->lines)
                if (line.bucket == bucket)
                    part += isAsInput ? asInput(row, line.quantity) : line.cost.picos();
        return part;
    }

    Cost costWith(std::size_t row, const std::string& provider, const std::string& model,
                  bool isOwn) const {
        using core::NumberColumn;
        if (isCached(row))
            return {0};
        const auto priced = isOwn ? pricedOf(row) : pricedWith(row, provider, model);
        if (priced) {
            const bool isFallback =
                std::any_of(priced->lines.begin(), priced->lines.end(),
                            [](const auto& line) { return line.isFallbackRate; });
            return {priced->total.picos(), false, isFallback, true};
        }
        if (!isOwn)
            return {};
        const std::string& currency = text(row, core::TextColumn::Currency);
        if (number(row, NumberColumn::ReportedCost) != core::kUnknownNumber &&
            (currency.empty() || currency == "USD"))
            return {number(row, NumberColumn::ReportedCost), true};
        const bool isUnbilled =
            number(row, NumberColumn::Input) == core::kUnknownNumber &&
            number(row, NumberColumn::Output) == core::kUnknownNumber &&
            text(row, core::TextColumn::Status) == "error" &&
            pricing::billingOfFailure("error", text(row, core::TextColumn::Error)) ==
                pricing::FailureBilling::NotBilled;
        if (isUnbilled)
            return {0};
        return {};
    }

    Requests requestsIn(const query::Scope& scope) const {
        std::map<std::string, std::vector<std::size_t>> rowsOf;
        std::map<std::string, std::map<std::string, std::map<std::string, int>>> counts;
        for (std::size_t row = 0; row < m_events.size(); ++row) {
            if (!isInScope(row, scope))
                continue;
            rowsOf[requestOf(row)].push_back(row);
            const std::string& model = text(row, core::TextColumn::Model);
            if (number(row, core::NumberColumn::Fallback) != 1 && !model.empty())
                ++counts[valueOf(row, query::Dimension::Feature)][model]
                        [text(row, core::TextColumn::Provider)];
        }
        Requests requests;
        for (auto& [id, rows] : rowsOf) {
            std::sort(rows.begin(), rows.end(), [this](std::size_t a, std::size_t b) {
                const auto rank = [this](std::size_t row) {
                    const auto last = [](std::int64_t n) {
                        return n == core::kUnknownNumber ? INT64_MAX : n;
                    };
                    return std::tuple(last(number(row, core::NumberColumn::Attempt)),
                                      last(number(row, core::NumberColumn::Time)), row);
                };
                return rank(a) < rank(b);
            });
            requests.firsts.insert(rows.front());
            requests.retries.insert(rows.begin(), rows.end() - 1);
        }
        requests.mainModel = naiveMainModels(counts);
        return requests;
    }

    core::Int128 measure(query::Measure m, const std::vector<std::size_t>& rows,
                         const Requests& requests) const {
        using query::Measure;
        if (m == Measure::Requests || m == Measure::Actions || m == Measure::Users) {
            std::set<std::string> distinct;
            for (const std::size_t row : rows) {
                if (m == Measure::Requests)
                    distinct.insert(requestOf(row));
                if (m == Measure::Actions)
                    distinct.insert(actionOf(row));
                const std::string& user = m_events[row][core::IdColumn::User];
                if (m == Measure::Users && !user.empty())
                    distinct.insert(user);
            }
            return core::Int128(distinct.size());
        }
        if (m == Measure::Units || m == Measure::SuccessfulUnits || m == Measure::FailedUnits ||
            m == Measure::PendingUnits) {
            std::set<std::string> distinct;
            for (const std::size_t row : rows)
                if (isOfUnit(row, m))
                    distinct.insert(unitOf(row));
            return core::Int128(distinct.size());
        }
        core::Int128 sum = 0;
        for (const std::size_t row : rows)
            sum += measureOf(m, row, requests);
        return sum;
    }

    /// Whether the row has a unit of the kind that the measure is about.
    bool isOfUnit(std::size_t row, query::Measure m) const {
        using query::Measure;
        using query::UnitStatus;
        if (m_events[row][core::IdColumn::Unit].empty())
            return false;
        if (m == Measure::Units || m == Measure::UnitCost)
            return true;
        if (m == Measure::SuccessfulUnits || m == Measure::SuccessfulUnitCost)
            return statusOf(row) == UnitStatus::Success;
        if (m == Measure::FailedUnits || m == Measure::FailedUnitCost)
            return statusOf(row) == UnitStatus::Failed;
        return statusOf(row) == UnitStatus::Pending;
    }

    std::int64_t measureOf(query::Measure m, std::size_t row, const Requests& requests) const {
        using core::NumberColumn;
        using query::Measure;
        const Cost cost = costOf(row);
        const std::int64_t tokens =
            orZero(row, NumberColumn::Input) + orZero(row, NumberColumn::CacheRead) +
            orZero(row, NumberColumn::CacheWrite5m) + orZero(row, NumberColumn::CacheWrite1h) +
            orZero(row, NumberColumn::Output);
        const auto bought = [&](NumberColumn c) { return isCached(row) ? 0 : orZero(row, c); };
        if (m >= Measure::CacheReadAsInput && m <= Measure::CacheWrite1hAsInput)
            return partOf(row, core::Bucket(int(m) - int(Measure::CacheReadAsInput) + 1), true);
        if (m >= Measure::InputCost && m <= Measure::QueryCost) // in the order of the buckets
            return partOf(row, core::Bucket(int(m) - int(Measure::InputCost)));
        if (m >= Measure::PricedInputTokens && m <= Measure::PricedQueries)
            return cost.isPriced
                       ? orZero(row,
                                kCounts[std::size_t(m) - std::size_t(Measure::PricedInputTokens)])
                       : 0;
        switch (m) {
        case Measure::Attempts:
            return 1;
        case Measure::LatencyMs:
            return orZero(row, NumberColumn::LatencyMs);
        case Measure::LatencyUnknown:
            return m_events[row][NumberColumn::LatencyMs] == core::kUnknownNumber;
        case Measure::FirstAttempts:
            return requests.firsts.contains(row);
        case Measure::InputTokens:
            return bought(NumberColumn::Input);
        case Measure::CacheReadTokens:
            return bought(NumberColumn::CacheRead);
        case Measure::CacheWriteTokens:
            return bought(NumberColumn::CacheWrite5m) + bought(NumberColumn::CacheWrite1h);
        case Measure::CacheWrite1hTokens:
            return bought(NumberColumn::CacheWrite1h);
        case Measure::PromptTokens:
            return bought(NumberColumn::Input) + bought(NumberColumn::CacheRead) +
                   bought(NumberColumn::CacheWrite5m) + bought(NumberColumn::CacheWrite1h);
        case Measure::OutputTokens:
            return bought(NumberColumn::Output);
        case Measure::ReasoningTokens:
            return bought(NumberColumn::Reasoning);
        case Measure::Cost:
            return cost.picos.value_or(0);
        case Measure::RetryCost:
            return requests.retries.contains(row) ? cost.picos.value_or(0) : 0;
        case Measure::FallbackCost:
            return fallbackCost(row, cost, requests);
        case Measure::UnpricedAttempts:
            return !cost.picos;
        case Measure::UnpricedTokens:
            return cost.picos ? 0 : tokens;
        case Measure::UsageUnknown:
            return !isCached(row) && (number(row, NumberColumn::Input) == core::kUnknownNumber ||
                                      number(row, NumberColumn::Output) == core::kUnknownNumber);
        case Measure::ReportedAttempts:
            return cost.isReported;
        case Measure::FallbackRateAttempts:
            return cost.isFallbackRate;
        case Measure::UnitCost:
        case Measure::SuccessfulUnitCost:
        case Measure::FailedUnitCost:
        case Measure::PendingUnitCost:
            return isOfUnit(row, m) ? cost.picos.value_or(0) : 0;
        case Measure::AvoidedTokens:
            return isCached(row) ? tokens : 0;
        case Measure::UnsplitCost:
            return cost.isReported ? *cost.picos : 0;
        case Measure::PricedAttempts:
            return cost.isPriced;
        case Measure::AppCacheAttempts:
            return isCached(row);
        default:
            return 0;
        }
    }

    std::int64_t fallbackCost(std::size_t row, const Cost& cost, const Requests& requests) const {
        if (number(row, core::NumberColumn::Fallback) != 1 || !cost.picos || isCached(row))
            return 0;
        const auto main = requests.mainModel.find(valueOf(row, query::Dimension::Feature));
        if (main == requests.mainModel.end())
            return 0;
        const Cost other = costWith(row, main->second.first, main->second.second, false);
        return other.picos ? *cost.picos - *other.picos : 0;
    }

    static constexpr std::array kCounts{
        core::NumberColumn::Input,        core::NumberColumn::CacheRead,
        core::NumberColumn::CacheWrite5m, core::NumberColumn::CacheWrite1h,
        core::NumberColumn::Output,       core::NumberColumn::Queries};
    std::vector<Event> m_events;
    frame::Facts m_facts;
    core::Zone m_zone;
    std::set<std::size_t> m_replaced;
    pricing::PriceBook m_book;
    query::TenantTimeline m_tenants;
    mutable std::map<std::string, query::UnitStatus> m_statuses; // found so far, by unit
    mutable std::map<std::size_t, std::optional<pricing::PricedUsage>> m_priced; // the same, by row
};

} // namespace ms::test
