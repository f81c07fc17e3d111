// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/active_user_slice.h"

#include "models/analysis/averages.h"
#include "models/core/largest_remainder.h"
#include "models/stats/distributions.h"
#include "models/stats/ratio_metric.h"

#include <algorithm>
#include <set>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;

namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr int kMillionDecimals = 6;

/// How finely a fact says whose people it counts, the finest first.
enum class Detail { TenantAndTier, Tenant, Tier, All };

Detail detailOf(const MonthlyUsers& fact) {
    if (!fact.tenant.empty())
        return fact.tier.empty() ? Detail::Tenant : Detail::TenantAndTier;
    return fact.tier.empty() ? Detail::All : Detail::Tier;
}

/// The cells of one month of a slice.
struct MonthCells {
    std::vector<const UsageCell*> all;
    std::map<std::string_view, std::vector<const UsageCell*>> byTenant;

    std::vector<const UsageCell*> of(const MonthlyUsers& fact) const {
        std::vector<const UsageCell*> cells;
        const auto take = [&](const std::vector<const UsageCell*>& from) {
            for (const UsageCell* cell : from)
                if (fact.tier.empty() || cell->tier == fact.tier)
                    cells.push_back(cell);
        };
        if (fact.tenant.empty())
            take(all);
        else if (const auto found = byTenant.find(fact.tenant); found != byTenant.end())
            take(found->second);
        return cells;
    }
};

MoneySum costOf(const std::vector<const UsageCell*>& cells) {
    MoneySum cost;
    for (const UsageCell* cell : cells)
        cost += cell->cost;
    return cost;
}

using FactsByDetail = std::map<Detail, std::vector<const MonthlyUsers*>>;

/// The level of detail that covers most of the month's cost.
const std::vector<const MonthlyUsers*>& bestOf(const FactsByDetail& levels,
                                               const MonthCells& cells) {
    const std::vector<const MonthlyUsers*>* best = nullptr;
    MoneySum most;
    for (const auto& [detail, facts] : levels) {
        MoneySum covered;
        for (const MonthlyUsers* fact : facts)
            covered += costOf(cells.of(*fact));
        if (!best || covered > most) {
            best = &facts;
            most = covered;
        }
    }
    return *best;
}

void dealOut(const MonthlyUsers& fact, const std::vector<const UsageCell*>& cells,
             CoveredUsers& covered) {
    std::vector<std::uint64_t> weights;
    std::vector<std::string_view> ids;
    std::uint64_t seen = 0;
    for (const UsageCell* cell : cells) {
        weights.push_back(std::uint64_t(cell->users));
        ids.push_back(cell->tenant);
        seen += weights.back();
    }
    covered.isDealtOut = true;
    if (seen == 0) {
        covered.isUndealt = covered.isUndealt || fact.users > 0;
        return;
    }
    const std::vector<Int128> shares =
        core::largestRemainder(Int128(fact.users) * kMillion, weights, ids);
    for (std::size_t i = 0; i < cells.size(); ++i)
        covered.customers[cells[i]->tenant].userMillionths += shares[i];
}

/// There are attempts, and none has a known cost: unknown, not free.
template <class Counted>
bool isUnpriced(const Counted& counted) {
    return counted.attempts > 0 && counted.unpricedAttempts == counted.attempts;
}

void add(const MonthlyUsers& fact, const MonthCells& month, CoveredUsers& covered) {
    const std::vector<const UsageCell*> cells = month.of(fact);
    CustomerUsers all;
    for (const UsageCell* cell : cells) {
        all.attempts += cell->attempts;
        all.unpricedAttempts += cell->unpricedAttempts;
    }
    if (isUnpriced(all)) {
        ++covered.unpricedFacts;
        return;
    }
    covered.facts.push_back(&fact);
    for (const UsageCell* cell : cells) {
        CustomerUsers& customer = covered.customers[cell->tenant];
        customer.cost += cell->cost;
        customer.attempts += cell->attempts;
        customer.unpricedAttempts += cell->unpricedAttempts;
        covered.cost += cell->cost;
    }
    if (fact.tenant.empty())
        dealOut(fact, cells, covered);
    else
        covered.customers[fact.tenant].userMillionths += Int128(fact.users) * kMillion;
}

