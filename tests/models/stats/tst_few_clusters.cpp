// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/few_clusters.h"

#include "models/stats/splitmix64.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

using namespace ms;
using stats::Agreement;
using stats::ClusterTotals;
using stats::CountedCluster;
using stats::Status;

/// Properties, and cases by hand; the oracles are in tst_oracles_comparison.
class TestFewClusters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalClustersAreATTest();
    void degreesOfFreedomAreTheDoubleSum();
    void ratiosUseTheirDenominatorsForTheLeverage();
    void oneClusterThatIsItsArm();
    void cr2WithoutRows();
    void permutationByHand();
    void everyRelabelingIsAsExtremeAsNoDifference();
    void relabelingsWithoutUnitsSpeakForChance();
    void exactWhereItCanBe();
    void sampleAgreesWithShuffles();
    void permutationNeedsTwoClustersAnArm();
    void sampleDoesNotDependOnTheOrder();
    void whenClustersAreFew();
    void agreement_data();
    void agreement();
    void hundredClustersInTime();
};

namespace {

std::vector<ClusterTotals> someClusters(std::uint64_t seed, std::size_t count, double shift = 0) {
    stats::SplitMix64 random{seed};
    std::vector<ClusterTotals> clusters;
    for (std::size_t i = 0; i < count; ++i) {
        const double rows = 1 + double(random.below(9));
        clusters.push_back({rows * (shift + random.uniform()), rows});
    }
    return clusters;
}

std::vector<CountedCluster> countedByDenominator(const std::vector<ClusterTotals>& clusters) {
    std::vector<CountedCluster> counted;
    for (const ClusterTotals& cluster : clusters)
        counted.push_back({cluster, cluster.denominator});
    return counted;
}

double doubleSum(const std::vector<CountedCluster>& clusters) {
    double rows = 0;
    for (const CountedCluster& cluster : clusters)
        rows += cluster.rows;
    double sum = 0;
    for (std::size_t i = 0; i < clusters.size(); ++i)
        for (std::size_t j = 0; j < clusters.size(); ++j) {
            const double a = clusters[i].rows, b = clusters[j].rows;
            const double weight =
                1 / std::sqrt(1 - a / rows) / rows / std::sqrt(1 - b / rows) / rows;
            sum += std::pow(weight * ((i == j ? a : 0) - a * b / rows), 2);
        }
    return sum;
}

} // namespace

void TestFewClusters::equalClustersAreATTest() {
    // Clusters of one row each are independent rows.
    const std::vector<CountedCluster> a{{{1, 1}, 1}, {{2, 1}, 1}, {{6, 1}, 1}};
    const std::vector<CountedCluster> b{{{4, 1}, 1}, {{5, 1}, 1}, {{9, 1}, 1}};
    const stats::Cr2Comparison found = stats::compareCr2(a, b, 0.05);
    QCOMPARE(*found.varianceA, 7.0 / 3); // s^2 / n
    QCOMPARE(*found.varianceB, 7.0 / 3);
    QCOMPARE(*found.difference.degreesOfFreedom, 4.0);
}

void TestFewClusters::degreesOfFreedomAreTheDoubleSum() {
    const auto a = countedByDenominator(someClusters(1, 9));
    const auto b = countedByDenominator(someClusters(2, 14));
    double rowsA = 0, rowsB = 0;
    for (const CountedCluster& cluster : a)
        rowsA += cluster.rows;
    for (const CountedCluster& cluster : b)
        rowsB += cluster.rows;
    const double expected = std::pow(1 / rowsA + 1 / rowsB, 2) / (doubleSum(a) + doubleSum(b));
    const stats::Cr2Comparison found = stats::compareCr2(a, b, 0.05);
    QCOMPARE(*found.difference.degreesOfFreedom, expected);
    QVERIFY(expected < 21);
}

