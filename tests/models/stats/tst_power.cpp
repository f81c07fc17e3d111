// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/power.h"

#include "models/stats/distributions.h"
#include "models/stats/splitmix64.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace ms;
using stats::Status;

class TestPower : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedPower();
    void rowsAndEffectAreInverse();
    void clustersNeedMoreRows();
    void studentPowerNearsTheNormal();
    void reachedEffect();
    void iccByHand();
    void iccOfEqualRowsInClusters();
    void iccMayBeNegative();
    void iccStatuses();
};

using Clusters = std::vector<std::vector<double>>;

void TestPower::publishedPower() { // R power.t.test(n = 20, delta = 1)
    QVERIFY(std::abs(stats::studentPower(20, 1, 1, 0.05) - 0.8689528) < 5e-8);
    QCOMPARE(stats::studentPower(20, -1, 1, 0.05), stats::studentPower(20, 1, 1, 0.05));
}

void TestPower::rowsAndEffectAreInverse() {
    const double detection = stats::detectionQuantile(0.05, 0.8);
    const stats::RowsPerArm rows = stats::rowsPerArm(detection, 1.7, 0.4, 2.2);
    QCOMPARE(stats::minimumDetectableEffect(detection, 1.7, rows.unrounded, rows.unrounded, 2.2),
             0.4);
    QCOMPARE(double(rows.rows), std::ceil(rows.unrounded));
}

void TestPower::clustersNeedMoreRows() {
    QCOMPARE(stats::designEffect(1, 0, 0.3), 1.0); // one row a cluster
    QCOMPARE(stats::designEffect(10, 0, 1), 10.0); // ten times the same row
    QCOMPARE(stats::designEffect(10, 2, 0), 1.0);
    QCOMPARE(stats::designEffect(10, 2, -0.2), 1.0);
}

void TestPower::studentPowerNearsTheNormal() {
    const double detection = stats::detectionQuantile(0.05, 0.9);
    const double effect = stats::minimumDetectableEffect(detection, 2, 50'000, 50'000, 1);
    QVERIFY(std::abs(stats::studentPower(50'000, effect, 2, 0.05) - 0.9) < 1e-4);
}

void TestPower::reachedEffect() {
    QVERIFY(
        std::abs(stats::minimumDetectableEffectReached(stats::detectionQuantile(0.05, 0.8), 0.5) -
                 1.4007926) < 1e-7);
}

void TestPower::iccByHand() {
    // {1 3} and {5 7 9}: means 2 and 7, of all 5. MSB = 2 x 9 + 3 x 4 = 30; MSW = (2 + 8) / 3.
    const auto found = stats::intraclassCorrelation(Clusters{{1, 3}, {5, 7, 9}});
    QCOMPARE(*found.meanSquareBetween, 30.0);
    QCOMPARE(*found.meanSquareWithin, 10.0 / 3);
    QCOMPARE(*found.typicalSize, 5 - 13.0 / 5);
    QCOMPARE(*found.icc, (30 - 10.0 / 3) / (30 + 1.4 * 10 / 3));
}

void TestPower::iccOfEqualRowsInClusters() {
    QCOMPARE(*stats::intraclassCorrelation(Clusters{{2, 2}, {5, 5, 5}, {}}).icc, 1.0);
}

void TestPower::iccMayBeNegative() {
    const auto found = stats::intraclassCorrelation(Clusters{{1, 9}, {2, 8}, {9, 1}});
    QVERIFY(*found.icc < 0);
    QCOMPARE(stats::designEffect(2, 0, *found.icc), 1.0);
}

void TestPower::iccStatuses() {
    const auto status = [](const Clusters& clusters) {
        const auto found = stats::intraclassCorrelation(clusters);
        return found.icc ? Status::Ok : found.status;
    };
    QVERIFY(status({}) == Status::InsufficientClusters);
    QVERIFY(status({{1, 2, 3}, {}}) == Status::InsufficientClusters);
    QVERIFY(status({{1}, {2}, {3}}) == Status::InsufficientClusters);
    QVERIFY(status({{0.1, 0.1, 0.1}, {0.1, 0.1}}) == Status::ZeroVariance);
}

QTEST_APPLESS_MAIN(TestPower)
#include "tst_power.moc"