void addUncertainty(ActiveUsersRow& row, const CoveredUsers& covered) {
    if (covered.isUndealt) {
        row.uncertainty = stats::estimateWithout(stats::Status::InsufficientClusters, {});
        return;
    }
    std::vector<stats::ClusterTotals> clusters;
    std::vector<const std::string*> names;
    for (const auto& [tenant, customer] : covered.customers) {
        clusters.push_back({inUnits(customer.cost), double(customer.userMillionths) / kMillion});
        names.push_back(&tenant);
    }
    const stats::ArmRatio ratio = stats::ratioOfArm(clusters);
    row.customers = clusters.size();
    row.largestVarianceShare = ratio.largestVarianceShare;
    if (ratio.mostInfluential)
        row.mostInfluential = *names[*ratio.mostInfluential];
    if (!ratio.ratio)
        row.uncertainty = stats::estimateWithout(stats::Status::ZeroDenominator, {});
    else if (!ratio.variance)
        row.uncertainty = stats::estimateWithout(stats::Status::InsufficientClusters, ratio.ratio);
    else
        row.uncertainty = stats::studentEstimate(*ratio.ratio, *ratio.variance,
                                                 double(clusters.size() - 1), 0.05);
}

void addSpread(ActiveUsersRow& row, const CoveredUsers& covered) {
    std::vector<MoneySum> each;
    for (const auto& [tenant, customer] : covered.customers)
        if (!tenant.empty() && customer.userMillionths > 0 && !isUnpriced(customer))
            each.push_back(*averageOf(MoneySum::fromPicos(customer.cost.picos() * kMillion),
                                      customer.userMillionths));
    std::sort(each.begin(), each.end());
    row.low = quantileOf(each, 1, 10);
    row.high = quantileOf(each, 9, 10);
}

} // namespace

void Behaviour::add(const MonthlyUsers& fact) {
    if (fact.retained) {
        m_retained += *fact.retained;
        m_ofThese += fact.users;
    }
    if (!fact.engagement)
        return;
    const auto scaled = core::scaled(*fact.engagement, kMillionDecimals, core::Rounding::HalfEven);
    if (!scaled)
        return;
    m_engagement += *scaled * fact.users;
    m_engaged += Int128(fact.users) * kMillion;
}
std::optional<double> Behaviour::retention() const {
    return shareOf(m_retained, m_ofThese);
}
std::optional<double> Behaviour::engagement() const {
    return shareOf(m_engagement, m_engaged);
}

CoveredUsers coveredUsersOf(const UsersSlice& slice) {
    std::map<std::string, MonthCells, std::less<>> months;
    for (const UsageCell* cell : slice.cells) {
        MonthCells& month = months[cell->month];
        month.all.push_back(cell);
        month.byTenant[cell->tenant].push_back(cell);
    }
    std::map<std::string, FactsByDetail> facts;
    for (const MonthlyUsers* fact : slice.facts)
        facts[core::toText(fact->month)][detailOf(*fact)].push_back(fact);
    CoveredUsers covered;
    for (const auto& [month, levels] : facts)
        for (const MonthlyUsers* fact : bestOf(levels, months[month]))
            add(*fact, months[month], covered);
    return covered;
}

ActiveUsersRow figuresOf(const UsersSlice& slice, const CoveredUsers& covered) {
    ActiveUsersRow row;
    row.keys = slice.keys;
    std::set<std::string_view> tenants;
    for (const UsageCell* cell : slice.cells) {
        row.cost += cell->cost;
        row.unpricedAttempts += cell->unpricedAttempts;
        if (!cell->tenant.empty())
            tenants.insert(cell->tenant);
    }
    row.usingTenants = std::int64_t(tenants.size());
    row.facts = std::int64_t(covered.facts.size());
    row.coveredCost = covered.cost;
    for (const MonthlyUsers* fact : covered.facts)
        row.activeUsers += fact->users;
    row.isDealtOut = covered.isDealtOut;
    row.unpricedFacts = covered.unpricedFacts;
    if (!covered.facts.empty()) {
        addUncertainty(row, covered);
        if (!covered.isUndealt)
            addSpread(row, covered);
        Behaviour behaviour;
        for (const MonthlyUsers* fact : covered.facts)
            behaviour.add(*fact);
        row.retention = behaviour.retention();
        row.engagement = behaviour.engagement();
    }
    return row;
}

} // namespace ms::analysis
