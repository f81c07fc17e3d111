// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/active_users.h"

#include "models/analysis/active_user_slice.h"
#include "models/analysis/averages.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace ms::analysis {

using core::MoneySum;
using query::Condition;
using query::Dimension;
using query::Measure;

namespace {

using Keys = std::vector<std::string>;
using Slices = std::map<Keys, UsersSlice>;

bool asksBy(const ActiveUsersQuery& query, Dimension dimension) {
    return std::find(query.by.begin(), query.by.end(), dimension) != query.by.end();
}

core::Status checkQuery(const ActiveUsersQuery& query) {
    for (auto at = query.by.begin(); at != query.by.end(); ++at) {
        const bool isKnown =
            *at == Dimension::Feature || *at == Dimension::Tier || *at == Dimension::Month;
        if (!isKnown || std::find(query.by.begin(), at, *at) != at)
            return core::Error{core::Error::Code::Usage,
                               "Active users are known by feature, tier and month, each once; not "
                               "by " +
                                   std::string(query::nameOf(*at)) + ".",
                               {}};
    }
    return {};
}

core::Result<std::vector<UsageCell>>
cellsOf(const ActiveUsersQuery& query, const query::EventSource& source, std::stop_token stop) {
    std::vector<Dimension> by{Dimension::Tier, Dimension::Tenant, Dimension::Month};
    if (asksBy(query, Dimension::Feature))
        by.push_back(Dimension::Feature);
    const auto groups = source.groups(
        {by,
         {Measure::Cost, Measure::UnpricedAttempts, Measure::Users, Measure::Attempts},
         query.filter},
        stop);
    if (!groups)
        return groups.error();
    std::vector<UsageCell> cells;
    cells.reserve(groups->rows.size());
    for (const query::GroupRow& row : groups->rows) {
        UsageCell& cell = cells.emplace_back();
        cell.tier = row.keys[0];
        cell.tenant = row.keys[1];
        cell.month = row.keys[2];
        if (row.keys.size() > 3)
            cell.feature = row.keys[3];
        cell.cost = MoneySum::fromPicos(row.values[0]);
        cell.unpricedAttempts = std::int64_t(row.values[1]);
        cell.users = std::int64_t(row.values[2]);
        cell.attempts = std::int64_t(row.values[3]);
    }
    return cells;
}

Keys keysOf(const UsageCell& cell, const ActiveUsersQuery& query) {
    Keys keys;
    for (const Dimension by : query.by)
        keys.push_back(by == Dimension::Feature ? cell.feature
                       : by == Dimension::Tier  ? cell.tier
                                                : cell.month);
    return keys;
}

/// The slice that all people of the fact are in; nothing when they may be in several.
std::optional<Keys> keysOf(const MonthlyUsers& fact, const ActiveUsersQuery& query,
                           const query::TenantTimeline& tenants) {
    Keys keys;
    for (const Dimension by : query.by) {
        const std::optional<std::string> key = by == Dimension::Feature ? fact.feature
                                               : by == Dimension::Tier
                                                   ? tierOf(fact, tenants)
                                                   : std::optional(core::toText(fact.month));
        if (!key)
            return std::nullopt;
        keys.push_back(*key);
    }
    return keys;
}

/// Makes rows of slices; knows what they are held against.
class Rows {
public:
    Rows(const ActiveUsersTable& table, const std::vector<UsageCell>& cells,
         const query::EventSource& source)
        : m_table{table}, m_cells{cells}, m_source{source} {}

    /// Of `query.by`, or one of everything where `by` is empty.
    Slices slicesBy(const ActiveUsersQuery& query) const {
        Slices slices;
        if (query.by.empty())
            slices[{}];
        for (const UsageCell& cell : m_cells)
            slices[keysOf(cell, query)].cells.push_back(&cell);
        const std::optional<std::string> feature = featureAskedFor(query.filter);
        const bool isByFeature = asksBy(query, Dimension::Feature);
        for (const MonthlyUsers& fact : m_table.usable.facts) {
            const bool isAsked = isByFeature ? !fact.feature.empty() && keeps(fact.feature)
                                             : feature && fact.feature == *feature;
            if (!isAsked)
                continue;
            if (const auto keys = keysOf(fact, query, m_source.tenants()))
                slices[*keys].facts.push_back(&fact);
        }
        for (auto& [keys, slice] : slices)
            slice.keys = keys;
        return slices;
    }

    ActiveUsersRow rowOf(const UsersSlice& slice, const ActiveUsersQuery& query) const {
        const CoveredUsers covered = coveredUsersOf(slice);
        ActiveUsersRow row = figuresOf(slice, covered);
        row.reach = reachOf(covered, row);
        row.tenants = tenantsOf(slice, query);
        return row;
    }

private:
    /// Does the filter keep the feature?
    bool keeps(const std::string& feature) const {
        for (const Condition& condition : m_table.query.filter.conditions) {
            if (condition.dimension != Dimension::Feature)
                continue;
            const bool isNamed = std::find(condition.values.begin(), condition.values.end(),
                                           feature) != condition.values.end();
            if (isNamed != (condition.kind == Condition::Kind::In))
                return false;
        }
        return true;
    }

