// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_comparison.h"

#include "models/analysis/arm_strata.h"
#include "models/analysis/averages.h"
#include "models/stats/multiplicity.h"

#include <algorithm>
#include <set>

namespace ms::analysis {

using stats::intervalOrPoint;

namespace {

constexpr std::uint64_t kSeed = 20260511; // of permutations: the same question, the same answer

struct Question {
    const ArmScan& scan;
    ArmComparison& all;
};

void addMargin(ArmDifference& difference, const ArmComparison& all) {
    const ArmMetricFacts& facts = factsOf(difference.metric);
    const auto requests = all.days.requestsPerMonth();
    ArmSums sums;
    for (const Arm& arm : all.arms)
        sums += arm.sums;
    const auto perRequest = shareOf(sums[facts.denominator], sums[ArmSum::Requests]);
    if (facts.kind != ArmMetricFacts::Kind::Money || !requests || !perRequest)
        return;
    const auto gain = stats::gainOf(difference.effect.difference, *requests * *perRequest);
    if (!gain)
        return;
    difference.marginPerMonth = gain->value;
    difference.marginInterval = gain->interval;
}

bool isShown(const ArmComparison& all, ArmMetric metric) {
    return std::find(all.shown.begin(), all.shown.end(), metric) != all.shown.end();
}

stats::ArmEffect quantileEffectOf(const Question& question, std::size_t arm,
                                  const ArmQuantile& quantile) {
    const auto& samples = question.scan.samples[std::size_t(quantile.value)];
    return stats::quantileEffect(samples[0], samples[arm],
                                 stats::shareOfPerMille(quantile.perMille), question.all.alpha);
}

std::vector<ArmDifference> differencesOf(const Question& question, std::size_t arm,
                                         const MergedArms& merged) {
    std::vector<ArmDifference> differences;
    for (const ArmMetric metric : allArmMetrics()) {
        ArmDifference& one = differences.emplace_back();
        one.metric = metric;
        one.a = question.all.arms[0].sums;
        one.b = question.all.arms[arm].sums;
        if (const auto& quantile = factsOf(metric).quantile) {
            if (isShown(question.all, metric))
                one.effect = quantileEffectOf(question, arm, *quantile);
            continue;
        }
        const auto a = question.scan.totalsOf(0, metric, &merged.groupOf);
        const auto b = question.scan.totalsOf(arm, metric, &merged.groupOf);
        one.effect = stats::armEffect({a, b, merged.groups}, question.all.alpha, kSeed);
        addMargin(one, question.all);
    }
    return differences;
}

/// Of a difference at any look, with the planned size to be narrow at.
stats::AnytimeEstimate anytimeOf(const ArmComparison& all, const ArmDifference& difference) {
    const stats::Estimate& estimate = difference.effect.difference;
    stats::AnytimeEstimate none;
    none.status = estimate.status;
    if (!estimate.value || !estimate.standardError)
        return none;
    const auto units = difference.a[ArmSum::Requests] + difference.b[ArmSum::Requests];
    return stats::anytimeAt(estimate, std::int64_t(units), all.query.plannedRequests, all.alpha);
}

bool isStillPlanned(const ArmComparison& all, const ArmDifference& difference) {
    return all.query.plannedRequests &&
           difference.a[ArmSum::Requests] + difference.b[ArmSum::Requests] <
               *all.query.plannedRequests;
}

/// The interval to decide by: the sequence's until the declared size is reached.
std::optional<stats::Interval> decisive(const ArmComparison& all, const ArmPair& pair,
                                        ArmMetric metric) {
    const ArmDifference& difference = pair.of(metric);
    if (isStillPlanned(all, difference))
        return anytimeOf(all, difference).interval;
    return intervalOrPoint(difference.effect.difference);
}

/// How much worse a metric became, of the baseline; by the interval that decides.
std::optional<stats::Interval> worseningOf(const ArmComparison& all, const ArmPair& pair,
                                           ArmMetric metric) {
    const ArmDifference& difference = pair.of(metric);
    const stats::Estimate& lift = difference.effect.lift;
    std::optional<stats::Interval> change = difference.effect.liftInterval;
    if (!change)
        change = intervalOrPoint(lift);
    if (isStillPlanned(all, difference)) {
        change.reset();
        const auto units = difference.a[ArmSum::Requests] + difference.b[ArmSum::Requests];
        if (lift.standardError)
            change =
                stats::anytimeAt(lift, std::int64_t(units), all.query.plannedRequests, all.alpha)
                    .interval;
    }
    if (change && factsOf(metric).better == ArmMetricFacts::Better::Higher)
        return stats::Interval{-change->high, -change->low};
    return change;
}

void watchGuardrails(ArmPair& pair, const ArmComparison& all) {
    stats::Guardrail worst = stats::Guardrail::Holds;
    for (const ArmGuardrail& guardrail : all.query.guardrails) {
        ArmGuardrailResult& one = pair.guardrails.emplace_back();
        one.guardrail = guardrail;
        one.change = worseningOf(all, pair, guardrail.metric);
        one.state =
            stats::guardrailOf(one.change, stats::shareOfBasisPoints(guardrail.basisPoints));
        worst = std::max(worst, one.state);
    }
    pair.verdict = stats::verdictWith(pair.verdict, worst);
}

ArmMetric costMetric(const ArmComparison& all) {
    const ArmMetric primary = all.primary(); // no quantile
    return factsOf(primary).kind == ArmMetricFacts::Kind::Money ? primary
                                                                : ArmMetric::CostPerRequest;
}

void decide(ArmPair& pair, const ArmComparison& all, const ArmCrossings& crossings) {
    const stats::ArmEffect& cost = pair.of(costMetric(all)).effect;
    stats::VerdictEvidence evidence;
    evidence.cost = decisive(all, pair, costMetric(all));
    if (cost.standardised)
        evidence.unadjustedCost = intervalOrPoint(cost.unadjusted.difference);
    const auto& [a, b] = std::pair{all.arms[0].sums, all.arms[pair.arm].sums};
    if (!areOutcomesPending(a) && !areOutcomesPending(b))
        evidence.quality = decisive(all, pair, ArmMetric::SuccessRate);
    evidence.margin = stats::shareOfBasisPoints(all.query.marginBasisPoints);
    evidence.costPerAttempt = decisive(all, pair, ArmMetric::CostPerRequest);
    evidence.costPerSuccess = decisive(all, pair, ArmMetric::CostPerSuccess);
    evidence.coverage = cost.coverage;
    evidence.isSampleRatioFailed = isSampleRatioFailed(all);
    evidence.areArmsMixed = crossings.areMany();
    evidence.isCostUnknown = isCostUnknown(a) || isCostUnknown(b);
    evidence.doTestsDisagree = cost.doTestsDisagree;
    pair.verdict = stats::verdictOf(evidence);
    watchGuardrails(pair, all);
    pair.costPerExtraSuccess =
        stats::costPerExtraSuccess(pair.of(ArmMetric::CostPerUnit).effect.difference,
                                   pair.of(ArmMetric::SuccessRate).effect.difference);
}

/// Holm: the primary metric over the arms, the others together over all arms.
void adjustPValues(ArmComparison& all) {
    for (const bool isPrimary : {true, false}) {
        std::vector<ArmDifference*> family;
        std::vector<double> pValues;
        for (ArmPair& pair : all.pairs)
            for (const ArmMetric metric : all.shown) {
                ArmDifference& one = pair.metrics[std::size_t(metric)];
                if ((metric == all.primary()) != isPrimary || !one.effect.difference.pValue)
                    continue;
                family.push_back(&one);
                pValues.push_back(*one.effect.difference.pValue);
            }
        const auto adjusted = stats::adjustedPValues(pValues, stats::Adjustment::Holm);
        for (std::size_t i = 0; i < family.size(); ++i)
            family[i]->adjustedPValue = adjusted[i];
    }
}

/// Where no strata are held constant, the clusters are what mix is of.
ArmMix mixOf(const Question& question, std::size_t arm) {
    const ArmComparison& all = question.all;
    const bool hasStrata = question.scan.strata.size() > 1;
    ArmMix mix;
    if (hasStrata) {
        for (const query::Dimension dimension : all.query.strata)
            mix.by.emplace_back(nameOf(dimension));
        if (all.query.hasLengthBands)
            mix.by.emplace_back("length");
        mix.keys = question.scan.strata;
    } else {
        mix.by = {std::string(nameOf(all.query.cluster))};
        for (const std::string& cluster : question.scan.clusters)
            mix.keys.push_back({cluster});
    }
    mix.strata.resize(mix.keys.size());
    std::vector<std::uint32_t> own(question.scan.strata.size());
    for (std::size_t i = 0; i < own.size(); ++i)
        own[i] = std::uint32_t(i);
    const auto add = [&](std::size_t of, stats::ClusterTotals stats::StratumInArms::*side) {
        for (const stats::StratumTotals& one : question.scan.totalsOf(of, all.primary(), &own)) {
            stats::ClusterTotals& totals = mix.strata[hasStrata ? one.stratum : one.cluster].*side;
            totals.numerator += one.numerator;
            totals.denominator += one.denominator;
        }
    };
    add(0, &stats::StratumInArms::a);
    add(arm, &stats::StratumInArms::b);
    mix.parts = stats::decomposeMix(mix.strata);
    return mix;
}

void addArms(ArmComparison& all, const ArmScan& scan) {
    for (std::size_t arm = 0; arm < scan.arms.size(); ++arm) {
        Arm& one = all.arms.emplace_back();
        one.name = armName(all.query, arm);
        one.sums = scan.sumsOf(arm);
        std::set<std::uint32_t> clusters;
        for (const ArmCell& cell : scan.cells)
            if (cell.arm == arm)
                clusters.insert(cell.cluster);
        one.clusters = clusters.size();
    }
}

/// The metrics to show: those asked for, else the usual ones; and what guardrails are about.
std::vector<ArmMetric> shownMetrics(const ArmQuery& query) {
    std::vector<ArmMetric> shown = query.metrics.empty() ? usualArmMetrics() : query.metrics;
    for (const ArmGuardrail& guardrail : query.guardrails)
        if (std::find(shown.begin(), shown.end(), guardrail.metric) == shown.end())
            shown.push_back(guardrail.metric);
    return shown;
}

std::vector<ArmValue> samplesFor(const std::vector<ArmMetric>& shown) {
    std::vector<ArmValue> samples;
    for (const ArmMetric metric : shown)
        if (const auto& quantile = factsOf(metric).quantile;
            quantile && std::find(samples.begin(), samples.end(), quantile->value) == samples.end())
            samples.push_back(quantile->value);
    return samples;
}

/// Metrics that nobody asked for by name and of which nothing is known say nothing.
void hideUnknownLatency(ArmComparison& all) {
    if (!all.query.metrics.empty())
        return;
    const bool isTimed = std::any_of(all.arms.begin(), all.arms.end(), [](const Arm& arm) {
        return arm.sums[ArmSum::TimedRequests] > 0;
    });
    const auto isGuarded = [&](ArmMetric metric) {
        return std::any_of(all.query.guardrails.begin(), all.query.guardrails.end(),
                           [&](const ArmGuardrail& one) { return one.metric == metric; });
    };
    if (!isTimed)
        std::erase_if(all.shown, [&](ArmMetric metric) {
            return factsOf(metric).denominator == ArmSum::TimedRequests && !isGuarded(metric);
        });
}

} // namespace

core::Result<ArmComparison> compareArms(const ArmQuery& query, const query::EventSource& source,
                                        std::stop_token stop) {
    if (const core::Status status = checkArmQuery(query); !status)
        return status.error();
    ArmComparison all;
    all.query = query;
    all.shown = shownMetrics(query);
    ArmScanQuery ask = scanQueryOf(query, query.strata, query.hasLengthBands);
    ask.samples = samplesFor(all.shown);
    const auto scan = scanArms(ask, source, stop);
    if (!scan)
        return scan.error();
    auto days = armDays(query, source, stop);
    if (!days)
        return days.error();
    const auto crossings = armCrossings(query, source, stop);
    if (!crossings)
        return crossings.error();
    all.days = *std::move(days);
    all.clusters = scan->clusters;
    all.bandEnds = scan->bandEnds;
    all.strata = scan->strata.size();
    all.alpha = stats::alphaOfEach(armCount(query) - 1);
    addArms(all, *scan);
    hideUnknownLatency(all);
    const Question question{*scan, all};
    for (std::size_t arm = 1; arm < all.arms.size(); ++arm) {
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "The question was cancelled.", {}};
        const MergedArms merged = mergedStrata(query, *scan, arm);
        ArmPair& pair = all.pairs.emplace_back();
        pair.arm = arm;
        pair.metrics = differencesOf(question, arm, merged);
        pair.anytime = anytimeOf(all, pair.of(all.primary()));
        pair.mix = mixOf(question, arm);
        if (arm == 1)
            all.mergedStrata = merged.groups;
        decide(pair, all, *crossings);
    }
    adjustPValues(all);
    for (ArmPair& pair : all.pairs)
        pair.checks = armChecks(all, pair, *crossings);
    return all;
}

} // namespace ms::analysis
