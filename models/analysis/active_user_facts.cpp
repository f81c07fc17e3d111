// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/active_user_facts.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace ms::analysis {

using core::Day;
using core::Month;
using query::Condition;
using query::Dimension;

namespace {

/// What a filter makes of a fact.
enum class Fit { Kept, LeftOut, TooBroad };

core::TimeRange rangeOf(Month month, const core::Zone& zone) {
    return {zone.startOf(core::firstDayOf(month)),
            zone.startOf(core::firstDayOf(Month{month.number + 1}))};
}

std::optional<Month> monthOf(const core::ActiveUsersFact& fact, const core::Zone& zone) {
    const Day first = zone.dayOf(fact.periodStart);
    const Month month = core::monthOf(first);
    const bool isMonth = core::firstDayOf(month) == first &&
                         core::firstDayOf(Month{month.number + 1}) == zone.dayOf(fact.periodEnd);
    return isMonth ? std::optional(month) : std::nullopt;
}

bool overlaps(const core::TimeRange& range, core::Instant from, core::Instant to) {
    return (!range.to || from < *range.to) && (!range.from || *range.from < to);
}

Fit fitOf(const Condition& condition, const std::optional<std::string>& value) {
    if (!value)
        return Fit::TooBroad;
    const bool isNamed = std::find(condition.values.begin(), condition.values.end(), *value) !=
                         condition.values.end();
    return isNamed == (condition.kind == Condition::Kind::In) ? Fit::Kept : Fit::LeftOut;
}

std::optional<std::string> segmentOf(const MonthlyUsers& fact,
                                     const query::TenantTimeline& tenants) {
    if (fact.tenant.empty())
        return std::nullopt;
    return std::string(tenants.segmentOf(fact.tenant, core::firstDayOf(fact.month)));
}

Fit fitOf(const Condition& condition, const MonthlyUsers& fact,
          const query::TenantTimeline& tenants) {
    switch (condition.dimension) {
    case Dimension::Tenant:
        return fitOf(condition, fact.tenant.empty() ? std::nullopt : std::optional(fact.tenant));
    case Dimension::Tier:
        return fitOf(condition, tierOf(fact, tenants));
    case Dimension::Segment:
        return fitOf(condition, segmentOf(fact, tenants));
    case Dimension::Month:
        return fitOf(condition, core::toText(fact.month));
    case Dimension::User:
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::Hour:
        return Fit::TooBroad;
    default: // features are chosen by featureAskedFor
        return Fit::Kept;
    }
}

Fit fitOf(const query::Filter& filter, const MonthlyUsers& fact,
          const query::TenantTimeline& tenants) {
    Fit worst = Fit::Kept;
    for (const Condition& condition : filter.conditions) {
        const Fit fit = fitOf(condition, fact, tenants);
        if (fit == Fit::LeftOut)
            return fit;
        worst = fit == Fit::TooBroad ? fit : worst;
    }
    return worst;
}

} // namespace

std::optional<std::string> tierOf(const MonthlyUsers& fact, const query::TenantTimeline& tenants) {
    if (!fact.tier.empty())
        return fact.tier;
    if (fact.tenant.empty())
        return std::nullopt;
    const Day first = core::firstDayOf(fact.month);
    const std::string_view tier = tenants.tierOf(fact.tenant, first);
    for (int day = 1; day < core::daysIn(fact.month); ++day)
        if (tenants.tierOf(fact.tenant, Day{first.number + day}) != tier)
            return std::nullopt;
    return std::string(tier);
}

std::optional<std::string> featureAskedFor(const query::Filter& filter) {
    std::optional<std::string> feature{""};
    for (const Condition& condition : filter.conditions) {
        if (condition.dimension != Dimension::Feature &&
            condition.dimension != Dimension::Workflow &&
            condition.dimension != Dimension::Endpoint)
            continue;
        const bool isOne = condition.dimension == Dimension::Feature &&
                           condition.kind == Condition::Kind::In && condition.values.size() == 1 &&
                           !condition.values.front().empty();
        if (!isOne || (feature && !feature->empty() && *feature != condition.values.front()))
            return std::nullopt;
        feature = condition.values.front();
    }
    return feature;
}

UsableFacts usableFacts(std::span<const core::ActiveUsersFact> facts, const query::Filter& filter,
                        const query::EventSource& source) {
    const core::Zone& zone = source.lens().zone;
    UsableFacts usable;
    std::map<std::tuple<Month, std::string, std::string, std::string>, MonthlyUsers> latest;
    for (const core::ActiveUsersFact& fact : facts) {
        if (!overlaps(filter.range, zone.resolve(fact.periodStart), zone.resolve(fact.periodEnd)))
            continue;
        const std::optional<Month> month = monthOf(fact, zone);
        if (!month || !fact.activeUsers) {
            ++(month ? usable.withoutValue : usable.otherPeriod);
            continue;
        }
        const MonthlyUsers users{*month,         fact.feature,      fact.tier,
                                 fact.tenant,    *fact.activeUsers, fact.retainedUsers,
                                 fact.engagement};
        const core::TimeRange whole = rangeOf(*month, zone);
        const bool isCut = (filter.range.from && *whole.from < *filter.range.from) ||
                           (filter.range.to && *filter.range.to < *whole.to);
        const Fit fit = fitOf(filter, users, source.tenants());
        if (fit == Fit::LeftOut)
            continue;
        if (fit == Fit::TooBroad || isCut) {
            ++(isCut ? usable.cutMonths : usable.tooBroad);
            continue;
        }
        const auto [at, isNew] =
            latest.insert_or_assign({users.month, users.feature, users.tier, users.tenant}, users);
        usable.restated += isNew ? 0 : 1;
    }
    for (auto& [key, users] : latest)
        usable.facts.push_back(std::move(users));
    return usable;
}

} // namespace ms::analysis