void TestFewClusters::ratiosUseTheirDenominatorsForTheLeverage() {
    // R = 10 / 4: e = -1 and 1, with leverages 1/4 and 3/4.
    const std::vector<CountedCluster> a{{{1.5, 1}, 2}, {{8.5, 3}, 4}};
    const stats::Cr2Comparison found = stats::compareCr2(a, a, 0.05);
    QCOMPARE(*found.varianceA, (1 / 0.75 + 1 / 0.25) / 16);
    QVERIFY(*found.difference.degreesOfFreedom <= 2);
    QVERIFY(*found.difference.degreesOfFreedom > 1);
}

void TestFewClusters::oneClusterThatIsItsArm() {
    const std::vector<CountedCluster> lone{{{3, 2}, 2}, {{1, 0}, 1}};
    const auto others = countedByDenominator(someClusters(3, 4));
    const stats::Cr2Comparison found = stats::compareCr2(others, lone, 0.05);
    QVERIFY(found.difference.status == Status::InsufficientClusters);
    QVERIFY(found.difference.value && !found.difference.interval && !found.varianceB);
}

void TestFewClusters::cr2WithoutRows() {
    const auto some = countedByDenominator(someClusters(3, 4));
    const stats::Cr2Comparison none = stats::compareCr2({}, some, 0.05);
    QVERIFY(none.difference.status == Status::ZeroDenominator && !none.difference.value);
    const std::vector<CountedCluster> constant{{{0.3, 3}, 3}, {{0.7, 7}, 7}};
    const stats::Cr2Comparison same = stats::compareCr2(constant, constant, 0.05);
    QVERIFY(same.difference.status == Status::ZeroVariance && !same.difference.interval);
}

void TestFewClusters::permutationByHand() {
    // Costs 1 2 against 3 4, one request each. Of the 6 ways, {1 2} and {3 4} differ by 2.
    const stats::PermutationTest found = stats::permutationTest(
        std::vector<ClusterTotals>{{1, 1}, {2, 1}}, std::vector<ClusterTotals>{{3, 1}, {4, 1}}, 1);
    QVERIFY(found.isExact);
    QCOMPARE(found.relabelings, std::uint64_t(6));
    QCOMPARE(found.extreme, std::uint64_t(2));
    QCOMPARE(*found.pValue, 1.0 / 3);
}

void TestFewClusters::everyRelabelingIsAsExtremeAsNoDifference() {
    const std::vector<ClusterTotals> arm{{0.1, 1}, {0.7, 1}, {0.3, 1}};
    const stats::PermutationTest found = stats::permutationTest(arm, arm, 1);
    QCOMPARE(found.relabelings, std::uint64_t(20));
    QCOMPARE(*found.pValue, 1.0);
}

void TestFewClusters::relabelingsWithoutUnitsSpeakForChance() {
    const stats::PermutationTest found = stats::permutationTest(
        std::vector<ClusterTotals>{{1, 1}, {5, 0}}, std::vector<ClusterTotals>{{2, 1}, {1, 0}}, 1);
    QCOMPARE(found.relabelings, std::uint64_t(6));
    QCOMPARE(found.undefined, std::uint64_t(2)); // both clusters without units on one side
    // Observed 3 - 6. Others: {1+1, 2+5} differs by 5, as does its mirror.
    QCOMPARE(found.extreme, std::uint64_t(6));
}

