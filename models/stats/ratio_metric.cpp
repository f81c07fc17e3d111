// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/ratio_metric.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/distributions.h"
#include "models/stats/rounding.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ms::stats {

namespace {

/// Variances of the two ratios, how they move together, and of what is made of them.
struct RatioVariances {
    double a = 0;
    double b = 0;
    double covariance = 0;
    double difference = 0;   // of B - A
    double unscaledLift = 0; // of B - rho A, rho = B / A
};

/// 0 where the baseline is 0, and no lift is asked for.
double relativeRatio(const RatioComparison& comparison) {
    return *comparison.a.ratio == 0 ? 0 : *comparison.b.ratio / *comparison.a.ratio;
}

/// The reason why two arms have no comparison, or Ok.
Status statusOf(const ArmRatio& a, const ArmRatio& b) {
    if (!a.ratio || !b.ratio)
        return Status::ZeroDenominator;
    return a.variance && b.variance ? Status::Ok : Status::InsufficientClusters;
}

FiellerLift fiellerLift(double ratioA, double ratioB, const RatioVariances& variances, double t) {
    FiellerLift lift;
    const double g = t * t * variances.a / (ratioA * ratioA);
    lift.g = g;
    if (g >= 1) {
        lift.status = Status::Unbounded;
        return lift;
    }
    const double rho = ratioB / ratioA;
    const double slope = variances.a > 0 ? variances.covariance / variances.a : 0;
    // Without covariance: (t / R_A) sqrt(V_B + rho^2 V_A - g V_B), around rho.
    const double underRoot =
        variances.unscaledLift - g * (variances.b - slope * variances.covariance);
    const double half = t / std::abs(ratioA) * std::sqrt(std::max(underRoot, 0.0));
    const double centre = rho - g * slope;
    lift.interval = Interval{(centre - half) / (1 - g) - 1, (centre + half) / (1 - g) - 1};
    return lift;
}

void addLift(RatioComparison& comparison, const RatioVariances& variances, double degreesOfFreedom,
             double alpha) {
    const double ratioA = *comparison.a.ratio;
    const double ratioB = *comparison.b.ratio;
    comparison.lift =
        studentEstimate(relativeRatio(comparison) - 1, variances.unscaledLift / (ratioA * ratioA),
                        degreesOfFreedom, alpha);
    if (variances.a > 0 || variances.b > 0)
        comparison.fieller = fiellerLift(ratioA, ratioB, variances,
                                         studentQuantile(1 - alpha / 2, degreesOfFreedom));
    else
        comparison.fieller.status = Status::ZeroVariance;
}

/// Point estimates and why there is no more; returns whether there can be more.
bool startComparison(RatioComparison& comparison) {
    const ArmRatio& a = comparison.a;
    const ArmRatio& b = comparison.b;
    const Status status = statusOf(a, b);
    std::optional<double> difference;
    std::optional<double> lift;
    if (a.ratio && b.ratio) {
        difference = *b.ratio - *a.ratio;
        if (*a.ratio != 0)
            lift = *b.ratio / *a.ratio - 1;
    }
    const bool baselineZero = a.ratio && *a.ratio == 0;
    const Status liftStatus =
        status != Status::ZeroDenominator && baselineZero ? Status::BaselineZero : status;
    comparison.difference = estimateWithout(status, difference);
    comparison.lift = estimateWithout(liftStatus, lift);
    comparison.fieller.status = liftStatus;
    return status == Status::Ok;
}

void finishComparison(RatioComparison& comparison, const RatioVariances& variances,
                      double degreesOfFreedom, double alpha) {
    const double difference = *comparison.difference.value;
    comparison.difference =
        studentEstimate(difference, variances.difference, degreesOfFreedom, alpha);
    comparison.normalInterval = normalEstimate(difference, variances.difference, alpha).interval;
    if (comparison.lift.status == Status::Ok)
        addLift(comparison, variances, degreesOfFreedom, alpha);
}

RatioVariances crossedVariances(std::span<const CrossedCluster> clusters,
                                const RatioComparison& comparison) {
    const double rho = relativeRatio(comparison);
    CompensatedSum a, b, products, difference, unscaledLift;
    for (const CrossedCluster& cluster : clusters) {
        const ArmRatio& armA = comparison.a;
        const ArmRatio& armB = comparison.b;
        const double inA = cluster.a ? influenceOf(*cluster.a, *armA.ratio) / armA.denominator : 0;
        const double inB = cluster.b ? influenceOf(*cluster.b, *armB.ratio) / armB.denominator : 0;
        a.add(inA * inA);
        b.add(inB * inB);
        products.add(inA * inB);
        const double both = differenceBeyondRounding(inB, inA);
        difference.add(both * both);
        const double relative = differenceBeyondRounding(inB, rho * inA);
        unscaledLift.add(relative * relative);
    }
    const double k = double(comparison.clusters);
    const double correction = k / (k - 1);
    return {correction * a.value(), correction * b.value(), correction * products.value(),
            correction * difference.value(), correction * unscaledLift.value()};
}

} // namespace

