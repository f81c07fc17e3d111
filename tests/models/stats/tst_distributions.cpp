// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/distributions.h"

#include <QTest>

#include <cmath>

using namespace ms;

/// Against 40-digit evaluations of the incomplete beta function, and against identities.
class TestDistributions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void studentQuantileIsAccurate_data();
    void studentQuantileIsAccurate();
    void studentQuantileIsOdd();
    void studentTailsKeepTheirDigits_data();
    void studentTailsKeepTheirDigits();
    void quantileAndProbabilityAreInverse();
    void manyDegreesOfFreedomAreNormal();
    void chiSquareOfTwoIsExponential();
    void centralStudentIsACaseOfTheNoncentral();
};

void TestDistributions::studentQuantileIsAccurate_data() {
    QTest::addColumn<double>("p");
    QTest::addColumn<double>("degrees");
    QTest::addColumn<double>("expected");
    QTest::newRow("Cauchy") << 0.975 << 1.0 << 12.706204736174705;
    QTest::newRow("degrees need not be whole") << 0.975 << 2.5 << 3.5746548420036832;
    QTest::newRow("where a known library is wrong") << 0.975 << 40.0 << 2.0210753903062734;
    QTest::newRow("far out") << 0.9995 << 3.737 << 9.3542363017248731;
    QTest::newRow("inside") << 0.75 << 17.776 << 0.68854174102855536;
    QTest::newRow("nearly normal") << 0.975 << 5841.742 << 1.9603701569567131;
    QTest::newRow("beside the middle") << 0.50001 << 7.0 << 0.000025974602759794514;
}

void TestDistributions::studentQuantileIsAccurate() {
    QFETCH(double, p);
    QFETCH(double, degrees);
    QFETCH(double, expected);
    const double found = stats::studentQuantile(p, degrees);
    // Beside the middle p itself has no more digits than that.
    QVERIFY(std::abs(found - expected) <= std::max(1e-12 * expected, 1e-15));
}

void TestDistributions::studentQuantileIsOdd() {
    QCOMPARE(stats::studentQuantile(0.5, 3), 0.0);
    QCOMPARE(stats::studentQuantile(0.25, 3), -stats::studentQuantile(0.75, 3));
}

void TestDistributions::studentTailsKeepTheirDigits_data() {
    QTest::addColumn<double>("t");
    QTest::addColumn<double>("expected");
    QTest::newRow("t = 6") << 6.0 << 0.000062167388648585648;
    QTest::newRow("t = 60") << 60.0 << 3.0376121339140454e-16;
    QTest::newRow("t = 0.001") << 0.001 << 0.9992185475306495;
    QTest::newRow("a sign does not matter") << -6.0 << 0.000062167388648585648;
}

void TestDistributions::studentTailsKeepTheirDigits() {
    QFETCH(double, t);
    QFETCH(double, expected);
    const double found = stats::studentTwoSidedP(t, 12);
    QVERIFY(std::abs(found - expected) <= 1e-12 * expected);
}

void TestDistributions::quantileAndProbabilityAreInverse() {
    for (const double degrees : {1.0, 2.0383, 4.4, 39.0, 1234.5})
        for (const double alpha : {0.5, 0.1, 0.05, 1e-3, 1e-8}) {
            const double t = stats::studentQuantile(1 - alpha / 2, degrees);
            QVERIFY(std::abs(stats::studentTwoSidedP(t, degrees) - alpha) <= 1e-12);
        }
}

void TestDistributions::manyDegreesOfFreedomAreNormal() {
    QVERIFY(std::abs(stats::studentQuantile(0.975, 1e9) - stats::normalQuantile(0.975)) < 1e-8);
    QVERIFY(std::abs(stats::normalQuantile(0.975) - 1.9599639845400543) < 1e-14);
    QVERIFY(std::abs(stats::normalTwoSidedP(-1.9599639845400543) - 0.05) < 1e-15);
}

void TestDistributions::chiSquareOfTwoIsExponential() {
    for (const double x : {0.1, 1.0, 9.0, 80.0})
        QVERIFY(std::abs(stats::chiSquareUpperTail(x, 2) / std::exp(-x / 2) - 1) < 1e-13);
}

void TestDistributions::centralStudentIsACaseOfTheNoncentral() {
    for (const double t : {0.3, 2.0, 5.0})
        QVERIFY(std::abs(stats::noncentralStudentUpperTail(t, 9, 0) -
                         stats::studentTwoSidedP(t, 9) / 2) < 1e-13);
}

QTEST_APPLESS_MAIN(TestDistributions)
#include "tst_distributions.moc"
