// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/revenue.h"

#include "models/analysis/even_spread.h"
#include "models/analysis/exchange_rates.h"
#include "models/analysis/sentences.h"
#include "models/core/check.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace ms::analysis {

using core::Day;
using core::MoneySum;
using core::Month;

namespace {

/// Money earned evenly over `count` days from `first` on.
struct Earning {
    MoneySum amount;
    std::string_view currency;
    Day first;
    std::int32_t count = 0;
};

struct Plan {
    const core::PlanFact* fact = nullptr;
    std::optional<Day> from;
    std::optional<Day> until;
};

/// The first day that a period ending at `end` does not touch.
Day endDayOf(const core::Zone& zone, const core::Moment& end) {
    if (end.kind == core::Moment::Kind::Day)
        return zone.dayOf(end);
    return {zone.dayOf(core::Instant{end.value - 1}).number + 1};
}

bool isMonthly(core::RevenueBasis basis) {
    return basis == core::RevenueBasis::Mrr || basis == core::RevenueBasis::SubscriptionMonthly;
}

/// Money of test accounts, and money paid in advance for usage to come.
bool isNoRevenueYet(core::Flags flags) {
    return flags.has(core::Flag::TestMode) || flags.has(core::Flag::PrepaidCredit);
}

class Accrual {
public:
    Accrual(const RevenueBooks& books, const query::EventSource& source,
            const core::TimeRange& range);

    core::Status findActive(const query::Scope& scope, std::stop_token stop);
    core::Status addFacts(std::stop_token stop);
    core::Status addPlans(std::stop_token stop);
    AccruedRevenue take();

private:
    struct Entry {
        Day day;
        std::string_view feature;
        std::string_view tier;
        std::string_view segment;
        MoneySum amount;
        auto order() const { return std::tie(day, feature, tier, segment); }
    };

    /// A text that is asked for again and again, day after day.
    struct Kept {
        std::string_view given;
        std::string_view kept;
    };
    std::string_view keep(std::string_view text) {
        const auto found = m_texts->find(text);
        return found != m_texts->end() ? *found : *m_texts->emplace(text).first;
    }
    std::string_view keep(std::string_view text, Kept& last) {
        const bool isSame = text.data() == last.given.data() && text.size() == last.given.size();
        if (!isSame)
            last = {text, keep(text)};
        return last.kept;
    }
    const query::TenantTimeline::Span* spanOf(std::string_view tenant, Day day);
    std::string_view tierOf(std::string_view tenant, Day day) {
        const auto* span = spanOf(tenant, day);
        return span ? std::string_view(span->tier) : std::string_view{};
    }
    void addMonths(const core::RevenueFact& fact, Day first, Day end);
    void addFact(const core::RevenueFact& fact, const Earning& earning, Day from, Day to);
    void addTenantFact(const core::RevenueFact& fact, const Earning& earning, Day from, Day to);
    void addTierFact(const core::RevenueFact& fact, const Earning& earning, Day from, Day to);
    void addPlanMonth(std::string_view tenant, Month month);
    const Plan* planOf(std::string_view tier, Day day) const;
    void collectPlans();
    const std::vector<std::string_view>& activeOf(std::string_view tier, Day day);
    bool hasOwnFacts(std::string_view tenant, Month month) const;
    void enter(std::string_view tenant, std::string_view tier, std::string_view feature, Day day,
               MoneySum amount);
    template <class Emit>
    void earn(const Earning& earning, Day from, Day to, Emit emit);
    void addNotes(std::vector<std::string>& notes) const;

