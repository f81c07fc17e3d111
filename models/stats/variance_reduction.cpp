// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/variance_reduction.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/two_samples.h"

#include <cmath>
#include <vector>

namespace ms::stats {

namespace {

/// Products of deviations from the arm's means.
struct ArmMoments {
    std::size_t count = 0;
    SampleMoments outcome;
    SampleMoments covariate;
    double xx = 0;
    double xy = 0;
};

ArmMoments armMoments(std::span<const OutcomeAndCovariate> rows) {
    std::vector<double> outcomes, covariates;
    outcomes.reserve(rows.size());
    covariates.reserve(rows.size());
    for (const OutcomeAndCovariate& row : rows) {
        outcomes.push_back(row.outcome);
        covariates.push_back(row.covariate);
    }
    ArmMoments arm{rows.size(), momentsOf(outcomes), momentsOf(covariates), 0, 0};
    if (arm.covariate.variance.value_or(0) == 0)
        return arm; // constant: it explains nothing
    CompensatedSum xx, xy;
    for (const OutcomeAndCovariate& row : rows) {
        const double x = row.covariate - *arm.covariate.mean;
        xx.add(x * x);
        xy.add(x * (row.outcome - *arm.outcome.mean));
    }
    arm.xx = xx.value();
    arm.xy = xy.value();
    return arm;
}

SampleMoments residualMoments(std::span<const OutcomeAndCovariate> rows, double theta) {
    std::vector<double> residuals;
    residuals.reserve(rows.size());
    for (const OutcomeAndCovariate& row : rows)
        residuals.push_back(row.outcome - theta * row.covariate);
    return momentsOf(residuals);
}

void addVarianceRatio(AdjustedDifference& difference) {
    const std::optional<double>& before = difference.unadjusted.standardError;
    const std::optional<double>& after = difference.adjusted.standardError;
    if (before && after)
        difference.varianceRatio = (*after * *after) / (*before * *before);
}

/// Deviations of the clusters of an arm from its ratio, in both windows.
std::vector<OutcomeAndCovariate> linearised(std::span<const ClusterAfterBefore> clusters,
                                            const ArmRatio& after, const ArmRatio& before) {
    const double k = double(clusters.size());
    std::vector<OutcomeAndCovariate> deviations;
    deviations.reserve(clusters.size());
    for (const ClusterAfterBefore& cluster : clusters)
        deviations.push_back(
            {influenceOf(cluster.after, *after.ratio) / (after.denominator / k),
             influenceOf(cluster.before, *before.ratio) / (before.denominator / k)});
    return deviations;
}

/// Sum of (z - theta x)^2 / (k (k - 1)): these deviations have mean 0 in their arm.
double adjustedVariance(std::span<const OutcomeAndCovariate> deviations, double theta) {
    CompensatedSum squares;
    for (const OutcomeAndCovariate& one : deviations) {
        const double left = one.outcome - theta * one.covariate;
        squares.add(left * left);
    }
    const double k = double(deviations.size());
    return squares.value() / (k * (k - 1));
}

std::vector<ClusterTotals> windowOf(std::span<const ClusterAfterBefore> clusters,
                                    ClusterTotals ClusterAfterBefore::*window) {
    std::vector<ClusterTotals> totals;
    totals.reserve(clusters.size());
    for (const ClusterAfterBefore& cluster : clusters)
        totals.push_back(cluster.*window);
    return totals;
}

/// The line of an arm at `x`, with its HC2 variance. Empty when a row has all the leverage.
struct Prediction {
    double value = 0;
    std::optional<double> variance;
};

Prediction predictionAt(double x, std::span<const OutcomeAndCovariate> rows,
                        const ArmMoments& arm) {
    const double n = double(arm.count);
    const double meanX = *arm.covariate.mean;
    const double slope = arm.xx > 0 ? arm.xy / arm.xx : 0;
    Prediction prediction{*arm.outcome.mean + slope * (x - meanX), std::nullopt};
    CompensatedSum variance;
    for (const OutcomeAndCovariate& row : rows) {
        const double deviation = row.covariate - meanX;
        const double perSquare = arm.xx > 0 ? deviation / arm.xx : 0;
        const double leverage = 1 / n + deviation * perSquare;
        if (leverage > 1 - 1e-12)
            return prediction;
        const double weight = 1 / n + (x - meanX) * perSquare;
        const double residual = row.outcome - *arm.outcome.mean - slope * deviation;
        variance.add(weight * weight * residual * residual / (1 - leverage));
    }
    prediction.variance = variance.value();
    return prediction;
}

} // namespace

AdjustedDifference cupedDifference(std::span<const OutcomeAndCovariate> a,
                                   std::span<const OutcomeAndCovariate> b, double alpha) {
    const ArmMoments armA = armMoments(a);
    const ArmMoments armB = armMoments(b);
    AdjustedDifference result;
    result.unadjusted = welchDifference(armA.outcome, armB.outcome, alpha);
    if (a.empty() || b.empty()) {
        result.adjusted = result.unadjusted;
        return result;
    }
    const double xx = armA.xx + armB.xx;
    const double theta = xx > 0 ? (armA.xy + armB.xy) / xx : 0;
    result.theta = theta;
    result.adjusted = welchDifference(residualMoments(a, theta), residualMoments(b, theta), alpha);
    addVarianceRatio(result);
    return result;
}

AdjustedDifference cupedRatioDifference(std::span<const ClusterAfterBefore> a,
                                        std::span<const ClusterAfterBefore> b, double alpha) {
    const RatioComparison after = compareRatios(windowOf(a, &ClusterAfterBefore::after),
                                                windowOf(b, &ClusterAfterBefore::after), alpha);
    const ArmRatio beforeA = ratioOfArm(windowOf(a, &ClusterAfterBefore::before));
    const ArmRatio beforeB = ratioOfArm(windowOf(b, &ClusterAfterBefore::before));
    AdjustedDifference result;
    result.unadjusted = after.difference;
    if (!beforeA.ratio || !beforeB.ratio) {
        result.adjusted = estimateWithout(Status::ZeroDenominator, std::nullopt);
        return result;
    }
    if (!after.a.variance || !after.b.variance) {
        result.adjusted = estimateWithout(after.difference.status, std::nullopt);
        return result;
    }
    const std::vector<OutcomeAndCovariate> inA = linearised(a, after.a, beforeA);
    const std::vector<OutcomeAndCovariate> inB = linearised(b, after.b, beforeB);
    CompensatedSum xx, xy;
    for (const auto* arm : {&inA, &inB})
        for (const OutcomeAndCovariate& one : *arm) {
            xx.add(one.covariate * one.covariate);
            xy.add(one.covariate * one.outcome);
        }
    const double theta = xx.value() > 0 ? xy.value() / xx.value() : 0;
    result.theta = theta;
    const double difference = *after.difference.value - theta * (*beforeB.ratio - *beforeA.ratio);
    const double varianceA = adjustedVariance(inA, theta);
    const double varianceB = adjustedVariance(inB, theta);
    result.adjusted = studentEstimate(
        difference, varianceA + varianceB,
        welchDegreesOfFreedom(varianceA, double(a.size() - 1), varianceB, double(b.size() - 1)),
        alpha);
    addVarianceRatio(result);
    return result;
}

Estimate linRegressionDifference(std::span<const OutcomeAndCovariate> a,
                                 std::span<const OutcomeAndCovariate> b, double alpha) {
    if (a.empty() || b.empty())
        return estimateWithout(Status::ZeroDenominator, std::nullopt);
    const ArmMoments armA = armMoments(a);
    const ArmMoments armB = armMoments(b);
    CompensatedSum covariates;
    for (const auto& arm : {a, b})
        for (const OutcomeAndCovariate& row : arm)
            covariates.add(row.covariate);
    const double pooled = covariates.value() / double(a.size() + b.size());
    const Prediction atA = predictionAt(pooled, a, armA);
    const Prediction atB = predictionAt(pooled, b, armB);
    const double difference = atB.value - atA.value;
    const auto isTooFew = [](const ArmMoments& arm) { return arm.count < (arm.xx > 0 ? 3 : 2); };
    if (isTooFew(armA) || isTooFew(armB))
        return estimateWithout(Status::InsufficientClusters, difference);
    if (!atA.variance || !atB.variance)
        return estimateWithout(Status::DegenerateScale, difference);
    return normalEstimate(difference, *atA.variance + *atB.variance, alpha);
}

} // namespace ms::stats