    /// Of those who use the product, how many use the feature: over the same people and months.
    std::optional<double> reachOf(const CoveredUsers& covered, const ActiveUsersRow& row) const {
        core::Int128 product = 0;
        for (const MonthlyUsers* fact : covered.facts) {
            if (fact->feature.empty())
                return std::nullopt; // the product itself
            const auto& facts = m_table.usable.facts;
            const auto found =
                std::find_if(facts.begin(), facts.end(), [&](const MonthlyUsers& other) {
                    return other.feature.empty() && other.month == fact->month &&
                           other.tier == fact->tier && other.tenant == fact->tenant;
                });
            if (found == facts.end())
                return std::nullopt;
            product += found->users;
        }
        return shareOf(core::Int128(row.activeUsers), product);
    }

    /// Tenants with an attempt in the slice, and those whose tier the slice is at some day of its
    /// time, as far as the filter keeps them.
    std::int64_t tenantsOf(const UsersSlice& slice, const ActiveUsersQuery& query) const {
        std::set<std::string> known;
        for (const UsageCell* cell : slice.cells)
            if (!cell->tenant.empty())
                known.insert(cell->tenant);
        for (const std::string& tenant : m_source.tenants().tenants())
            for (const query::TenantTimeline::Span& span : m_source.tenants().spansOf(tenant))
                if (isIn(span, tenant, slice, query))
                    known.insert(tenant);
        return std::int64_t(known.size());
    }

    bool isIn(const query::TenantTimeline::Span& span, const std::string& tenant,
              const UsersSlice& slice, const ActiveUsersQuery& query) const {
        const core::Zone& zone = m_source.lens().zone;
        const core::TimeRange& range = query.filter.range;
        if ((range.from && span.to <= zone.dayOf(*range.from)) ||
            (range.to && zone.startOf(span.from) >= *range.to))
            return false;
        for (std::size_t i = 0; i < query.by.size(); ++i) {
            if (query.by[i] == Dimension::Tier && span.tier != slice.keys[i])
                return false;
            const auto month = query.by[i] == Dimension::Month
                                   ? core::parseMonth(slice.keys[i])
                                   : core::Result<core::Month>{core::Month{}};
            if (!month)
                return false; // attempts without a known time
            if (query.by[i] == Dimension::Month &&
                (span.to <= core::firstDayOf(*month) ||
                 span.from >= core::firstDayOf(core::Month{month->number + 1})))
                return false;
        }
        return std::all_of(query.filter.conditions.begin(), query.filter.conditions.end(),
                           [&](const Condition& condition) {
                               const std::string* value =
                                   condition.dimension == Dimension::Tenant    ? &tenant
                                   : condition.dimension == Dimension::Tier    ? &span.tier
                                   : condition.dimension == Dimension::Segment ? &span.segment
                                                                               : nullptr;
                               if (!value)
                                   return true;
                               const bool isNamed =
                                   std::find(condition.values.begin(), condition.values.end(),
                                             *value) != condition.values.end();
                               return isNamed == (condition.kind == Condition::Kind::In);
                           });
    }

    const ActiveUsersTable& m_table;
    const std::vector<UsageCell>& m_cells;
    const query::EventSource& m_source;
};

/// Users that the events name, once a month, by slice and in all.
core::Status addSeenUsers(ActiveUsersTable& table, const query::EventSource& source,
                          std::stop_token stop) {
    query::Filter named = table.query.filter;
    named.conditions.push_back({Dimension::User, Condition::Kind::NotIn, {""}});
    std::vector<Dimension> by = table.query.by;
    const bool hasMonth = asksBy(table.query, Dimension::Month);
    if (!hasMonth)
        by.push_back(Dimension::Month);
    const std::vector<Measure> measures{Measure::Cost, Measure::Users, Measure::Attempts,
                                        Measure::UnpricedAttempts};
    const auto slices = source.groups({by, measures, named}, stop);
    if (!slices)
        return slices.error();
    std::map<Keys, ActiveUsersRow*> rowOf;
    for (ActiveUsersRow& row : table.rows)
        rowOf[row.keys] = &row;
    const auto add = [](ActiveUsersRow& row, const query::GroupRow& seen) {
        if (seen.values[2] == seen.values[3])
            return; // no known cost: its users would make the others cheaper
        row.seenCost += MoneySum::fromPicos(seen.values[0]);
        row.seenUsers += std::int64_t(seen.values[1]);
    };
    for (const query::GroupRow& seen : slices->rows) {
        const Keys keys(seen.keys.begin(),
                        seen.keys.begin() + std::ptrdiff_t(table.query.by.size()));
        if (const auto found = rowOf.find(keys); found != rowOf.end())
            add(*found->second, seen);
    }
    const auto months = source.groups({{Dimension::Month}, measures, named}, std::move(stop));
    if (!months)
        return months.error();
    for (const query::GroupRow& seen : months->rows)
        add(table.total, seen);
    return {};
}

void addFreeCost(ActiveUsersTable& table, const std::vector<UsageCell>& cells,
                 const RevenueBooks& books) {
    std::set<std::string> free;
    for (const UsageCell& cell : cells)
        if (isFreeTier(cell.tier, books)) {
            free.insert(cell.tier);
            table.freeCost += cell.cost;
        }
    table.freeTiers.assign(free.begin(), free.end());
}

/// Cost per active user of each customer beside what its people did.
struct Pairs {
    std::vector<double> spend;
    std::vector<double> behaviour;