    const RevenueBooks& m_books;
    const query::EventSource& m_source;
    const core::Zone& m_zone;
    ExchangeRates m_rates;
    std::shared_ptr<std::set<std::string, std::less<>>> m_texts =
        std::make_shared<std::set<std::string, std::less<>>>();
    std::map<Month, std::vector<std::string_view>> m_active; // tenants in byte order
    std::map<std::string_view, std::vector<std::pair<Month, Month>>> m_ownMonths; // both included
    std::map<std::string_view, std::vector<Plan>, std::less<>> m_plans;           // by tier
    std::map<std::pair<Day, std::string_view>, std::vector<std::string_view>> m_activeOfTier;
    std::set<Day> m_activeOfTierDays;
    std::map<std::string_view, std::vector<Entry>> m_entries; // by tenant
    std::map<std::string_view, MoneySum> m_withoutRate;       // by currency, in that currency
    std::vector<std::int64_t> m_emptyPeriods;                 // lines
    std::int64_t m_withoutPeriod = 0;
    std::int64_t m_noRevenueYet = 0;
    Day m_firstDay{INT32_MIN}; // of the days asked for
    Day m_endDay{INT32_MAX};
    // What the last day found: the next one mostly finds the same.
    std::string_view m_spanTenant;
    const query::TenantTimeline::Span* m_span = nullptr;
    std::string_view m_entriesTenant;
    std::vector<Entry>* m_tenantEntries = nullptr;
    Kept m_tier;
    Kept m_segment;
    Kept m_feature;
};

Accrual::Accrual(const RevenueBooks& books, const query::EventSource& source,
                 const core::TimeRange& range)
    : m_books{books}, m_source{source}, m_zone{source.lens().zone}, m_rates{books.fx,
                                                                            books.baseCurrency} {
    if (range.from)
        m_firstDay = m_zone.dayOf(*range.from);
    if (range.to)
        m_endDay = endDayOf(m_zone, {core::Moment::Kind::Instant, range.to->micros});
}

const query::TenantTimeline::Span* Accrual::spanOf(std::string_view tenant, Day day) {
    if (m_span && m_spanTenant == tenant && m_span->from <= day && day < m_span->to)
        return m_span;
    m_span = m_source.tenants().spanAt(tenant, day);
    m_spanTenant = tenant;
    return m_span;
}

core::Status Accrual::findActive(const query::Scope& scope, std::stop_token stop) {
    query::GroupQuery active;
    active.by = {query::Dimension::Month, query::Dimension::Tenant};
    active.measures = {query::Measure::Attempts};
    active.filter.scope = scope;
    const core::Result<query::GroupTable> table = m_source.groups(active, stop);
    if (!table)
        return table.error();
    for (const query::GroupRow& row : table->rows) {
        // Events without a tenant or a time are nobody's activity in no month.
        if (row.keys[0].empty() || row.keys[1].empty())
            continue;
        const core::Result<Month> month = core::parseMonth(row.keys[0]);
        CHECK(month, "A month key of the event source is not a month.");
        m_active[*month].push_back(keep(row.keys[1]));
    }
    return {};
}

core::Status Accrual::addFacts(std::stop_token stop) {
    for (const core::RevenueFact& fact : m_books.facts) {
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, {}, {}};
        if (isNoRevenueYet(fact.flags)) {
            ++m_noRevenueYet;
            continue;
        }
        if (!fact.periodStart || !fact.periodEnd) {
            ++m_withoutPeriod;
            continue;
        }
        const Day first = m_zone.dayOf(*fact.periodStart);
        Day end = endDayOf(m_zone, *fact.periodEnd);
        const bool isInstant = fact.periodStart->kind == core::Moment::Kind::Instant;
        if (isInstant && fact.periodStart == fact.periodEnd) // billed at one moment: a set-up fee
            end = Day{first.number + 1};
        if (end <= first) {
            m_emptyPeriods.push_back(fact.line);
            continue;
        }
        if (isMonthly(fact.basis))
            addMonths(fact, first, end);
        else
            addFact(fact, {fact.amount, fact.currency, first, end.number - first.number}, first,
                    end);
    }
    return {};
}

/// The days of each month that the period touches earn that month's amount.
void Accrual::addMonths(const core::RevenueFact& fact, Day first, Day end) {
    for (Day day = first; day < end;) {
        const Month month = core::monthOf(day);
        const Day until = std::min(core::firstDayOf(Month{month.number + 1}), end);
        addFact(fact, {fact.amount, fact.currency, core::firstDayOf(month), core::daysIn(month)},
                day, until);
        day = until;
    }
}

void Accrual::addFact(const core::RevenueFact& fact, const Earning& earning, Day from, Day to) {
    fact.tenant.empty() ? addTierFact(fact, earning, from, to)
                        : addTenantFact(fact, earning, from, to);
}

void Accrual::addTenantFact(const core::RevenueFact& fact, const Earning& earning, Day from,
                            Day to) {
    const std::string_view tenant = keep(fact.tenant);
    m_ownMonths[tenant].emplace_back(core::monthOf(from), core::monthOf(Day{to.number - 1}));
    earn(earning, from, to, [&](Day day, MoneySum amount) {
        enter(tenant, tierOf(tenant, day), fact.feature, day, amount);
    });
}

