// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/customers.h"

#include "models/analysis/averages.h"
#include "models/analysis/margin.h"

#include <algorithm>
#include <map>
#include <set>

namespace ms::analysis {

using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

struct TierPayers {
    std::set<std::string> payers;
    std::vector<MoneySum> months; // cost of each payer-month that has a known one
    std::int64_t unpricedMonths = 0;
    MoneySum cost;
    std::int64_t unpricedAttempts = 0;
};

core::Result<std::map<std::string, TierPayers>>
payersOf(TierTable& table, const query::EventSource& source, std::stop_token stop) {
    const Dimension payer =
        table.query.payer == Payer::Customer ? Dimension::Tenant : Dimension::User;
    const auto groups =
        source.groups({{Dimension::Tier, payer, Dimension::Month},
                       {Measure::Cost, Measure::UnpricedAttempts, Measure::Attempts},
                       table.query.filter},
                      stop);
    if (!groups)
        return groups.error();
    std::map<std::string, TierPayers> tiers;
    for (const query::GroupRow& row : groups->rows) {
        const MoneySum cost = MoneySum::fromPicos(row.values[0]);
        if (row.keys[1].empty()) {
            table.unattributed += cost;
            continue;
        }
        TierPayers& tier = tiers[row.keys[0]];
        tier.payers.insert(row.keys[1]);
        tier.cost += cost;
        tier.unpricedAttempts += std::int64_t(row.values[1]);
        if (row.values[1] == row.values[2])
            ++tier.unpricedMonths;
        else
            tier.months.push_back(cost);
    }
    table.total.cost = MoneySum::fromPicos(groups->total[0]);
    table.total.unpricedAttempts = std::int64_t(groups->total[1]);
    return tiers;
}

/// Every payer-month of a query counts, also one without a known time: its month is "".
TierRow rowOf(const std::string& tier, TierPayers&& payers, MoneySum revenue,
              const TierQuery& query) {
    TierRow row;
    row.tier = tier;
    row.payers = std::int64_t(payers.payers.size());
    row.unpricedMonths = payers.unpricedMonths;
    row.payerMonths = std::int64_t(payers.months.size()) + row.unpricedMonths;
    row.cost = payers.cost;
    row.revenue = revenue;
    row.unpricedAttempts = payers.unpricedAttempts;
    std::sort(payers.months.begin(), payers.months.end());
    row.average = averageOf(row.cost, std::int64_t(payers.months.size()));
    row.median = quantileOf(payers.months, 1, 2);
    row.low = quantileOf(payers.months, 1, 10);
    row.high = quantileOf(payers.months, 9, 10);
    row.price = averageOf(row.revenue, row.payerMonths);
    std::vector<double> costs;
    for (const MoneySum cost : payers.months)
        costs.push_back(inUnits(cost));
    stats::PlanTerms terms;
    terms.price = row.price ? inUnits(*row.price) : 0;
    terms.targetMargin = double(query.targetMarginPct) / 100;
    row.fit = stats::planBreakeven(costs, terms);
    return row;
}

} // namespace

std::string_view nameOf(Payer payer) {
    return payer == Payer::Customer ? "customer" : "user";
}

std::optional<double> TierRow::marginPct() const {
    return shareOf(margin(), revenue);
}

core::Result<TierTable> customersByTier(const TierQuery& query, const query::EventSource& source,
                                        const RevenueBooks& books, std::stop_token stop) {
    TierTable table;
    table.query = query;
    auto tiers = payersOf(table, source, stop);
    if (!tiers)
        return tiers.error();
    const auto margins =
        marginBy({{Dimension::Tier}, query.filter, RevenueSplit::Requests}, source, books, stop);
    if (!margins)
        return margins.error();
    std::map<std::string, MoneySum> revenueOf;
    for (const MarginRow& row : margins->rows)
        revenueOf[row.keys[0]] += row.figures.revenue;
    table.total.revenue = margins->total.revenue;
    for (const auto& [tier, revenue] : revenueOf)
        if (!revenue.isZero())
            (*tiers)[tier]; // earns without a payer of its own
    std::set<std::string> payers;
    for (auto& [tier, found] : *tiers) {
        payers.insert(found.payers.begin(), found.payers.end());
        table.rows.push_back(rowOf(tier, std::move(found), revenueOf[tier], query));
        table.total.payerMonths += table.rows.back().payerMonths;
        table.total.unpricedMonths += table.rows.back().unpricedMonths;
    }
    table.total.payers = std::int64_t(payers.size());
    std::sort(table.rows.begin(), table.rows.end(), [](const TierRow& a, const TierRow& b) {
        return a.cost == b.cost ? a.tier < b.tier : a.cost > b.cost;
    });
    return table;
}

} // namespace ms::analysis
