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
    MoneySum sharedCost;
    std::int64_t unpricedAttempts = 0;
};

/// What a payer's month in a tier costs, calls and GPU hours.
struct PayerMonth {
    MoneySum cost;
    MoneySum sharedCost;
    std::int64_t attempts = 0;
    std::int64_t unpricedAttempts = 0;
};
using PayerMonths = std::map<std::vector<std::string>, PayerMonth>; // by tier, payer, month

core::Result<PayerMonths> payerMonthsOf(TierTable& table, const query::EventSource& source,
                                        const GpuBooks& gpu, std::stop_token stop) {
    const std::vector<Dimension> by{
        Dimension::Tier, table.query.payer == Payer::Customer ? Dimension::Tenant : Dimension::User,
        Dimension::Month};
    const auto calls = source.groups(
        {by, {Measure::Cost, Measure::UnpricedAttempts, Measure::Attempts}, table.query.filter},
        stop);
    if (!calls)
        return calls.error();
    const auto hours = gpuCostOf(by, table.query.filter, source, gpu, std::move(stop));
    if (!hours)
        return hours.error();
    PayerMonths months;
    for (const query::GroupRow& row : calls->rows)
        months[row.keys] = {MoneySum::fromPicos(row.values[0]),
                            {},
                            std::int64_t(row.values[2]),
                            std::int64_t(row.values[1])};
    table.total.cost = MoneySum::fromPicos(calls->total[0]);
    table.total.unpricedAttempts = std::int64_t(calls->total[1]);
    if (!*hours)
        return months;
    table.gpu = billOf(**hours);
    for (const SharedCostRow& row : (*hours)->rows) {
        table.unattributed += row.figures.idle;
        if (row.figures.shared.isZero() && row.figures.servedAttempts == 0)
            continue;
        PayerMonth& month = months[row.keys];
        month.sharedCost += row.figures.shared;
        month.unpricedAttempts -= row.figures.servedAttempts;
    }
    const SharedCostFigures& total = (*hours)->total;
    table.idleCost = total.idle;
    table.total.sharedCost = total.shared;
    table.total.cost += total.shared + total.idle;
    table.total.unpricedAttempts -= total.servedAttempts;
    return months;
}

std::map<std::string, TierPayers> tiersOf(const PayerMonths& months, MoneySum& unattributed) {
    std::map<std::string, TierPayers> tiers;
    for (const auto& [keys, month] : months) {
        const MoneySum cost = month.cost + month.sharedCost;
        if (keys[1].empty()) {
            unattributed += cost;
            continue;
        }
        TierPayers& tier = tiers[keys[0]];
        tier.payers.insert(keys[1]);
        tier.cost += cost;
        tier.sharedCost += month.sharedCost;
        tier.unpricedAttempts += month.unpricedAttempts;
        if (month.unpricedAttempts == month.attempts)
            ++tier.unpricedMonths;
        else
            tier.months.push_back(cost);
    }
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
    row.sharedCost = payers.sharedCost;
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
                                        const RevenueBooks& books, const GpuBooks& gpu,
                                        std::stop_token stop) {
    TierTable table;
    table.query = query;
    const auto months = payerMonthsOf(table, source, gpu, stop);
    if (!months)
        return months.error();
    auto tiers = tiersOf(*months, table.unattributed);
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
            tiers[tier]; // earns without a payer of its own
    std::set<std::string> payers;
    for (auto& [tier, found] : tiers) {
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
