// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/sequential.h"

#include <QTest>

#include <cmath>

using namespace ms;
using stats::Status;

class TestSequential : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedMixture();
    void boundIsWhereTheMixtureReachesOneOverAlpha();
    void zeroLeavesTheIntervalWhenPReachesAlpha();
    void narrowestAtThePlannedSize();
    void whatCannotBeLookedAt();
    void looksAreRemembered();
};

void TestSequential::publishedMixture() { // confseq unit tests
    const stats::NormalMixture mixture = stats::normalMixture(100, 100, 0.05, 0.05, 10);
    QCOMPARE(std::round(mixture.rho * 1e5) / 1e5, 12.60056);
    QCOMPARE(std::round(mixture.bound * 1e5) / 1e5, 30.35209);
    QCOMPARE(std::round(mixture.logMixture * 1e7) / 1e7, -0.6510052);
}

void TestSequential::boundIsWhereTheMixtureReachesOneOverAlpha() {
    for (const double variance : {0.0, 1.0, 50.0, 1e6}) {
        const double bound = stats::normalMixture(variance, 100, 0.02, 0.05, 0).bound;
        const double reached = stats::normalMixture(variance, 100, 0.02, 0.05, bound).logMixture;
        QVERIFY(std::abs(reached - std::log(1 / 0.02)) < 1e-10);
    }
}

void TestSequential::zeroLeavesTheIntervalWhenPReachesAlpha() {
    for (const double units : {60.0, 1000.0, 1e5}) {
        const double radius =
            *stats::asymptoticConfidenceSequence(0, 0.3, units, 1000, 0.05).radius;
        const auto at = stats::asymptoticConfidenceSequence(radius, 0.3, units, 1000, 0.05);
        QVERIFY(std::abs(at.interval->low) < 1e-12);
        QVERIFY(std::abs(*at.pValue - 0.05) < 1e-10);
        QVERIFY(
            *stats::asymptoticConfidenceSequence(-1.01 * radius, 0.3, units, 1000, 0.05).pValue <
            0.05);
    }
}

void TestSequential::narrowestAtThePlannedSize() {
    const auto radiusAt = [](double planned) {
        return *stats::asymptoticConfidenceSequence(0, 1, 1000, planned, 0.05).radius;
    };
    QVERIFY(radiusAt(1000) < radiusAt(100));
    QVERIFY(radiusAt(1000) < radiusAt(20'000));
    QVERIFY(radiusAt(1000) > 1.96); // peeking has its price
}

void TestSequential::whatCannotBeLookedAt() {
    const auto constant = stats::asymptoticConfidenceSequence(0.5, 0, 100, 1000, 0.05);
    QVERIFY(constant.status == Status::ZeroVariance && !constant.interval && !constant.pValue);
    QCOMPARE(constant.value, 0.5);
    const auto none = stats::asymptoticConfidenceSequence(0, 1, 0, 1000, 0.05);
    QVERIFY(none.status == Status::InsufficientClusters && !none.interval);
}

void TestSequential::looksAreRemembered() {
    stats::RunningLooks looks;
    QVERIFY(!looks.pValue() && !looks.interval());
    const auto look = [](double value, double error, double units) {
        return stats::asymptoticConfidenceSequence(value, error, units, 1000, 0.05);
    };
    const auto first = look(1, 0.5, 100);
    const auto second = look(1.6, 0.3, 300);
    const auto third = look(0.4, 0.4, 400);
    looks.add(first);
    looks.add(second);
    looks.add(stats::asymptoticConfidenceSequence(9, 0, 350, 1000, 0.05)); // says nothing
    looks.add(third);
    QCOMPARE(*looks.pValue(), *second.pValue);
    QCOMPARE(looks.interval()->low, second.interval->low);
    QCOMPARE(looks.interval()->high, third.interval->high);
}

QTEST_APPLESS_MAIN(TestSequential)
#include "tst_sequential.moc"
