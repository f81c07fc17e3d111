// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/flag_rules.h"

#include "models/analysis/averages.h"
#include "models/analysis/rule_cases.h"
#include "models/analysis/sentences.h"

#include <algorithm>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Condition;
using query::Dimension;

namespace {

constexpr std::int64_t kMillion = 1'000'000;

/// `amount` x numerator / denominator; `denominator` is positive.
MoneySum times(MoneySum amount, Int128 numerator, Int128 denominator) {
    return MoneySum::fromPicos(
        core::divideRounded(amount.picos() * numerator, denominator, core::Rounding::HalfEven));
}
MoneySum percentOf(MoneySum amount, std::int64_t percent) {
    return times(amount, percent, 100);
}
std::optional<double> ratioOf(std::int64_t percent) {
    return shareOf(Int128(percent), Int128(100));
}
/// `part` / `whole` in millionths: money times money does not fit 128 bits.
Int128 millionthsOf(MoneySum part, MoneySum whole) {
    return core::divideRounded(part.picos() * kMillion, whole.picos(), core::Rounding::HalfEven);
}

Condition isOnly(Dimension dimension, std::string value) {
    return {dimension, Condition::Kind::In, {std::move(value)}};
}
std::string named(const std::string& key) {
    return key.empty() ? "(not given)" : key;
}

std::string timesWords(MoneySum part, MoneySum whole) {
    const Int128 tenths =
        core::divideRounded(part.picos() * 10, whole.picos(), core::Rounding::HalfEven);
    return core::decimalText(tenths, 1) + " times";
}

/// What the rules share: the figures, the thresholds, and money in words.
struct Rule {
    const ReviewFigures& figures;
    const FlagThresholds& thresholds;

    std::string money(MoneySum amount) const { return moneyWords(amount, figures.currency); }
    std::string money(std::optional<MoneySum> amount) const {
        return amount ? money(*amount) : std::string("unknown");
    }
    bool hasPeriods() const { return figures.now && figures.before; }