    void add(std::optional<MoneySum> perUser, std::optional<double> value) {
        if (!perUser || !value)
            return;
        spend.push_back(inUnits(*perUser));
        behaviour.push_back(*value);
    }
};

/// Of the customers whose own facts count in `covered`.
SpendCorrelations correlationsOf(const CoveredUsers& covered) {
    std::map<std::string, std::pair<Behaviour, core::Int128>> customers; // and their users
    for (const MonthlyUsers* fact : covered.facts) {
        if (fact->tenant.empty())
            continue;
        auto& [behaviour, users] = customers[fact->tenant];
        behaviour.add(*fact);
        users += fact->users;
    }
    Pairs retention, engagement;
    for (const auto& [tenant, customer] : customers) {
        const auto& [behaviour, users] = customer;
        const auto found = covered.customers.find(tenant);
        const auto perUser = averageOf(found->second.cost, users);
        retention.add(perUser, behaviour.retention());
        engagement.add(perUser, behaviour.engagement());
    }
    return {retention.spend.size(),
            stats::correlationOf(retention.spend, retention.behaviour, 0.05),
            engagement.spend.size(),
            stats::correlationOf(engagement.spend, engagement.behaviour, 0.05)};
}

} // namespace

std::string_view nameOf(UsersBasis basis) {
    switch (basis) {
    case UsersBasis::Facts:
        return "facts";
    case UsersBasis::SeenInEvents:
        return "seen_in_events";
    case UsersBasis::Unknown:
        break;
    }
    return "unknown";
}

UsersBasis ActiveUsersRow::basis() const {
    return facts > 0       ? UsersBasis::Facts
           : seenUsers > 0 ? UsersBasis::SeenInEvents
                           : UsersBasis::Unknown;
}
std::optional<MoneySum> ActiveUsersRow::perActiveUser() const {
    return facts > 0 ? averageOf(coveredCost, activeUsers) : std::nullopt;
}
std::optional<MoneySum> ActiveUsersRow::perSeenUser() const {
    return averageOf(seenCost, seenUsers);
}
std::optional<double> ActiveUsersRow::tenantReach() const {
    return shareOf(core::Int128(usingTenants), core::Int128(tenants));
}

bool isFreeTier(std::string_view tier, const RevenueBooks& books) {
    bool hasPlan = false;
    for (const core::PlanFact& plan : books.plans) {
        if (plan.tier != tier)
            continue;
        hasPlan = true;
        if (plan.revenuePerTenantMonth != core::Money{})
            return false;
    }
    std::string lower(tier);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return hasPlan || lower == "free";
}

core::Result<ActiveUsersTable> activeUsersBy(const ActiveUsersQuery& query,
                                             std::span<const core::ActiveUsersFact> facts,
                                             const query::EventSource& source,
                                             const RevenueBooks& books, std::stop_token stop) {
    if (const core::Status status = checkQuery(query); !status)
        return status.error();
    const auto cells = cellsOf(query, source, stop);
    if (!cells)
        return cells.error();
    ActiveUsersTable table;
    table.query = query;
    table.usable = usableFacts(facts, query.filter, source);
    table.hasOneFeature = featureAskedFor(query.filter).has_value();
    const Rows rows(table, *cells, source);
    if (!query.by.empty())
        for (const auto& [keys, slice] : rows.slicesBy(query))
            table.rows.push_back(rows.rowOf(slice, query));
    const ActiveUsersQuery all{{}, query.filter};
    const auto undivided = cellsOf(all, source, stop); // who uses two features is one user here
    if (!undivided)
        return undivided.error();
    const Rows everything(table, *undivided, source);
    const Slices slices = everything.slicesBy(all);
    const UsersSlice& whole = slices.begin()->second;
    table.total = everything.rowOf(whole, all);
    table.correlations = correlationsOf(coveredUsersOf(whole));
    std::sort(table.rows.begin(), table.rows.end(),
              [](const ActiveUsersRow& a, const ActiveUsersRow& b) {
                  return a.cost == b.cost ? a.keys < b.keys : a.cost > b.cost;
              });
    addFreeCost(table, *cells, books);
    if (const core::Status status = addSeenUsers(table, source, std::move(stop)); !status)
        return status.error();
    return table;
}

} // namespace ms::analysis