double influenceOf(const ClusterTotals& cluster, double ratio) {
    return differenceBeyondRounding(cluster.numerator, ratio * cluster.denominator);
}

ArmRatio ratioOfArm(std::span<const ClusterTotals> clusters) {
    ArmRatio arm;
    arm.clusters = clusters.size();
    CompensatedSum numerator, denominator;
    double largest = 0;
    for (const ClusterTotals& cluster : clusters) {
        numerator.add(cluster.numerator);
        denominator.add(cluster.denominator);
        largest = std::max(largest, cluster.denominator);
    }
    arm.numerator = numerator.value();
    arm.denominator = denominator.value();
    if (!(arm.denominator > 0))
        return arm;
    arm.ratio = arm.numerator / arm.denominator;
    arm.largestDenominatorShare = largest / arm.denominator;
    if (clusters.size() < 2)
        return arm;
    CompensatedSum squares;
    double largestSquare = 0;
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        const double influence = influenceOf(clusters[i], *arm.ratio);
        squares.add(influence * influence);
        if (influence * influence > largestSquare) {
            largestSquare = influence * influence;
            arm.mostInfluential = i;
        }
    }
    const double k = double(clusters.size());
    arm.variance = k / (k - 1) * squares.value() / (arm.denominator * arm.denominator);
    if (largestSquare > 0)
        arm.largestVarianceShare = largestSquare / squares.value();
    return arm;
}

RatioComparison compareRatios(std::span<const ClusterTotals> a, std::span<const ClusterTotals> b,
                              double alpha) {
    RatioComparison comparison;
    comparison.a = ratioOfArm(a);
    comparison.b = ratioOfArm(b);
    comparison.clusters = a.size() + b.size();
    if (!startComparison(comparison))
        return comparison;
    const double rho = relativeRatio(comparison);
    RatioVariances variances{*comparison.a.variance, *comparison.b.variance, 0, 0, 0};
    variances.difference = variances.a + variances.b;
    variances.unscaledLift = variances.b + rho * rho * variances.a;
    const double degreesOfFreedom =
        welchDegreesOfFreedom(variances.a, double(a.size() - 1), variances.b, double(b.size() - 1));
    finishComparison(comparison, variances, degreesOfFreedom, alpha);
    return comparison;
}

RatioComparison compareCrossedRatios(std::span<const CrossedCluster> clusters, double alpha) {
    std::vector<ClusterTotals> a, b;
    std::vector<std::size_t> indexA, indexB;
    RatioComparison comparison;
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        const CrossedCluster& cluster = clusters[i];
        if (cluster.a) {
            a.push_back(*cluster.a);
            indexA.push_back(i);
        }
        if (cluster.b) {
            b.push_back(*cluster.b);
            indexB.push_back(i);
        }
        comparison.clusters += cluster.a || cluster.b ? 1 : 0;
    }
    comparison.a = ratioOfArm(a);
    comparison.b = ratioOfArm(b);
    if (comparison.a.mostInfluential)
        comparison.a.mostInfluential = indexA[*comparison.a.mostInfluential];
    if (comparison.b.mostInfluential)
        comparison.b.mostInfluential = indexB[*comparison.b.mostInfluential];
    if (startComparison(comparison))
        finishComparison(comparison, crossedVariances(clusters, comparison),
                         double(comparison.clusters - 1), alpha);
    return comparison;
}

} // namespace ms::stats