    std::vector<Flag> costOutgrowsRevenue() const;
    std::vector<Flag> freeTierSpend() const;
    std::vector<Flag> lossMakingCustomer() const;
    std::vector<Flag> dearActions() const;
    std::vector<Flag> dearerSuccess() const;
    std::vector<Flag> cheaperAttempts() const;
    std::vector<Flag> dearCustomer() const;
    std::vector<Flag> failedSpend() const;
    std::vector<Flag> adoptionWithoutMargin() const;
    std::vector<Flag> spendWithoutRetention() const;

private:
    void addActionsOf(const FeatureFigures& feature, const ActionCosts& all,
                      RuleCases& cases) const;
    void addVersions(RuleCases& cases) const;
    void addPeriodsOfFeatures(RuleCases& cases) const;
    bool isEnough(const SuccessFigures& success) const {
        return success.attempts >= thresholds.fewest && success.successful >= thresholds.fewest &&
               success.cost > MoneySum{} && success.unitCost > MoneySum{};
    }
};

std::optional<MoneySum> perAttempt(const SuccessFigures& success) {
    return averageOf(success.cost, success.attempts);
}
std::optional<MoneySum> perSuccess(const SuccessFigures& success) {
    return averageOf(success.unitCost, success.successful);
}

constexpr const char* kNoPeriods =
    "It takes a whole period and the one before it; the data do not reach back that far.";

std::vector<Flag> Rule::costOutgrowsRevenue() const {
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

std::vector<Flag> Rule::freeTierSpend() const {
    RuleCases cases(FlagRule::FreeTierSpend, ratioOf(thresholds.freeSharePct));
    if (!(figures.cost > MoneySum{}))
        return cases.take("Nothing of this selection has a known cost.");
    if (!figures.hasTiers)
        return cases.take("The tier of no customer is known: import tenants with their tiers.");
    if (figures.freeTiers.empty())
        return cases.clear("No attempt is in a tier that earns nothing by its plan.");
    std::string names;
    for (const std::string& tier : figures.freeTiers)
        names += (names.empty() ? "" : ", ") + tier;
    cases.add({{{Dimension::Tier, Condition::Kind::In, figures.freeTiers}},
               shareOf(figures.freeCost, figures.cost),
               figures.freeCost - percentOf(figures.cost, thresholds.freeSharePct),
               names + " costs " + money(figures.freeCost) + ", " +
                   shareWords(figures.freeCost, figures.cost) + " of all cost, and earns nothing.",
               true});
    return cases.take({});
}

std::vector<Flag> Rule::lossMakingCustomer() const {
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

/// Those of `actions` that cost more than `times` the average of `base`.
ActionCosts dearerThan(const ActionCosts& base, std::int64_t times,
                       const std::vector<MoneySum>& actions) {
    ActionCosts dear;
    for (const MoneySum cost : actions)
        if (cost.picos() * base.count > base.cost.picos() * times) {
            ++dear.count;
            dear.cost += cost;
        }
    return dear;
}

/// Held against single requests of the feature, or of all where it has too few.
void Rule::addActionsOf(const FeatureFigures& feature, const ActionCosts& all,
                        RuleCases& cases) const {
    const bool hasOwn = feature.single.count >= thresholds.fewest;
    const ActionCosts& base = hasOwn ? feature.single : all;
    const auto shot = averageOf(base.cost, base.count);
    if (!shot || !(*shot > MoneySum{}) || base.count < thresholds.fewest ||
        feature.several.empty() || std::int64_t(feature.several.size()) < thresholds.fewest)
        return;
    const ActionCosts dear = dearerThan(base, thresholds.actionTimes, feature.several);
    const MoneySum dearest = *std::max_element(feature.several.begin(), feature.several.end());
    const std::string ofSingle =
        "the " + money(shot) + " of a single request " + (hasOwn ? "there" : "anywhere");
    const std::string several =
        countWords(Int128(feature.several.size()), "action") + " of several requests";
    RuleCase found;
    found.where = {isOnly(Dimension::Feature, feature.feature)};
    found.figure = shareOf(dear.count > 0 ? *averageOf(dear.cost, dear.count) : dearest, *shot);
    found.excess =
        dear.cost - times(base.cost, Int128(dear.count) * thresholds.actionTimes, base.count);
    found.qualifies = dear.count >= thresholds.fewest;
    found.words = named(feature.feature) + ": " +
                  (dear.count > 0 ? countWords(dear.count) + " of " + several +
                                        (dear.count == 1 ? " costs" : " cost") + " more than " +
                                        countWords(thresholds.actionTimes) + " times " + ofSingle +
                                        ", " + money(dear.cost) + " in all."
                                  : "the dearest of " + several + " costs " +
                                        timesWords(dearest, *shot) + " " + ofSingle + ".");
    cases.add(std::move(found));
}

std::vector<Flag> Rule::dearActions() const {
    RuleCases cases(FlagRule::DearActions, shareOf(Int128(thresholds.actionTimes), Int128(1)));
    ActionCosts single;
    bool hasSeveral = false;
    for (const FeatureFigures& feature : figures.features) {
        single.count += feature.single.count;
        single.cost += feature.single.cost;
        hasSeveral = hasSeveral || !feature.several.empty();
    }
    for (const FeatureFigures& feature : figures.features)
        addActionsOf(feature, single, cases);
    if (cases.empty() && single.count > 0 && !hasSeveral)
        return cases.clear("Every action is a single request.");
    return cases.take(single.count > 0 || hasSeveral
                          ? "There are too few actions of several requests, or too few of one, to "
                            "compare."
                          : "No action has a known cost.");
}

std::vector<Flag> Rule::dearerSuccess() const {
    RuleCases cases(FlagRule::DearerSuccess, ratioOf(thresholds.dearerPct));
    if (!hasPeriods())
        return cases.take(kNoPeriods);
    for (const auto& [feature, now] : figures.now->features) {
        const auto found = figures.before->features.find(feature);
        if (found == figures.before->features.end())
            continue;
        const SuccessFigures& before = found->second;
        if (!isEnough(now) || !isEnough(before))
            continue;
        const std::int64_t decided = now.successful + now.failed;
        const std::int64_t decidedBefore = before.successful + before.failed;
        // |now - before| of the success rates, without a division.
        const Int128 moved =
            Int128(now.successful) * decidedBefore - Int128(before.successful) * decided;
        const bool isFlat = (moved < 0 ? -moved : moved) * 100 <=
                            Int128(thresholds.flatQualityPct) * decided * decidedBefore;
        const MoneySum cost = *perSuccess(now), costBefore = *perSuccess(before);
        std::vector<Condition> where{isOnly(Dimension::Feature, feature)};
        where.insert(where.end(), figures.nowConditions.begin(), figures.nowConditions.end());
        cases.add({std::move(where), shareOf(cost - costBefore, costBefore),
                   now.unitCost - times(percentOf(before.unitCost, 100 + thresholds.dearerPct),
                                        now.successful, before.successful),
                   named(feature) + ": a success went from " + money(costBefore) + " to " +
                       money(cost) + ", the success rate from " +
                       percentWords(*shareOf(before.successful, decidedBefore)) + " to " +
                       percentWords(*shareOf(now.successful, decided)) + ".",
                   isFlat});
    }
    return cases.take("No feature has enough successes in both periods.");
}

/// The cheaper attempt is the dearer success: against the version that succeeds most cheaply.
void Rule::addVersions(RuleCases& cases) const {
    for (const VersionFigures& version : figures.versions) {
        if (!isEnough(version.figures))
            continue;
        const VersionFigures* best = nullptr;
        for (const VersionFigures& other : figures.versions)
            if (&other != &version && other.feature == version.feature && isEnough(other.figures) &&
                *perAttempt(other.figures) > *perAttempt(version.figures) &&
                (!best || *perSuccess(other.figures) < *perSuccess(best->figures)))
                best = &other;
        if (!best)
            continue;
        const SuccessFigures& a = best->figures;
        const SuccessFigures& b = version.figures;
        cases.add({{isOnly(Dimension::Feature, version.feature),
                    isOnly(Dimension::PromptVersion, version.version)},
                   shareOf(*perSuccess(b) - *perSuccess(a), *perSuccess(a)),
                   b.unitCost - times(a.unitCost, b.successful, a.successful),
                   named(version.feature) + ": an attempt of " + version.version + " costs " +
                       money(perAttempt(b)) + " against " + money(perAttempt(a)) + " of " +
                       best->version + ", a success " + money(perSuccess(b)) + " against " +
                       money(perSuccess(a)) + ".",
                   true});
    }
}

void Rule::addPeriodsOfFeatures(RuleCases& cases) const {
    for (const auto& [feature, now] : figures.now->features) {
        const auto found = figures.before->features.find(feature);
        if (found == figures.before->features.end() || !isEnough(now) || !isEnough(found->second))
            continue;
        const SuccessFigures& before = found->second;
        std::vector<Condition> where{isOnly(Dimension::Feature, feature)};
        where.insert(where.end(), figures.nowConditions.begin(), figures.nowConditions.end());
        cases.add({std::move(where),
                   shareOf(*perSuccess(now) - *perSuccess(before), *perSuccess(before)),
                   now.unitCost - times(before.unitCost, now.successful, before.successful),
                   named(feature) + ": an attempt went from " + money(perAttempt(before)) + " to " +
                       money(perAttempt(now)) + ", a success from " + money(perSuccess(before)) +
                       " to " + money(perSuccess(now)) + ".",
                   *perAttempt(now) < *perAttempt(before)});
    }
}

std::vector<Flag> Rule::cheaperAttempts() const {
    RuleCases cases(FlagRule::CheaperAttempts, ratioOf(0));
    addVersions(cases);
    if (hasPeriods())
        addPeriodsOfFeatures(cases);
    return cases.take("No feature has enough attempts and successes of two prompt versions, or in "
                      "two periods.");
}

std::vector<Flag> Rule::dearCustomer() const {
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

std::vector<Flag> Rule::failedSpend() const {
    RuleCases cases(FlagRule::FailedSpend, ratioOf(thresholds.failedSharePct));
    for (const FeatureFigures& feature : figures.features) {
        const UnitFigures& units = feature.units;
        if (units.successful + units.failed < thresholds.fewest || !(units.unitCost > MoneySum{}))
            continue;
        cases.add({{isOnly(Dimension::Feature, feature.feature)},
                   units.failedCostPct(),
                   units.failedCost - percentOf(units.unitCost, thresholds.failedSharePct),
                   named(feature.feature) + ": " + countWords(units.failed, "failed unit") +
                       (units.failed == 1 ? " takes " : " take ") + money(units.failedCost) + ", " +
                       shareWords(units.failedCost, units.unitCost) + " of what units cost.",
                   true});
    }
    return cases.take("No feature has enough units with a known outcome.");
}

std::vector<Flag> Rule::adoptionWithoutMargin() const {
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

std::vector<Flag> Rule::spendWithoutRetention() const {
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

} // namespace

std::vector<Flag> flagsOf(FlagRule rule, const ReviewFigures& figures,
                          const FlagThresholds& thresholds) {
    const Rule rules{figures, thresholds};
    switch (rule) {
    case FlagRule::CostOutgrowsRevenue:
        return rules.costOutgrowsRevenue();
    case FlagRule::FreeTierSpend:
        return rules.freeTierSpend();
    case FlagRule::LossMakingCustomer:
        return rules.lossMakingCustomer();
    case FlagRule::DearActions:
        return rules.dearActions();
    case FlagRule::DearerSuccess:
        return rules.dearerSuccess();
    case FlagRule::CheaperAttempts:
        return rules.cheaperAttempts();
    case FlagRule::DearCustomer:
        return rules.dearCustomer();
    case FlagRule::FailedSpend:
        return rules.failedSpend();
    case FlagRule::AdoptionWithoutMargin:
        return rules.adoptionWithoutMargin();
    case FlagRule::SpendWithoutRetention:
        return rules.spendWithoutRetention();
    case FlagRule::Count:
        break;
    }
    return {};
}

} // namespace ms::analysis
