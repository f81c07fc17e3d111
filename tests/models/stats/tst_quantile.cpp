// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/quantile.h"

#include <QTest>

#include <vector>

using namespace ms;

/// By hand, on few numbers.
class TestQuantile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void interpolates();
    void takesAValueThatOccurs_data();
    void takesAValueThatOccurs();
    void medianOfAnEvenNumberIsBetween();
};

void TestQuantile::interpolates() {
    const std::vector<double> values{1, 2, 4, 8, 16};
    QCOMPARE(stats::quantileType7(values, 0), 1.0);
    QCOMPARE(stats::quantileType7(values, 0.9), 12.8); // 8 + 0.6 x 8
    QCOMPARE(stats::quantileType7(values, 1), 16.0);
    QCOMPARE(stats::quantileType7(std::vector<double>{3}, 0.7), 3.0);
}

void TestQuantile::takesAValueThatOccurs_data() {
    QTest::addColumn<double>("p");
    QTest::addColumn<double>("expected");
    QTest::newRow("nothing is below the first") << 0.0 << 1.0;
    QTest::newRow("a whole rank is that value") << 0.4 << 2.0;
    QTest::newRow("beyond it comes the next") << 0.41 << 4.0;
    QTest::newRow("five times 0.6 is three, not a hair more") << 0.6 << 4.0;
    QTest::newRow("all") << 1.0 << 16.0;
}

void TestQuantile::takesAValueThatOccurs() {
    QFETCH(double, p);
    QFETCH(double, expected);
    QCOMPARE(stats::quantileType1(std::vector<double>{1, 2, 4, 8, 16}, p), expected);
}

void TestQuantile::medianOfAnEvenNumberIsBetween() {
    QCOMPARE(stats::median(std::vector<double>{1, 3, 4, 10}), 3.5);
}

QTEST_APPLESS_MAIN(TestQuantile)
#include "tst_quantile.moc"
