// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/compensated_sum.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace ms;

class TestCompensatedSum : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatRoundingLoses();
    void doesNotDependOnTheOrder();
};

void TestCompensatedSum::keepsWhatRoundingLoses() {
    stats::CompensatedSum sum;
    for (const double value : {1.0, 1e100, 1.0, -1e100})
        sum.add(value);
    QCOMPARE(sum.value(), 2.0); // a plain sum gives 0
}

void TestCompensatedSum::doesNotDependOnTheOrder() {
    std::vector<double> values;
    for (int i = 1; i <= 1000; ++i)
        values.push_back(i % 2 == 0 ? 0.1 * i : 1e9 / i);
    stats::CompensatedSum ascending, descending;
    std::sort(values.begin(), values.end());
    for (const double value : values)
        ascending.add(value);
    std::reverse(values.begin(), values.end());
    for (const double value : values)
        descending.add(value);
    QCOMPARE(ascending.value() - descending.value(), 0.0);
}

QTEST_APPLESS_MAIN(TestCompensatedSum)
#include "tst_compensated_sum.moc"
