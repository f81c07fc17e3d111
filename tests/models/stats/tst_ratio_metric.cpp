// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/ratio_metric.h"

#include "models/stats/distributions.h"
#include "models/stats/splitmix64.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace ms;
using stats::ClusterTotals;
using stats::CrossedCluster;
using stats::Status;

/// Properties, and cases by hand; the oracles are in tst_oracles_comparison.
class TestRatioMetric : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void varianceIsThatOfTheDeltaMethod();
    void orderOfClustersDoesNotMatter();
    void aClusterWithoutUnitsCounts();
    void theClusterThatMovesTheRatioIsNamed();
    void fiellerLimitsSolveTheirEquation();
    void whatCannotBeCompared_data();
    void whatCannotBeCompared();
    void aFreeArmHasNoLift();
    void constantArms();
    void disjointCrossedClustersAreNearlyIndependent();
    void whatMovesBothArmsCancels();
    void aMissingSideContributesNothing();
    void crossedArmsNeedTwoClustersEach();
    void crossedLiftIsThatOfSmallSteps();
    void aMillionClustersInTime();
};

namespace {

std::vector<ClusterTotals> heavyTailed(std::uint64_t seed, std::size_t count) {
    stats::SplitMix64 random{seed};
    std::vector<ClusterTotals> clusters;
    for (std::size_t i = 0; i < count; ++i) {
        const double rows = 1 + double(random.below(40));
        clusters.push_back({rows * std::exp(3 * random.uniform()), rows});
    }
    return clusters;
}

stats::RatioComparison crossed(const std::vector<CrossedCluster>& clusters) {
    return stats::compareCrossedRatios(clusters, 0.05);
}

} // namespace

Q_DECLARE_METATYPE(std::vector<ms::stats::ClusterTotals>)

void TestRatioMetric::varianceIsThatOfTheDeltaMethod() {
    const std::vector<ClusterTotals> clusters = heavyTailed(1, 50);
    double meanY = 0, meanN = 0;
    for (const ClusterTotals& cluster : clusters) {
        meanY += cluster.numerator / 50;
        meanN += cluster.denominator / 50;
    }
    double yy = 0, yn = 0, nn = 0;
    for (const ClusterTotals& cluster : clusters) {
        yy += (cluster.numerator - meanY) * (cluster.numerator - meanY) / 49;
        yn += (cluster.numerator - meanY) * (cluster.denominator - meanN) / 49;
        nn += (cluster.denominator - meanN) * (cluster.denominator - meanN) / 49;
    }
    const double ratio = meanY / meanN;
    const stats::ArmRatio arm = stats::ratioOfArm(clusters);
    QCOMPARE(*arm.ratio, ratio);
    QCOMPARE(*arm.variance, (yy - 2 * ratio * yn + ratio * ratio * nn) / (50 * meanN * meanN));
}

void TestRatioMetric::orderOfClustersDoesNotMatter() {
    std::vector<ClusterTotals> a = heavyTailed(2, 300);
    const std::vector<ClusterTotals> b = heavyTailed(3, 200);
    const stats::RatioComparison before = stats::compareRatios(a, b, 0.05);
    stats::SplitMix64 random{4};
    for (int round = 0; round < 20; ++round) {
        for (std::size_t i = a.size(); i > 1; --i)
            std::swap(a[i - 1], a[random.below(i)]);
        const stats::RatioComparison after = stats::compareRatios(a, b, 0.05);
        QVERIFY(*after.difference.value == *before.difference.value);
        QVERIFY(*after.difference.interval == *before.difference.interval);
        QVERIFY(*after.fieller.interval == *before.fieller.interval);
    }
}

void TestRatioMetric::aClusterWithoutUnitsCounts() {
    // 10 for 4 units, of which 4 for none: R = 2.5, e = -1.5 -2.5 4.
    const stats::ArmRatio arm =
        stats::ratioOfArm(std::vector<ClusterTotals>{{3.5, 2}, {2.5, 2}, {4, 0}});
    QCOMPARE(*arm.ratio, 2.5);
    QCOMPARE(*arm.variance, 1.5 * (1.5 * 1.5 + 2.5 * 2.5 + 4 * 4) / 16);
    QCOMPARE(*arm.largestDenominatorShare, 0.5);
}

void TestRatioMetric::theClusterThatMovesTheRatioIsNamed() {
    const stats::ArmRatio arm =
        stats::ratioOfArm(std::vector<ClusterTotals>{{1, 1}, {1, 1}, {7, 1}, {3, 1}});
    QCOMPARE(*arm.mostInfluential, std::size_t(2)); // e = -2 -2 4 0
    QCOMPARE(*arm.largestVarianceShare, 16.0 / 24);
}

