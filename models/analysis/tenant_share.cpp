// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/tenant_share.h"

#include "models/analysis/averages.h"
#include "models/analysis/watched_weeks.h"
#include "models/stats/concentration.h"

#include <algorithm>
#include <map>
#include <set>

namespace ms::analysis {

using core::Day;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int32_t kWeek = 7;

using Costs = std::map<std::int32_t, MoneySum>; // by the number of the day
using Tenants = std::map<std::string, Costs>;

/// Of days [begin, end).
MoneySum costIn(const Costs& costs, std::int32_t begin, std::int32_t end) {
    MoneySum sum;
    for (auto day = costs.lower_bound(begin); day != costs.end() && day->first < end; ++day)
        sum += day->second;
    return sum;
}
MoneySum weekCost(const Costs& costs, std::int32_t monday) {
    return costIn(costs, monday, monday + kWeek);
}

core::Result<Tenants> tenantsOf(const query::Filter& filter, const query::EventSource& source,
                                std::stop_token stop) {
    const auto table =
        source.groups({{Dimension::Tenant, Dimension::Day},
                       {Measure::Cost},
                       withDaysBefore(filter, kWeek * (kReferenceWeeks + 1), source.lens().zone)},
                      std::move(stop));
    if (!table)
        return table.error();
    Tenants tenants;
    for (const query::GroupRow& row : table->rows)
        if (const auto day = core::parseDay(row.keys[1])) // else of unknown time
            tenants[row.keys[0]][day->number] = MoneySum::fromPicos(row.values[0]);
    return tenants;
}

ShareWeek weekOf(const Tenants& tenants, std::int32_t monday, MoneySum total) {
    ShareWeek week{{monday}, total, {}, {}, {}};
    std::vector<double> costs;
    MoneySum largest;
    for (const auto& [tenant, own] : tenants) {
        const MoneySum cost = weekCost(own, monday);
        costs.push_back(inUnits(cost));
        if (cost > largest) {
            largest = cost;
            week.largest = tenant;
        }
    }
    week.share = shareOf(largest, total);
    week.hhi = stats::concentration(costs).hhi;
    return week;
}

/// On how many days of the week the tenant took at least `share`.
std::size_t daysFrom(double share, const Costs& own, const Costs& all, std::int32_t monday) {
    std::size_t days = 0;
    for (std::int32_t day = monday; day < monday + kWeek; ++day)
        days += shareOf(costIn(own, day, day + 1), costIn(all, day, day + 1)).value_or(0) >= share
                    ? 1
                    : 0;
    return days;
}

/// The share of a tenant in a week beside the four before it.
std::optional<ShareJump> jumpOf(const Costs& own, const Costs& all, std::int32_t monday) {
    double highest = 0;
    for (std::int32_t back = 1; back <= kReferenceWeeks; ++back) {
        const std::int32_t earlier = monday - back * kWeek;
        highest =
            std::max(highest, shareOf(weekCost(own, earlier), weekCost(all, earlier)).value_or(0));
    }
    const std::int32_t begin = monday - kReferenceWeeks * kWeek;
    const auto before = shareOf(costIn(own, begin, monday), costIn(all, begin, monday));
    const auto after = shareOf(weekCost(own, monday), weekCost(all, monday));
    const double least = highest + TenantShareTable::kLeastRise;
    if (!before || !after || *after < least ||
        daysFrom(least, own, all, monday) < TenantShareTable::kLeastDays)
        return std::nullopt;
    ShareJump jump;
    jump.week = {monday};
    jump.before = *before;
    jump.after = *after;
    jump.cost = weekCost(own, monday);
    jump.excess = jump.cost - inMoney(*before * inUnits(weekCost(all, monday)));
    return jump;
}

} // namespace

core::Result<TenantShareTable>
tenantShares(const query::Filter& filter, const query::EventSource& source, std::stop_token stop) {
    const auto tenants = tenantsOf(filter, source, std::move(stop));
    if (!tenants)
        return tenants.error();
    TenantShareTable table;
    table.filter = filter;
    table.tenants = tenants->size();
    Costs all;
    for (const auto& [tenant, costs] : *tenants)
        for (const auto& [day, cost] : costs)
            all[day] += cost;
    std::set<std::int32_t> mondays;
    for (const auto& [day, cost] : all)
        mondays.insert(core::weekStartOf({day}).number);
    const core::Zone& zone = source.lens().zone;
    std::vector<std::int32_t> judged;
    for (const std::int32_t monday : mondays) {
        if (!isAsked(filter.range, {monday}, {monday + kWeek - 1}, zone))
            continue;
        table.weeks.push_back(weekOf(*tenants, monday, weekCost(all, monday)));
        if (mondays.contains(monday - kReferenceWeeks * kWeek))
            judged.push_back(monday);
    }
    table.judged = judged.size();
    for (const auto& [tenant, costs] : *tenants) {
        std::vector<std::optional<ShareJump>> jumps;
        std::vector<bool> isHigh;
        for (const std::int32_t monday : judged) {
            jumps.push_back(jumpOf(costs, all, monday));
            isHigh.push_back(jumps.back().has_value());
        }
        const std::vector<bool> isTold = toldOnce(isHigh);
        for (std::size_t i = 0; i < jumps.size(); ++i) {
            if (!isTold[i])
                continue;
            jumps[i]->tenant = tenant;
            jumps[i]->range =
                rangeOfDays(jumps[i]->week, {jumps[i]->week.number + kWeek - 1}, zone);
            table.jumps.push_back(*jumps[i]);
        }
    }
    std::stable_sort(table.jumps.begin(), table.jumps.end(),
                     [](const ShareJump& a, const ShareJump& b) { return a.excess > b.excess; });
    return table;
}

} // namespace ms::analysis
