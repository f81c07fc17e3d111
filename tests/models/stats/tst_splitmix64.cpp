// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/splitmix64.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace ms;

class TestSplitMix64 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedSequence();
    void uniformIsTheUpper53Bits();
    void everyIndexComesEquallyOften();
};

void TestSplitMix64::publishedSequence() {
    stats::SplitMix64 random{1234567};
    QCOMPARE(random.next(), 6457827717110365317ULL);
    QCOMPARE(random.next(), 3203168211198807973ULL);
    QCOMPARE(random.next(), 9817491932198370423ULL);
}

void TestSplitMix64::uniformIsTheUpper53Bits() {
    stats::SplitMix64 random{1234567};
    QCOMPARE(random.uniform(), std::ldexp(double(6457827717110365317ULL >> 11), -53));
    for (int i = 0; i < 10'000; ++i) {
        const double value = random.uniform();
        QVERIFY(value >= 0 && value < 1);
    }
}

void TestSplitMix64::everyIndexComesEquallyOften() {
    stats::SplitMix64 random{7};
    std::array<int, 7> counts{};
    for (int i = 0; i < 70'000; ++i)
        ++counts.at(random.below(counts.size()));
    for (const int count : counts)
        QVERIFY(std::abs(count - 10'000) < 5 * 93); // sd = sqrt(70000 x 6/49) = 92.6
}

QTEST_APPLESS_MAIN(TestSplitMix64)
#include "tst_splitmix64.moc"
