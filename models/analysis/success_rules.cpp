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

namespace {

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

std::optional<MoneySum> perAttempt(const SuccessFigures& success) {
    return averageOf(success.cost, success.attempts);
}
std::optional<MoneySum> perSuccess(const SuccessFigures& success) {
    return averageOf(success.unitCost, success.successful);
}

} // namespace

/// Held against single requests of the feature, or of all where it has too few.
void FlagJudge::addActionsOf(const FeatureFigures& feature, const ActionCosts& all,
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

std::vector<Flag> FlagJudge::dearActions() const {
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

std::vector<Flag> FlagJudge::dearerSuccess() const {
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
void FlagJudge::addVersions(RuleCases& cases) const {
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

void FlagJudge::addPeriodsOfFeatures(RuleCases& cases) const {
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

std::vector<Flag> FlagJudge::cheaperAttempts() const {
    RuleCases cases(FlagRule::CheaperAttempts, ratioOf(0));
    addVersions(cases);
    if (hasPeriods())
        addPeriodsOfFeatures(cases);
    return cases.take("No feature has enough attempts and successes of two prompt versions, or in "
                      "two periods.");
}

std::vector<Flag> FlagJudge::failedSpend() const {
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

} // namespace ms::analysis
