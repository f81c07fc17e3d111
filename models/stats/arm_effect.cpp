// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/arm_effect.h"

#include "models/stats/arm_clusters.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/power.h"
#include "models/stats/sign_flip.h"

#include <algorithm>
#include <utility>

namespace ms::stats {

namespace {

bool isNothing(const StratumTotals& one) {
    return one.numerator == 0 && one.denominator == 0;
}

/// What a stratum counts for, and what is known of it in one arm.
struct StratumPart {
    double factor = 0; // weight / denominator of the arm; 0: dropped
    double ratio = 0;  // of the arm
};

std::vector<StratumPart> partsOf(const PostStratification& common,
                                 std::optional<double> StratumComparison::*ratio,
                                 std::span<const StratumTotals> arm) {
    std::vector<CompensatedSum> denominators(common.strata.size());
    for (const StratumTotals& one : arm)
        denominators[one.stratum].add(one.denominator);
    std::vector<StratumPart> parts(common.strata.size());
    for (std::size_t h = 0; h < parts.size(); ++h)
        if (common.strata[h].isRetained)
            parts[h] = {common.strata[h].retainedWeight / denominators[h].value(),
                        *(common.strata[h].*ratio)};
    return parts;
}

/// Totals whose ratio is the arm's at the common mix, and whose influence on it is that of 1.7:
/// so that everything that is done with plain totals can be done with them.
ArmClusters standardisedClusters(std::span<const StratumTotals> arm,
                                 const std::vector<StratumPart>& parts, double armRatio,
                                 std::size_t count) {
    ArmClusters clusters(count);
    for (const StratumTotals& one : arm) {
        const StratumPart& part = parts[one.stratum];
        if (part.factor == 0 || isNothing(one))
            continue;
        std::optional<ClusterTotals>& cluster = clusters[one.cluster];
        if (!cluster)
            cluster.emplace();
        cluster->denominator += part.factor * one.denominator;
        cluster->numerator +=
            part.factor * (influenceOf({one.numerator, one.denominator}, part.ratio) +
                           armRatio * one.denominator);
    }
    return clusters;
}

/// What each cluster adds to the difference when both arms have the ratio of both together.
std::vector<double> partsUnderNoDifference(const ArmPairTotals& totals,
                                           const std::vector<StratumPart>& inA,
                                           const std::vector<StratumPart>& inB, std::size_t count) {
    std::vector<ClusterTotals> pooled(inA.size());
    for (const auto& arm : {totals.a, totals.b})
        for (const StratumTotals& one : arm) {
            pooled[one.stratum].numerator += one.numerator;
            pooled[one.stratum].denominator += one.denominator;
        }
    std::vector<double> parts(count);
    const auto add = [&](std::span<const StratumTotals> arm, const std::vector<StratumPart>& known,
                         double sign) {
        for (const StratumTotals& one : arm) {
            if (known[one.stratum].factor == 0)
                continue;
            const ClusterTotals& both = pooled[one.stratum];
            parts[one.cluster] +=
                sign * known[one.stratum].factor *
                influenceOf({one.numerator, one.denominator}, both.numerator / both.denominator);
        }
    };
    add(totals.a, inA, -1);
    add(totals.b, inB, 1);
    return parts;
}

std::vector<CountedCluster> counted(const ArmClusters& clusters) {
    std::vector<CountedCluster> totals;
    for (const ClusterTotals& cluster : presentOf(clusters))
        totals.push_back({cluster, cluster.denominator});
    return totals;
}

/// CR2 instead of the delta method, for the lift as well.
void reportCr2(ArmEffect& effect, double alpha) {
    const Estimate delta = effect.difference;
    effect.difference = *effect.cr2;
    if (!delta.standardError || !effect.cr2->standardError || !effect.lift.standardError)
        return;
    const double widening = *effect.cr2->standardError / *delta.standardError;
    const double error = *effect.lift.standardError * std::max(1.0, widening);
    effect.lift =
        studentEstimate(*effect.lift.value, error * error, *effect.cr2->degreesOfFreedom, alpha);
    if (effect.unadjusted.fieller.g.value_or(0) <= kFiellerAbove)
        effect.liftInterval = effect.lift.interval;
}

void testFewClusters(ArmEffect& effect, const ClustersOfArms& arms,
                     const std::vector<double>& parts, double alpha, std::uint64_t seed) {
    std::vector<std::optional<double>> pValues{effect.difference.pValue};
    if (effect.isCrossed || effect.standardised) {
        effect.permutation = signFlipTest(parts, seed);
    } else {
        effect.permutation = permutationTest(presentOf(arms.a), presentOf(arms.b), seed);
        effect.cr2 = compareCr2(counted(arms.a), counted(arms.b), alpha).difference;
        pValues.push_back(effect.cr2->pValue);
        reportCr2(effect, alpha);
    }
    pValues.push_back(effect.permutation->pValue);
    effect.doTestsDisagree = agreementOf(pValues, alpha) == Agreement::Inconclusive;
}

/// Strata without any difference in them have nothing to vary.
bool hasVariance(const Estimate& estimate) {
    return estimate.status != Status::ZeroVariance;
}

void report(ArmEffect& effect) {
    const RatioComparison& shown = effect.shown();
    effect.difference = shown.difference;
    effect.lift = shown.lift;
    effect.liftInterval =
        shown.fieller.g.value_or(0) > kFiellerAbove ? shown.fieller.interval : shown.lift.interval;
    effect.hasFewClusters = hasFewClusters(shown.a, shown.b);
}

} // namespace

ArmEffect armEffect(const ArmPairTotals& totals, double alpha, std::uint64_t seed,
                    FewClusterTests tests) {
    const std::size_t count = clusterCount(totals.a, totals.b);
    ClustersOfArms arms = clustersOf(totals.a, totals.b);
    ArmEffect effect;
    effect.isCrossed = areCrossed(arms);
    effect.unadjusted = compareClusters(arms, alpha);
    const PostStratification common = postStratify(totals.a, totals.b, totals.strata, alpha);
    if (!common.ratioA || !common.ratioB) {
        report(effect);
        effect.difference.status = common.difference.status;
        effect.coverage = common.difference.status == Status::NoOverlap ? 0 : 1;
        return effect;
    }
    const auto inA = partsOf(common, &StratumComparison::ratioA, totals.a);
    const auto inB = partsOf(common, &StratumComparison::ratioB, totals.b);
    if (totals.strata > 1) {
        effect.coverage = common.coverage;
        effect.strata = common.strata;
        arms = {standardisedClusters(totals.a, inA, *common.ratioA, count),
                standardisedClusters(totals.b, inB, *common.ratioB, count)};
        effect.isCrossed = areCrossed(arms);
        effect.standardised = compareClusters(arms, alpha);
    }
    report(effect);
    if (effect.hasFewClusters && hasVariance(effect.difference) && tests == FewClusterTests::Run)
        testFewClusters(effect, arms, partsUnderNoDifference(totals, inA, inB, count), alpha, seed);
    if (effect.difference.standardError)
        effect.detectable = minimumDetectableEffectReached(detectionQuantile(alpha, kUsualPower),
                                                           *effect.difference.standardError);
    return effect;
}

ArmEffect quantileEffect(const ClusteredSample& a, const ClusteredSample& b, double q,
                         double alpha) {
    const QuantileComparison both = compareQuantiles(a, b, q, alpha);
    ArmEffect effect;
    const auto arm = [](const ClusteredSample& sample, const ClusteredQuantile& quantile) {
        ArmRatio ratio;
        ratio.clusters = sample.clusters();
        ratio.denominator = double(sample.size());
        ratio.ratio = quantile.value;
        return ratio;
    };
    effect.unadjusted.a = arm(a, both.a);
    effect.unadjusted.b = arm(b, both.b);
    effect.unadjusted.difference = effect.difference = both.difference;
    effect.unadjusted.lift = effect.lift = both.lift;
    effect.liftInterval = both.lift.interval;
    effect.isCrossed = both.isCrossed;
    if (effect.difference.standardError)
        effect.detectable = minimumDetectableEffectReached(detectionQuantile(alpha, kUsualPower),
                                                           *effect.difference.standardError);
    return effect;
}

double shareOfPerMille(std::int64_t perMille) {
    return double(perMille) / 1e3;
}

double perMonth(std::int64_t count, std::int64_t days) {
    constexpr double kDaysOfMonth = 365.25 / 12;
    return double(count) / double(days) * kDaysOfMonth;
}

std::optional<Gain> gainOf(const Estimate& costDifference, double volume) {
    if (!costDifference.value)
        return {};
    Gain gain{-*costDifference.value * volume, {}};
    if (costDifference.interval)
        gain.interval = Interval{-costDifference.interval->high * volume,
                                 -costDifference.interval->low * volume};
    return gain;
}

double alphaOfEach(std::size_t count) {
    return kUsualAlpha / double(std::max<std::size_t>(count, 1));
}

double shareOfBasisPoints(std::int64_t basisPoints) {
    return double(basisPoints) / 1e4;
}

bool isAtMostPct(double pValue, std::int64_t pct) {
    return pValue * 100 <= double(pct);
}

AnytimeEstimate anytimeAt(const Estimate& estimate, std::int64_t units,
                          const std::optional<std::int64_t>& planned, double alpha) {
    return asymptoticConfidenceSequence(estimate.value.value_or(0),
                                        estimate.standardError.value_or(0), double(units),
                                        planned ? double(*planned) : kDefaultPlannedUnits, alpha);
}

std::optional<Interval> intervalOrPoint(const Estimate& estimate) {
    if (!estimate.interval && estimate.status == Status::ZeroVariance && estimate.value)
        return Interval{*estimate.value, *estimate.value};
    return estimate.interval;
}

} // namespace ms::stats