void TestRatioMetric::fiellerLimitsSolveTheirEquation() {
    const std::vector<ClusterTotals> a = heavyTailed(5, 40);
    const std::vector<ClusterTotals> b = heavyTailed(6, 30);
    const stats::RatioComparison found = stats::compareRatios(a, b, 0.05);
    const double t = stats::studentQuantile(0.975, *found.difference.degreesOfFreedom);
    QVERIFY(*found.fieller.g < 1);
    for (const double limit : {found.fieller.interval->low, found.fieller.interval->high}) {
        const double rho = 1 + limit; // (R_B - rho R_A)^2 = t^2 (V_B + rho^2 V_A)
        const double left = std::pow(*found.b.ratio - rho * *found.a.ratio, 2);
        QCOMPARE(left, t * t * (*found.b.variance + rho * rho * *found.a.variance));
    }
    QVERIFY(found.fieller.interval->low < *found.lift.value);
    QVERIFY(found.fieller.interval->high > *found.lift.value);
}

void TestRatioMetric::whatCannotBeCompared_data() {
    using Arm = std::vector<ClusterTotals>;
    QTest::addColumn<Arm>("a");
    QTest::addColumn<Arm>("b");
    QTest::addColumn<QString>("status");
    QTest::addColumn<bool>("hasValue");
    const Arm some{{1, 1}, {3, 1}};
    QTest::newRow("an empty arm") << Arm{} << some << "zero_denominator" << false;
    QTest::newRow("an arm without units")
        << some << Arm{{3, 0}, {1, 0}} << "zero_denominator" << false;
    QTest::newRow("one cluster") << Arm{{5, 2}} << some << "insufficient_clusters" << true;
    QTest::newRow("two constant arms, to rounding")
        << Arm{{0.3, 3}, {0.7, 7}, {0.1, 1}} << Arm{{0.6, 3}, {1.4, 7}} << "zero_variance" << true;
}

void TestRatioMetric::whatCannotBeCompared() {
    QFETCH(std::vector<ClusterTotals>, a);
    QFETCH(std::vector<ClusterTotals>, b);
    QFETCH(bool, hasValue);
    const stats::RatioComparison found = stats::compareRatios(a, b, 0.05);
    for (const stats::Estimate& estimate : {found.difference, found.lift}) {
        QTEST(QString::fromStdString(std::string(nameOf(estimate.status))), "status");
        QCOMPARE(estimate.value.has_value(), hasValue);
        QVERIFY(!estimate.interval && !estimate.standardError && !estimate.pValue);
    }
    QVERIFY(found.fieller.status != Status::Ok && !found.fieller.interval);
    QVERIFY(!found.normalInterval);
}

void TestRatioMetric::aFreeArmHasNoLift() {
    const stats::RatioComparison found =
        stats::compareRatios(std::vector<ClusterTotals>{{0, 1}, {0, 4}},
                             std::vector<ClusterTotals>{{1, 1}, {3, 1}}, 0.05);
    QVERIFY(found.difference.status == Status::Ok);
    QCOMPARE(*found.difference.value, 2.0);
    QVERIFY(found.lift.status == Status::BaselineZero && !found.lift.value);
    QVERIFY(found.fieller.status == Status::BaselineZero);
}

void TestRatioMetric::constantArms() {
    const stats::RatioComparison found =
        stats::compareRatios(std::vector<ClusterTotals>{{0.1, 1}, {0.7, 7}},
                             std::vector<ClusterTotals>{{1, 1}, {2, 1}, {3, 1}}, 0.05);
    QCOMPARE(*found.a.variance, 0.0);
    QVERIFY(!found.a.largestVarianceShare);
    QCOMPARE(*found.difference.degreesOfFreedom, 2.0); // only B's are left
    QCOMPARE(*found.fieller.g, 0.0);
    QCOMPARE(found.fieller.interval->high, found.lift.interval->high);
}

void TestRatioMetric::disjointCrossedClustersAreNearlyIndependent() {
    const std::vector<ClusterTotals> a = heavyTailed(7, 60);
    const std::vector<ClusterTotals> b = heavyTailed(8, 60);
    std::vector<CrossedCluster> clusters;
    for (const ClusterTotals& cluster : a)
        clusters.push_back({cluster, std::nullopt});
    for (const ClusterTotals& cluster : b)
        clusters.push_back({std::nullopt, cluster});
    const stats::RatioComparison apart = stats::compareRatios(a, b, 0.05);
    const stats::RatioComparison together = crossed(clusters);
    // The same but for k / (k - 1) with k = 120 instead of 60.
    QCOMPARE(*together.difference.standardError,
             *apart.difference.standardError * std::sqrt(120.0 / 119 / (60.0 / 59)));
    QCOMPARE(*together.difference.degreesOfFreedom, 119.0);
}

