// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/sign_flip.h"

#include "models/stats/splitmix64.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ms;

class TestSignFlip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byHand_data();
    void byHand();
    void tooFew();
    void partsOfNothingDoNotCount();
    void theSampleAgreesWithAllPatterns();
    void orderDoesNotMatter();
};

void TestSignFlip::byHand_data() {
    QTest::addColumn<QList<double>>("parts");
    QTest::addColumn<double>("pValue");
    // Of 8 patterns of three, only all or none flipped are as far out.
    QTest::newRow("all on one side") << QList<double>{1, 2, 4} << 0.25;
    QTest::newRow("they cancel") << QList<double>{1, 2, -3} << 1.0;
    // |1 + 2 - 1| = 2: sums are 4, 2, 0, 2, 2, 0, 2, 4 in absolute value.
    QTest::newRow("ties are extreme") << QList<double>{1, 2, -1} << 0.75;
}

void TestSignFlip::byHand() {
    QFETCH(QList<double>, parts);
    const auto test = stats::signFlipTest(std::vector<double>(parts.begin(), parts.end()), 1);
    QVERIFY(test.isExact);
    QCOMPARE(test.relabelings, std::uint64_t(8));
    QTEST(*test.pValue, "pValue");
}

void TestSignFlip::tooFew() {
    const std::vector<double> one{3, 0};
    const auto test = stats::signFlipTest(one, 1);
    QVERIFY(test.status == stats::Status::InsufficientClusters && !test.pValue);
    QCOMPARE(*test.observed, 3.0);
}

void TestSignFlip::partsOfNothingDoNotCount() {
    const std::vector<double> with{1, 0, 2, 0, 4};
    QCOMPARE(stats::signFlipTest(with, 1).relabelings, std::uint64_t(8));
}

void TestSignFlip::theSampleAgreesWithAllPatterns() {
    stats::SplitMix64 random{3};
    std::vector<double> parts; // the last one is too small to matter, but makes patterns too many
    for (int i = 0; i < 17; ++i)
        parts.push_back(random.uniform() - 0.35);
    const auto all = stats::signFlipTest(parts, 1);
    QVERIFY(all.isExact);
    parts.push_back(1e-9);
    const auto sample = stats::signFlipTest(parts, 1);
    QVERIFY(!sample.isExact);
    const double error = std::sqrt(*all.pValue * (1 - *all.pValue) / 9999);
    QVERIFY(std::abs(*sample.pValue - *all.pValue) < 4 * error + 1e-3);
}

void TestSignFlip::orderDoesNotMatter() {
    std::vector<double> parts;
    for (int i = 0; i < 30; ++i)
        parts.push_back(std::sin(i) + 0.2);
    const auto forth = stats::signFlipTest(parts, 7);
    std::reverse(parts.begin(), parts.end());
    QCOMPARE(*stats::signFlipTest(parts, 7).pValue, *forth.pValue);
}

QTEST_APPLESS_MAIN(TestSignFlip)
#include "tst_sign_flip.moc"
