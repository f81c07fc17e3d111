// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/flag_judge.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"

#include <algorithm>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Condition;
using query::Dimension;

std::vector<Flag> FlagJudge::costOutgrowsRevenue() const {
    RuleCases cases(FlagRule::CostOutgrowsRevenue, ratioOf(thresholds.growthGapPct));
    if (!hasPeriods())
        return cases.take(kNoPeriods);
    const PeriodFigures& now = *figures.now;
    const PeriodFigures& before = *figures.before;
    const auto isKnown = [](const PeriodFigures& period) {
        return period.customers > 0 && period.cost > MoneySum{} && period.revenue > MoneySum{};
    };
    if (!isKnown(now) || !isKnown(before))
        return cases.take("It takes customers with cost and revenue in both periods.");
    const MoneySum cost = *averageOf(now.cost, now.customers);
    const MoneySum costBefore = *averageOf(before.cost, before.customers);
    const MoneySum revenue = *averageOf(now.revenue, now.customers);
    const MoneySum revenueBefore = *averageOf(before.revenue, before.customers);
    const Int128 costGrowth = millionthsOf(cost, costBefore);
    const Int128 revenueGrowth = millionthsOf(revenue, revenueBefore);
    const Int128 tolerated = revenueGrowth + Int128(thresholds.growthGapPct) * kMillion / 100;
    RuleCase found;
    found.where = figures.nowConditions;
    found.figure = shareOf(costGrowth - revenueGrowth, Int128(kMillion));
    // What the customers of now would cost had cost grown as far as it may.
    found.excess =
        now.cost - times(times(before.cost, now.customers, before.customers), tolerated, kMillion);
    const auto change = [](Int128 growth) {
        return percentWords(*shareOf(growth - kMillion, Int128(kMillion)));
    };
    found.words = "Cost per customer went from " + money(costBefore) + " to " + money(cost) + " (" +
                  change(costGrowth) + "), revenue per customer from " + money(revenueBefore) +
                  " to " + money(revenue) + " (" + change(revenueGrowth) + ").";
    cases.add(std::move(found));
    return cases.take({});
}

std::vector<Flag> FlagJudge::freeTierSpend() const {
    RuleCases cases(FlagRule::FreeTierSpend, ratioOf(thresholds.freeSharePct));
    if (!(figures.callCost > MoneySum{}))
        return cases.take("Nothing of this selection has a known cost.");
    if (!figures.hasTiers)
        return cases.take("The tier of no customer is known: import tenants with their tiers.");
    if (figures.freeTiers.empty())
        return cases.clear("No attempt is in a tier that earns nothing by its plan.");
    std::string names;
    for (const std::string& tier : figures.freeTiers)
        names += (names.empty() ? "" : ", ") + tier;
    cases.add({{{Dimension::Tier, Condition::Kind::In, figures.freeTiers}},
               shareOf(figures.freeCost, figures.callCost),
               figures.freeCost - percentOf(figures.callCost, thresholds.freeSharePct),
               names + " costs " + money(figures.freeCost) + ", " +
                   shareWords(figures.freeCost, figures.callCost) +
                   " of the cost of calls, and earns nothing.",
               true});
    return cases.take({});
}

std::vector<Flag> FlagJudge::lossMakingCustomer() const {
    RuleCases cases(FlagRule::LossMakingCustomer, ratioOf(0));
    for (const CustomerFigures& customer : figures.customers) {
        if (!(customer.revenue > MoneySum{}))
            continue;
        cases.add({{isOnly(Dimension::Tenant, customer.tenant)},
                   shareOf(customer.revenue - customer.cost, customer.revenue),
                   customer.cost - customer.revenue,
                   customer.tenant + " costs " + money(customer.cost) + " and pays " +
                       money(customer.revenue) + ".",
                   true});
    }
    return cases.take("No customer has known revenue: import revenue or plans.");
}

std::vector<Flag> FlagJudge::dearCustomer() const {
    RuleCases cases(FlagRule::DearCustomer, shareOf(Int128(thresholds.customerTimes), Int128(1)));
    constexpr std::size_t kFewestCustomers = 3; // for a median that is not the customer itself
    std::map<std::string, std::vector<const CustomerUnits*>> features;
    for (const CustomerUnits& customer : figures.customerUnits)
        if (customer.units >= thresholds.fewest)
            features[customer.feature].push_back(&customer);
    for (const auto& [feature, customers] : features) {
        if (customers.size() < kFewestCustomers)
            continue;
        std::vector<MoneySum> each;
        for (const CustomerUnits* customer : customers)
            each.push_back(*averageOf(customer->cost, customer->units));
        std::sort(each.begin(), each.end());
        const MoneySum median = *quantileOf(each, 1, 2);
        if (!(median > MoneySum{}))
            continue;
        for (const CustomerUnits* customer : customers) {
            const MoneySum unit = *averageOf(customer->cost, customer->units);
            cases.add(
                {{isOnly(Dimension::Feature, feature), isOnly(Dimension::Tenant, customer->tenant)},
                 shareOf(unit, median),
                 customer->cost -
                     times(median, Int128(customer->units) * thresholds.customerTimes, 1),
                 customer->tenant + ", " + named(feature) + ": a unit costs " + money(unit) + ", " +
                     timesWords(unit, median) + " the " + money(median) +
                     " of the median customer.",
                 true});
        }
    }
    return cases.take("No feature has three customers with enough units.");
}

std::vector<Flag> FlagJudge::adoptionWithoutMargin() const {
    RuleCases cases(FlagRule::AdoptionWithoutMargin, ratioOf(thresholds.weakMarginPct));
    for (const FeatureFigures& feature : figures.features) {
        if (feature.feature.empty() || !feature.adoption || !(feature.revenue > MoneySum{}))
            continue;
        const MoneySum margin = feature.revenue - feature.cost;
        cases.add({{isOnly(Dimension::Feature, feature.feature)},
                   shareOf(margin, feature.revenue),
                   feature.cost - percentOf(feature.revenue, 100 - thresholds.weakMarginPct),
                   feature.feature + ": " + percentWords(*feature.adoption) + " of " +
                       (feature.isAdoptionOfUsers ? "users" : "customers") +
                       " use it, and its margin is " + shareWords(margin, feature.revenue) +
                       " of its " + money(feature.revenue) + " revenue.",
                   *feature.adoption >= *ratioOf(thresholds.adoptionPct)});
    }
    return cases.take("No feature has known revenue and users.");
}

std::vector<Flag> FlagJudge::spendWithoutRetention() const {
    RuleCases cases(FlagRule::SpendWithoutRetention, ratioOf(thresholds.retentionPct));
    for (const FeatureFigures& feature : figures.features) {
        if (!feature.retention || !(feature.cost > MoneySum{}) || !(figures.cost > MoneySum{}))
            continue;
        const Int128 kept = Int128(*feature.retention * kMillion);
        cases.add(
            {{isOnly(Dimension::Feature, feature.feature)},
             feature.retention,
             times(feature.cost, Int128(thresholds.retentionPct) * kMillion / 100 - kept, kMillion),
             named(feature.feature) + " costs " + money(feature.cost) + ", " +
                 shareWords(feature.cost, figures.cost) + " of all cost; " +
                 percentWords(*feature.retention) + " of its users stay.",
             feature.cost > percentOf(figures.cost, thresholds.spendSharePct)});
    }
    return cases.take("No fact says how many users of a feature came back: import active users "
                      "with retained users.");
}

} // namespace ms::analysis