void TestRatioMetric::whatMovesBothArmsCancels() {
    std::vector<CrossedCluster> clusters;
    for (const ClusterTotals& cluster : heavyTailed(9, 25)) {
        const ClusterTotals dearer{cluster.numerator + cluster.denominator, cluster.denominator};
        clusters.push_back({cluster, dearer}); // everybody pays 1 more
    }
    const stats::RatioComparison found = crossed(clusters);
    QCOMPARE(*found.difference.value, 1.0);
    QVERIFY(found.difference.standardError.value_or(0) < 1e-12);
    std::vector<ClusterTotals> a, b;
    for (const CrossedCluster& cluster : clusters) {
        a.push_back(*cluster.a);
        b.push_back(*cluster.b);
    }
    QVERIFY(*stats::compareRatios(a, b, 0.05).difference.standardError > 0.1);
}

void TestRatioMetric::aMissingSideContributesNothing() {
    // R_A = 2: e = -1 1; R_B = 3: e = -1 1. u = e_B/2 - e_A/2 = 1/2 (a only), 0 (both), -1/2.
    const std::vector<CrossedCluster> clusters{
        {ClusterTotals{1, 1}, std::nullopt},
        {ClusterTotals{3, 1}, ClusterTotals{4, 1}},
        {std::nullopt, ClusterTotals{2, 1}},
    };
    const stats::RatioComparison found = crossed(clusters);
    QCOMPARE(found.clusters, std::size_t(3));
    QCOMPARE(*found.difference.standardError, std::sqrt(1.5 * 0.5));
    QCOMPARE(*found.difference.degreesOfFreedom, 2.0);
    QCOMPARE(*found.b.mostInfluential, std::size_t(1)); // by its place among all clusters
}

void TestRatioMetric::crossedArmsNeedTwoClustersEach() {
    const stats::RatioComparison found = crossed({{ClusterTotals{1, 1}, ClusterTotals{2, 1}},
                                                  {std::nullopt, ClusterTotals{5, 1}},
                                                  {std::nullopt, std::nullopt}});
    QVERIFY(found.difference.status == Status::InsufficientClusters);
    QCOMPARE(*found.difference.value, 2.5);
    QCOMPARE(found.clusters, std::size_t(2));
    QVERIFY(crossed({}).difference.status == Status::ZeroDenominator);
}

void TestRatioMetric::crossedLiftIsThatOfSmallSteps() {
    // The infinitesimal jackknife: how the lift moves when one cluster weighs a little more.
    std::vector<CrossedCluster> clusters;
    const std::vector<ClusterTotals> a = heavyTailed(10, 30);
    const std::vector<ClusterTotals> b = heavyTailed(11, 30);
    for (std::size_t i = 0; i < 30; ++i)
        clusters.push_back({a[i], i % 3 == 0 ? std::nullopt : std::optional{b[i]}});
    const stats::RatioComparison found = crossed(clusters);
    const double step = 1e-6;
    double sum = 0;
    for (std::size_t i = 0; i < 30; ++i) {
        std::vector<CrossedCluster> moved = clusters; // this cluster weighs a little more
        moved[i].a = {moved[i].a->numerator * (1 + step), moved[i].a->denominator * (1 + step)};
        if (moved[i].b)
            moved[i].b = {moved[i].b->numerator * (1 + step), moved[i].b->denominator * (1 + step)};
        const double slope = (*crossed(moved).lift.value - *found.lift.value) / step;
        sum += slope * slope;
    }
    const double error = std::sqrt(30.0 / 29 * sum);
    QVERIFY(std::abs(*found.lift.standardError / error - 1) < 1e-4);
}

void TestRatioMetric::aMillionClustersInTime() {
    const std::vector<ClusterTotals> a = heavyTailed(12, 500'000);
    const std::vector<ClusterTotals> b = heavyTailed(13, 500'000);
    QElapsedTimer timer;
    timer.start();
    const stats::RatioComparison found = stats::compareRatios(a, b, 0.05);
    const qint64 elapsed = timer.elapsed();
    QVERIFY(found.difference.status == Status::Ok);
    QVERIFY2(elapsed < 1000, qPrintable(QStringLiteral("%1 ms").arg(elapsed)));
}

QTEST_APPLESS_MAIN(TestRatioMetric)
#include "tst_ratio_metric.moc"