void TestFewClusters::exactWhereItCanBe() {
    // C(20, 10) = 184,756 is below the limit, C(21, 10) = 352,716 is not.
    const auto ten = someClusters(4, 10);
    const auto eleven = someClusters(5, 11);
    QCOMPARE(stats::permutationTest(ten, someClusters(6, 10), 1).relabelings,
             std::uint64_t(184'756));
    const stats::PermutationTest sampled = stats::permutationTest(ten, eleven, 1);
    QVERIFY(!sampled.isExact);
    QCOMPARE(sampled.relabelings, stats::kRandomRelabelings);
    QCOMPARE(*sampled.pValue, (1 + double(sampled.extreme)) / 10'000);
}

void TestFewClusters::sampleAgreesWithShuffles() {
    const auto many = someClusters(7, 12);
    const auto few = someClusters(8, 30, 0.25);
    const stats::PermutationTest sampled = stats::permutationTest(many, few, 99);
    QVERIFY(!sampled.isExact);
    // Plainly, from whole shuffles.
    std::vector<ClusterTotals> pool = many;
    pool.insert(pool.end(), few.begin(), few.end());
    std::uint64_t extreme = 0, total = 40'000;
    stats::SplitMix64 random{12345};
    for (std::uint64_t round = 0; round < total; ++round) {
        for (std::size_t i = pool.size(); i > 1; --i)
            std::swap(pool[i - 1], pool[random.below(i)]);
        const auto a = stats::ratioOfArm(std::span{pool}.first(12));
        const auto b = stats::ratioOfArm(std::span{pool}.subspan(12));
        extreme += std::abs(*b.ratio - *a.ratio) >= std::abs(*sampled.observed) ? 1 : 0;
    }
    const double p = double(extreme) / double(total);
    QVERIFY(p > 0.001 && p < 0.5);
    QVERIFY(std::abs(*sampled.pValue - p) < 5 * std::sqrt(p * (1 - p) / 8'000));
}

void TestFewClusters::permutationNeedsTwoClustersAnArm() {
    const auto some = someClusters(9, 3);
    const stats::PermutationTest one =
        stats::permutationTest(some, std::vector<ClusterTotals>{{1, 2}}, 1);
    QVERIFY(one.status == Status::InsufficientClusters && one.observed && !one.pValue);
    const stats::PermutationTest none = stats::permutationTest(some, {}, 1);
    QVERIFY(none.status == Status::ZeroDenominator && !none.observed && !none.pValue);
}

void TestFewClusters::sampleDoesNotDependOnTheOrder() {
    auto a = someClusters(10, 25);
    auto b = someClusters(11, 25, 0.1);
    const stats::PermutationTest before = stats::permutationTest(a, b, 5);
    std::reverse(a.begin(), a.end());
    std::rotate(b.begin(), b.begin() + 9, b.end());
    QCOMPARE(stats::permutationTest(a, b, 5).extreme, before.extreme);
    QCOMPARE(stats::permutationTest(b, a, 5).extreme, before.extreme); // two-sided
    QVERIFY(stats::permutationTest(a, b, 6).extreme != before.extreme);
}

void TestFewClusters::whenClustersAreFew() {
    const std::vector<ClusterTotals> forty(40, {1, 1});
    const std::vector<ClusterTotals> fewer(39, {1, 1});
    std::vector<ClusterTotals> uneven = forty;
    uneven.front().denominator = 10; // 10 of 49
    const auto arm = [](const std::vector<ClusterTotals>& c) { return stats::ratioOfArm(c); };
    QVERIFY(!stats::hasFewClusters(arm(forty), arm(forty)));
    QVERIFY(stats::hasFewClusters(arm(forty), arm(fewer)));
    QVERIFY(stats::hasFewClusters(arm(uneven), arm(forty)));
}

void TestFewClusters::agreement_data() {
    using P = std::vector<std::optional<double>>;
    QTest::addColumn<P>("pValues");
    QTest::addColumn<int>("expected");
    QTest::newRow("all find it") << P{0.01, 0.02, 0.049} << int(Agreement::Difference);
    QTest::newRow("none finds it") << P{0.06, 0.2, 0.05} << int(Agreement::NoDifference);
    QTest::newRow("one does not") << P{0.01, 0.06, 0.02} << int(Agreement::Inconclusive);
    QTest::newRow("one cannot say") << P{0.01, std::nullopt} << int(Agreement::Inconclusive);
    QTest::newRow("nobody asked") << P{} << int(Agreement::Inconclusive);
}

void TestFewClusters::agreement() {
    QFETCH(std::vector<std::optional<double>>, pValues);
    QTEST(int(stats::agreementOf(pValues, 0.05)), "expected");
}

void TestFewClusters::hundredClustersInTime() {
    const auto a = someClusters(12, 100);
    const auto b = someClusters(13, 100);
    QElapsedTimer timer;
    timer.start();
    for (int metric = 0; metric < 8; ++metric) {
        stats::permutationTest(a, b, 1);
        stats::compareCr2(countedByDenominator(a), countedByDenominator(b), 0.05);
    }
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestFewClusters)
#include "tst_few_clusters.moc"