void Accrual::addTierFact(const core::RevenueFact& fact, const Earning& earning, Day from, Day to) {
    earn(earning, from, to, [&](Day day, MoneySum amount) {
        const std::vector<std::string_view>& tenants = activeOf(fact.tier, day);
        if (tenants.empty())
            return enter({}, fact.tier, fact.feature, day, amount);
        const auto count = std::int64_t(tenants.size());
        for (std::int64_t i = 0; i < count; ++i) {
            enter(tenants[std::size_t(i)], fact.tier, fact.feature, day,
                  evenShare(amount, i, count));
        }
    });
}

const std::vector<std::string_view>& Accrual::activeOf(std::string_view tier, Day day) {
    if (m_activeOfTierDays.insert(day).second) {
        for (std::string_view tenant : m_active[core::monthOf(day)]) {
            const std::string_view its = keep(tierOf(tenant, day));
            m_activeOfTier[{day, its}].push_back(tenant);
        }
    }
    return m_activeOfTier[{day, keep(tier)}];
}

core::Status Accrual::addPlans(std::stop_token stop) {
    collectPlans();
    if (m_plans.empty())
        return {};
    for (const auto& [month, tenants] : m_active) {
        if (core::firstDayOf(month) >= m_endDay ||
            core::firstDayOf(Month{month.number + 1}) <= m_firstDay)
            continue;
        for (std::string_view tenant : tenants) {
            if (stop.stop_requested())
                return core::Error{core::Error::Code::Cancelled, {}, {}};
            if (!hasOwnFacts(tenant, month))
                addPlanMonth(tenant, month);
        }
    }
    return {};
}

void Accrual::collectPlans() {
    for (const core::PlanFact& fact : m_books.plans) {
        Plan plan{&fact, std::nullopt, std::nullopt};
        if (fact.validFrom)
            plan.from = m_zone.dayOf(*fact.validFrom);
        if (fact.validTo)
            plan.until = endDayOf(m_zone, *fact.validTo);
        m_plans[fact.tier].push_back(plan);
    }
    // Stable: of two plans from the same day the later import stays behind, and wins.
    for (auto& [tier, plans] : m_plans) {
        std::stable_sort(plans.begin(), plans.end(),
                         [](const Plan& a, const Plan& b) { return a.from < b.from; });
    }
}

const Plan* Accrual::planOf(std::string_view tier, Day day) const {
    const auto plans = m_plans.find(tier);
    if (plans == m_plans.end())
        return nullptr;
    for (auto plan = plans->second.rbegin(); plan != plans->second.rend(); ++plan) {
        if ((!plan->from || *plan->from <= day) && (!plan->until || day < *plan->until))
            return &*plan;
    }
    return nullptr;
}

void Accrual::addPlanMonth(std::string_view tenant, Month month) {
    const Day first = core::firstDayOf(month);
    const Day end{first.number + core::daysIn(month)};
    for (Day day = first; day < end;) {
        // A run of days under one plan: a month's share is taken from each plan in force.
        const std::string_view tier = tierOf(tenant, day);
        const Plan* plan = planOf(tier, day);
        Day until{day.number + 1};
        while (until < end && tierOf(tenant, until) == tier && planOf(tier, until) == plan)
            ++until.number;
        if (plan) {
            const Earning earning{plan->fact->revenuePerTenantMonth, plan->fact->currency, first,
                                  end.number - first.number};
            earn(earning, day, until,
                 [&](Day earned, MoneySum amount) { enter(tenant, tier, {}, earned, amount); });
        }
        day = until;
    }
}

bool Accrual::hasOwnFacts(std::string_view tenant, Month month) const {
    const auto own = m_ownMonths.find(tenant);
    if (own == m_ownMonths.end())
        return false;
    return std::any_of(own->second.begin(), own->second.end(), [&](const auto& months) {
        return months.first <= month && month <= months.second;
    });
}

