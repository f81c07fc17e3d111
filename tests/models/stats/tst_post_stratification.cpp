// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/post_stratification.h"

#include "models/core/check.h"
#include "models/stats/ratio_metric.h"
#include "models/stats/splitmix64.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ms;
using stats::Status;
using stats::StratumTotals;
using stats::StratumWeights;

/// Properties, and cases by hand; the oracles are in tst_oracles_adjustment.
class TestPostStratification : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneStratumIsThePlainComparison();
    void mixAloneMakesNoDifference();
    void weightsByHand_data();
    void weightsByHand();
    void rowsAndTotalsGiveTheSame();
    void orderOfRowsDoesNotMatter();
    void clustersInBothArmsArePaired();
    void aStratumInOneArmIsDroppedAndSeen();
    void noCommonStratum();
    void emptyArm();
    void clustersOutsideTheOverlapDoNotCount();
    void boundsByHand();
    void aMillionRowsInTime();
};

namespace {

std::vector<StratumTotals> rowsOf(std::uint64_t seed, std::size_t count, std::uint32_t firstCluster,
                                  std::uint32_t clusters, std::uint32_t strata) {
    stats::SplitMix64 random{seed};
    std::vector<StratumTotals> rows;
    for (std::size_t i = 0; i < count; ++i) {
        const auto cluster = std::uint32_t(random.below(clusters));
        const auto stratum = std::uint32_t(random.below(strata));
        rows.push_back(
            {firstCluster + cluster, stratum, random.uniform() + stratum + 0.1 * cluster, 1});
    }
    return rows;
}

std::vector<stats::ClusterTotals> byCluster(const std::vector<StratumTotals>& rows,
                                            std::uint32_t firstCluster, std::uint32_t clusters) {
    std::vector<stats::ClusterTotals> totals(clusters);
    for (const StratumTotals& row : rows) {
        totals[row.cluster - firstCluster].numerator += row.numerator;
        totals[row.cluster - firstCluster].denominator += row.denominator;
    }
    return totals;
}

} // namespace

void TestPostStratification::oneStratumIsThePlainComparison() {
    const auto a = rowsOf(1, 100, 0, 9, 1);
    const auto b = rowsOf(2, 80, 9, 7, 1);
    const auto found = stats::postStratify(a, b, 1, 0.05);
    const auto plain = stats::compareRatios(byCluster(a, 0, 9), byCluster(b, 9, 7), 0.05);
    QVERIFY(!found.isCrossed);
    QCOMPARE(*found.difference.value, *plain.difference.value);
    QCOMPARE(*found.difference.standardError, *plain.difference.standardError);
    QCOMPARE(*found.difference.degreesOfFreedom, *plain.difference.degreesOfFreedom);
    QCOMPARE(*found.rawDifference, *plain.difference.value);
}

void TestPostStratification::mixAloneMakesNoDifference() {
    // Short ones cost 1 and long ones 5 in both arms; B has more long ones.
    const std::vector<StratumTotals> a{{0, 0, 8, 8}, {1, 1, 10, 2}, {1, 0, 3, 3}};
    const std::vector<StratumTotals> b{{2, 0, 2, 2}, {3, 1, 40, 8}, {2, 1, 5, 1}};
    const auto found = stats::postStratify(a, b, 2, 0.05);
    QCOMPARE(*found.difference.value, 0.0);
    QVERIFY(found.difference.status == Status::ZeroVariance);
    QVERIFY(*found.rawDifference > 2);
}

void TestPostStratification::weightsByHand_data() {
    QTest::addColumn<int>("weights");
    QTest::addColumn<double>("ratioA");
    QTest::addColumn<double>("ratioB");
    // Ratios 1 and 5 in A, 2 and 4 in B; denominators 6 and 2 in A, 2 and 6 in B.
    QTest::newRow("of both") << int(StratumWeights::Pooled) << 3.0 << 3.0;
    QTest::newRow("of A") << int(StratumWeights::Baseline) << 2.0 << 2.5;
    QTest::newRow("as given, to any total") << int(StratumWeights::Given) << 4.6 << 3.8;
}

void TestPostStratification::weightsByHand() {
    QFETCH(int, weights);
    const std::vector<StratumTotals> a{{0, 0, 6, 6}, {1, 1, 10, 2}};
    const std::vector<StratumTotals> b{{2, 0, 4, 2}, {3, 1, 24, 6}};
    const auto found =
        stats::postStratify(a, b, 2, 0.05, StratumWeights(weights), std::vector<double>{2, 18});
    QTEST(*found.ratioA, "ratioA");
    QTEST(*found.ratioB, "ratioB");
    QCOMPARE(found.coverage, 1.0);
}

void TestPostStratification::rowsAndTotalsGiveTheSame() {
    const auto rowsA = rowsOf(3, 400, 0, 12, 4);
    const auto rowsB = rowsOf(4, 400, 12, 12, 4);
    const auto total = [](const std::vector<StratumTotals>& rows) {
        std::vector<StratumTotals> totals;
        for (std::uint32_t cluster = 0; cluster < 24; ++cluster)
            for (std::uint32_t stratum = 0; stratum < 4; ++stratum) {
                StratumTotals sum{cluster, stratum, 0, 0};
                for (const StratumTotals& row : rows)
                    if (row.cluster == cluster && row.stratum == stratum) {
                        sum.numerator += row.numerator;
                        sum.denominator += row.denominator;
                    }
                if (sum.denominator > 0)
                    totals.push_back(sum);
            }
        return totals;
    };
    const auto rows = stats::postStratify(rowsA, rowsB, 4, 0.05);
    const auto totals = stats::postStratify(total(rowsA), total(rowsB), 4, 0.05);
    QCOMPARE(*totals.difference.value, *rows.difference.value);
    QCOMPARE(*totals.difference.standardError, *rows.difference.standardError);
    QCOMPARE(*totals.difference.degreesOfFreedom, *rows.difference.degreesOfFreedom);
}

