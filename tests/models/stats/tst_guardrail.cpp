// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/guardrail.h"

#include "models/stats/wilson.h"

#include <QTest>

#include <cmath>

using namespace ms;
using stats::Status;

class TestGuardrail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedInterval();
    void marginDecides();
    void clusteringWidens();
    void swappedArmsMirrorTheInterval();
    void allOrNothing();
    void withoutUnits();
    void readsAnIntervalFromElsewhere();
};

void TestGuardrail::publishedInterval() { // Newcombe 1998, method 10: 56/70 against 48/80
    const auto found = stats::testNonInferiority({48, 80}, {56, 70}, 0.05, 0.05);
    QCOMPARE(std::round(found.interval->low * 1e4) / 1e4, 0.0524);
    QCOMPARE(std::round(found.interval->high * 1e4) / 1e4, 0.3339);
    QVERIFY(*found.isNonInferior && *found.isSuperior);
}

void TestGuardrail::marginDecides() {
    const auto strict = stats::testNonInferiority({900, 1000}, {895, 1000}, 0.01, 0.05);
    const double low = strict.interval->low;
    QVERIFY(low < -0.02 && low > -0.05);
    QVERIFY(!*strict.isNonInferior && !*strict.isSuperior);
    QVERIFY(*stats::testNonInferiority({900, 1000}, {895, 1000}, 0.05, 0.05).isNonInferior);
    // On the limit is not above it.
    QVERIFY(!*stats::testNonInferiority({900, 1000}, {895, 1000}, -low, 0.05).isNonInferior);
}

void TestGuardrail::clusteringWidens() {
    const auto rows = stats::testNonInferiority({80, 100}, {85, 100}, 0.02, 0.05);
    const auto clustered = stats::testNonInferiority({80, 100}, {85, 100}, 0.02, 0.05, 4);
    const auto quarter = stats::testNonInferiority({20, 25}, {85, 100}, 0.02, 0.05);
    QCOMPARE(*clustered.difference, *rows.difference);
    QVERIFY(clustered.interval->low < rows.interval->low);
    QVERIFY(*clustered.wilsonA == *quarter.wilsonA); // as if 25 rows had come, four times each
}

void TestGuardrail::swappedArmsMirrorTheInterval() {
    const auto forth = stats::testNonInferiority({30, 41}, {55, 60}, 0.02, 0.1);
    const auto back = stats::testNonInferiority({55, 60}, {30, 41}, 0.02, 0.1);
    QCOMPARE(back.interval->low, -forth.interval->high);
    QCOMPARE(back.interval->high, -forth.interval->low);
}

void TestGuardrail::allOrNothing() {
    const auto found = stats::testNonInferiority({10, 10}, {0, 10}, 0.02, 0.05);
    QCOMPARE(*found.difference, -1.0);
    QVERIFY(found.interval->low >= -1 && found.interval->high < -0.4);
    QVERIFY(!*found.isNonInferior);
}

void TestGuardrail::withoutUnits() {
    const auto found = stats::testNonInferiority({5, 10}, {0, 0}, 0.02, 0.05);
    QVERIFY(found.status == Status::ZeroDenominator);
    QCOMPARE(*found.rateA, 0.5);
    QVERIFY(!found.rateB && !found.interval && !found.isNonInferior && !found.isSuperior);
}

void TestGuardrail::readsAnIntervalFromElsewhere() {
    const auto good = stats::readNonInferiority(stats::normalEstimate(0.01, 1e-4, 0.05), 0.02);
    QVERIFY(*good.isNonInferior && !*good.isSuperior); // 0.01 - 0.0196
    const auto unknown =
        stats::readNonInferiority(stats::estimateWithout(Status::InsufficientClusters, 0.3), 0.02);
    QVERIFY(unknown.status == Status::InsufficientClusters && !unknown.isNonInferior);
    QCOMPARE(*unknown.difference, 0.3);
}

QTEST_APPLESS_MAIN(TestGuardrail)
#include "tst_guardrail.moc"