/// Hand the days of [from, to) that are asked for to `emit`, in base currency.
template <class Emit>
void Accrual::earn(const Earning& earning, Day from, Day to, Emit emit) {
    const auto at = [&](Day day) { return std::int64_t{day.number} - earning.first.number; };
    for (Day day = from; day < to;) {
        const ExchangeRates::InForce rate = m_rates.on(earning.currency, day);
        const Day until = rate.until ? std::min(*rate.until, to) : to;
        const std::int64_t count = until.number - day.number;
        const MoneySum native = evenShares(earning.amount, at(day), at(until), earning.count);
        const std::optional<MoneySum> amount =
            rate.rate ? converted(native, *rate.rate) : std::nullopt;
        const Day begin = std::max(day, m_firstDay);
        const Day end = std::max(begin, std::min(until, m_endDay));
        if (!amount && begin < end)
            m_withoutRate[earning.currency] +=
                evenShares(earning.amount, at(begin), at(end), earning.count);
        const bool isBase = m_rates.isBase(earning.currency);
        for (Day earned = begin; amount && earned < end; ++earned.number) {
            emit(earned, isBase ? evenShare(earning.amount, at(earned), earning.count)
                                : evenShare(*amount, earned.number - day.number, count));
        }
        day = until;
    }
}

void Accrual::enter(std::string_view tenant, std::string_view tier, std::string_view feature,
                    Day day, MoneySum amount) {
    const auto* span = tenant.empty() ? nullptr : spanOf(tenant, day);
    const std::string_view segment = span ? std::string_view(span->segment) : std::string_view{};
    if (!m_tenantEntries || m_entriesTenant != tenant) {
        m_entriesTenant = keep(tenant);
        m_tenantEntries = &m_entries[m_entriesTenant];
    }
    m_tenantEntries->push_back(
        {day, keep(feature, m_feature), keep(tier, m_tier), keep(segment, m_segment), amount});
}

AccruedRevenue Accrual::take() {
    AccruedRevenue revenue;
    for (auto& [tenant, entries] : m_entries) {
        const auto isBefore = [](const Entry& a, const Entry& b) { return a.order() < b.order(); };
        if (!std::is_sorted(entries.begin(), entries.end(), isBefore))
            std::stable_sort(entries.begin(), entries.end(), isBefore);
        const Entry* previous = nullptr;
        for (const Entry& entry : entries) {
            if (previous && previous->order() == entry.order()) {
                revenue.days.back().amount += entry.amount;
            } else {
                revenue.days.push_back(
                    {tenant, entry.tier, entry.segment, entry.feature, entry.day, entry.amount});
            }
            previous = &entry;
        }
    }
    addNotes(revenue.notes);
    revenue.texts = std::move(m_texts);
    return revenue;
}

void Accrual::addNotes(std::vector<std::string>& notes) const {
    for (const auto& [currency, amount] : m_withoutRate) {
        notes.push_back(moneyWords(amount, currency) +
                        " of revenue is left out: there is no usable "
                        "exchange rate on or before its days.");
    }
    if (!m_emptyPeriods.empty()) {
        notes.push_back(countWords(core::Int128(m_emptyPeriods.size()), "revenue fact") +
                        " with an empty period left out (the first on line " +
                        core::toText(core::Int128(m_emptyPeriods.front())) + ").");
    }
    if (m_withoutPeriod > 0)
        notes.push_back(countWords(m_withoutPeriod, "revenue fact") +
                        " without a period left out: a snapshot of subscriptions earns only in the "
                        "month it is imported for.");
    if (m_noRevenueYet > 0)
        notes.push_back(countWords(m_noRevenueYet, "revenue fact") +
                        " left out: test data, or credit paid in advance.");
}

} // namespace

std::string_view nameOf(RevenueSplit split) {
    switch (split) {
    case RevenueSplit::Requests:
        return "requests";
    case RevenueSplit::Cost:
        return "cost";
    case RevenueSplit::Users:
        return "users";
    case RevenueSplit::Equal:
        return "equal";
    }
    return {};
}

core::Result<AccruedRevenue> accrueRevenue(const RevenueBooks& books,
                                           const query::EventSource& source,
                                           const query::Scope& scope, std::stop_token stop) {
    return accrueRevenue(books, source, query::Filter{{}, scope, {}}, stop);
}

core::Result<AccruedRevenue> accrueRevenue(const RevenueBooks& books,
                                           const query::EventSource& source,
                                           const query::Filter& filter, std::stop_token stop) {
    Accrual accrual{books, source, filter.range};
    if (core::Status active = accrual.findActive(filter.scope, stop); !active)
        return active.error();
    if (core::Status added = accrual.addFacts(stop); !added)
        return added.error();
    if (core::Status added = accrual.addPlans(stop); !added)
        return added.error();
    return accrual.take();
}

} // namespace ms::analysis
