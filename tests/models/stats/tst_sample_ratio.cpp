// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/sample_ratio.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace ms;
using stats::Status;

class TestSampleRatio : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedExample();
    void declaredWeightsCount();
    void anArmWithoutWeightIsLeftOut();
    void moreLooksNeedMoreEvidence();
    void whatCannotBeTested();
};

using Counts = std::vector<std::int64_t>;
using Weights = std::vector<double>;

void TestSampleRatio::publishedExample() { // Kohavi, Tang, Xu 2020
    const auto test = stats::testSampleRatio(Counts{821588, 815482}, Weights{1, 1});
    QVERIFY(test.isMismatch());
    QCOMPARE(std::round(*test.pValue * 1e7) / 1e7, 1.8e-6);
}

void TestSampleRatio::declaredWeightsCount() {
    const auto test = stats::testSampleRatio(Counts{900, 100}, Weights{0.9, 0.1});
    QCOMPARE(*test.chiSquare, 0.0);
    QCOMPARE(*test.pValue, 1.0);
    QVERIFY(stats::testSampleRatio(Counts{900, 100}, Weights{1, 1}).isMismatch());
}

void TestSampleRatio::anArmWithoutWeightIsLeftOut() {
    const auto test = stats::testSampleRatio(Counts{50, 7, 60}, Weights{1, 0, 1});
    QCOMPARE(*test.degreesOfFreedom, std::int64_t(1));
    QCOMPARE(*test.chiSquare, 2 * 25.0 / 55);
}

void TestSampleRatio::moreLooksNeedMoreEvidence() {
    const Counts counts{5000, 5400};
    const auto once = stats::testSampleRatio(counts, Weights{1, 1});
    QVERIFY(once.isMismatch() && *once.pValue > stats::kSampleRatioLevel / 30);
    QVERIFY(!stats::testSampleRatio(counts, Weights{1, 1}, 30).isMismatch());
}

void TestSampleRatio::whatCannotBeTested() {
    const auto none = stats::testSampleRatio(Counts{0, 0}, Weights{1, 1});
    QVERIFY(none.status == Status::ZeroDenominator && !none.pValue && !none.isMismatch());
    const auto one = stats::testSampleRatio(Counts{5, 5}, Weights{1, 0});
    QVERIFY(one.status == Status::InsufficientClusters && !one.pValue);
    QVERIFY(stats::testSampleRatio({}, {}).status == Status::InsufficientClusters);
}

QTEST_APPLESS_MAIN(TestSampleRatio)
#include "tst_sample_ratio.moc"