void TestPostStratification::orderOfRowsDoesNotMatter() {
    auto a = rowsOf(5, 500, 0, 10, 5);
    const auto b = rowsOf(6, 500, 10, 10, 5);
    const auto before = stats::postStratify(a, b, 5, 0.05);
    std::reverse(a.begin(), a.end());
    std::rotate(a.begin(), a.begin() + 77, a.end());
    const auto after = stats::postStratify(a, b, 5, 0.05);
    QVERIFY(*after.difference.value == *before.difference.value);
    QVERIFY(*after.difference.interval == *before.difference.interval);
}

void TestPostStratification::clustersInBothArmsArePaired() {
    const auto a = rowsOf(7, 300, 0, 10, 1);
    const auto b = rowsOf(8, 300, 0, 10, 1);
    const auto found = stats::postStratify(a, b, 1, 0.05);
    std::vector<stats::CrossedCluster> clusters;
    const auto inA = byCluster(a, 0, 10), inB = byCluster(b, 0, 10);
    for (std::size_t i = 0; i < 10; ++i)
        clusters.push_back({inA[i], inB[i]});
    const auto plain = stats::compareCrossedRatios(clusters, 0.05);
    QVERIFY(found.isCrossed);
    QCOMPARE(*found.difference.standardError, *plain.difference.standardError);
    QCOMPARE(*found.difference.degreesOfFreedom, 9.0);
}

void TestPostStratification::aStratumInOneArmIsDroppedAndSeen() {
    const std::vector<StratumTotals> a{{0, 0, 6, 3}, {1, 0, 5, 3}, {0, 1, 90, 4}, {1, 2, 7, 0}};
    const std::vector<StratumTotals> b{{2, 0, 4, 3}, {3, 0, 9, 3}, {3, 2, 1, 1}};
    const auto found = stats::postStratify(a, b, 3, 0.05);
    QVERIFY(found.strata[0].isRetained && !found.strata[1].isRetained);
    QVERIFY(!found.strata[2].isRetained); // costs in A, but without a unit
    QCOMPARE(found.strata[1].numeratorA, 90.0);
    QCOMPARE(found.coverage, 12.0 / 17);
    QVERIFY(found.coverage < stats::kLeastCoverage);
    QCOMPARE(*found.difference.value, 13.0 / 6 - 11.0 / 6);
    QCOMPARE(*found.rawDifference, 14.0 / 7 - 108.0 / 10);
}

void TestPostStratification::noCommonStratum() {
    const auto found =
        stats::postStratify(std::vector<StratumTotals>{{0, 0, 1, 1}, {1, 0, 2, 1}},
                            std::vector<StratumTotals>{{2, 1, 1, 1}, {3, 1, 3, 1}}, 2, 0.05);
    QVERIFY(found.difference.status == Status::NoOverlap);
    QVERIFY(!found.difference.value && !found.ratioA);
    QCOMPARE(*found.rawDifference, 0.5);
    QCOMPARE(found.coverage, 0.0);
}

void TestPostStratification::emptyArm() {
    const auto found = stats::postStratify({}, std::vector<StratumTotals>{{0, 0, 1, 1}}, 1, 0.05);
    QVERIFY(found.difference.status == Status::ZeroDenominator && !found.rawDifference);
    QVERIFY_EXCEPTION_THROWN(
        stats::postStratify({}, {}, 2, 0.05, StratumWeights::Given, std::vector<double>{1}),
        core::CheckFailed);
}

void TestPostStratification::clustersOutsideTheOverlapDoNotCount() {
    const auto found =
        stats::postStratify(std::vector<StratumTotals>{{0, 0, 1, 1}, {1, 1, 5, 1}},
                            std::vector<StratumTotals>{{2, 0, 2, 1}, {3, 0, 4, 1}}, 2, 0.05);
    QVERIFY(found.difference.status == Status::InsufficientClusters);
    QCOMPARE(*found.difference.value, 2.0);
}

void TestPostStratification::boundsByHand() {
    // 80 % of the weight differ by 0.1; the rest by -1 to 1.
    const stats::Interval bounds = stats::differenceBounds(0.1, 0.8, 0, 1);
    QCOMPARE(bounds.low, 0.08 - 0.2);
    QCOMPARE(bounds.high, 0.08 + 0.2);
    QVERIFY(stats::differenceBounds(0.1, 1, 0, 1) == (stats::Interval{0.1, 0.1}));
}

void TestPostStratification::aMillionRowsInTime() {
    const auto a = rowsOf(9, 500'000, 0, 200, 30);
    const auto b = rowsOf(10, 500'000, 0, 200, 30);
    QElapsedTimer timer;
    timer.start();
    const auto found = stats::postStratify(a, b, 30, 0.05);
    const qint64 elapsed = timer.elapsed();
    QVERIFY(found.difference.status == Status::Ok);
    QVERIFY2(elapsed < 1000, qPrintable(QString::number(elapsed)));
}

QTEST_APPLESS_MAIN(TestPostStratification)
#include "tst_post_stratification.moc"
