// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/wilson.h"

#include <QTest>

#include <cmath>

using namespace ms;

class TestWilson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedLimits_data();
    void publishedLimits();
    void limitsSolveTheScoreEquation();
};

void TestWilson::publishedLimits_data() {
    // Newcombe 1998 (Statistics in Medicine 17, 857), table I, method 3.
    QTest::addColumn<int>("successes");
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("81 of 263") << 81 << 263 << 0.2553 << 0.3662;
    QTest::newRow("15 of 148") << 15 << 148 << 0.0624 << 0.1605;
    QTest::newRow("none of 20") << 0 << 20 << 0.0 << 0.1611;
    QTest::newRow("1 of 29") << 1 << 29 << 0.0061 << 0.1718;
}

void TestWilson::publishedLimits() {
    QFETCH(int, successes);
    QFETCH(int, n);
    const stats::Interval found =
        stats::wilsonInterval(std::size_t(successes), std::size_t(n), 0.05);
    QTEST(std::round(found.low * 1e4) / 1e4, "low");
    QTEST(std::round(found.high * 1e4) / 1e4, "high");
}

void TestWilson::limitsSolveTheScoreEquation() {
    const double z = 1.6448536269514722; // 90 %
    for (const int successes : {3, 20, 37}) {
        const stats::Interval found = stats::wilsonInterval(std::size_t(successes), 40, 0.1);
        for (const double p : {found.low, found.high})
            QVERIFY(std::abs(std::abs(successes / 40.0 - p) - z * std::sqrt(p * (1 - p) / 40)) <
                    1e-12);
    }
}

QTEST_APPLESS_MAIN(TestWilson)
#include "tst_wilson.moc"
