// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/arm_bootstrap.h"

#include "models/stats/cluster_bootstrap.h"
#include "models/stats/splitmix64.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace ms;
using stats::ArmPairTotals;
using stats::ClusterTotals;
using stats::Status;
using stats::StratumTotals;

/// Of one arm, all resamples are in tst_cluster_bootstrap and the oracles.
class TestArmBootstrap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nearTheExactDistributionOfBothArms();
    void pairsStayTogether();
    void strataKeepTheirWeights();
    void aSeedIsAnAnswer();
    void canBeStopped();
    void emptyResamplesAreDrawnAgain();
    void statuses();
};

namespace {

constexpr double kAlpha = 0.05;
constexpr std::uint64_t kDraws = 20'000;

std::vector<StratumTotals> armOf(const std::vector<ClusterTotals>& clusters, std::uint32_t first) {
    std::vector<StratumTotals> arm;
    for (const ClusterTotals& cluster : clusters)
        arm.push_back(
            {first + std::uint32_t(arm.size()), 0, cluster.numerator, cluster.denominator});
    return arm;
}

} // namespace

/// METHODS 1.4: within four bootstrap errors for the mean and 2 % for the standard error.
void TestArmBootstrap::nearTheExactDistributionOfBothArms() {
    const std::vector<ClusterTotals> a{{10, 4}, {3, 2}, {8, 8}, {20, 5}, {9, 3}, {1, 1}};
    const std::vector<ClusterTotals> b{{12, 4}, {5, 1}, {30, 9}, {7, 7}, {4, 2}};
    const auto inA = armOf(a, 0), inB = armOf(b, std::uint32_t(a.size()));
    const auto found = stats::bootstrapArms({inA, inB}, kAlpha, 1, kDraws);
    const auto exactA = stats::exactClusterBootstrap(a, kAlpha);
    const auto exactB = stats::exactClusterBootstrap(b, kAlpha);
    const double error = std::hypot(*exactA.standardError, *exactB.standardError);
    QCOMPARE(found.draws, kDraws);
    QVERIFY(std::abs(*found.mean - (*exactB.mean - *exactA.mean)) <
            4 * error / std::sqrt(double(kDraws)));
    QVERIFY(std::abs(*found.standardError / error - 1) < 0.02);
    QVERIFY(found.difference->low < *found.mean && found.difference->high > *found.mean);
    QVERIFY(found.lift->low > -1);
}

void TestArmBootstrap::pairsStayTogether() {
    stats::SplitMix64 random{2};
    std::vector<StratumTotals> a, b;
    for (std::uint32_t i = 0; i < 60; ++i) {
        const double level = std::exp(2 * random.uniform());
        a.push_back({i, 0, 30 * level, 30});
        b.push_back({i, 0, 30 * level + random.uniform(), 30});
    }
    const auto paired = stats::bootstrapArms({a, b}, kAlpha, 3, 4'000);
    const auto delta = stats::armEffect({a, b}, kAlpha, 0);
    QVERIFY(delta.isCrossed);
    QVERIFY(std::abs(*paired.standardError / *delta.difference.standardError - 1) < 0.1);
    for (StratumTotals& one : b)
        one.cluster += 60; // the same figures of other tenants
    const auto apart = stats::bootstrapArms({a, b}, kAlpha, 3, 4'000);
    QVERIFY(*apart.standardError > 20 * *paired.standardError);
}

void TestArmBootstrap::strataKeepTheirWeights() {
    stats::SplitMix64 random{4};
    std::vector<StratumTotals> a, b;
    for (std::uint32_t i = 0; i < 80; ++i)
        for (std::uint32_t stratum = 0; stratum < 2; ++stratum) {
            const double rate = stratum == 0 ? 1 : 5; // B has more of the dear stratum
            const double noise = random.uniform();
            a.push_back({i, stratum, 10 * (rate + noise), 10});
            b.push_back({i, stratum, (stratum == 0 ? 5 : 20) * (rate + random.uniform()),
                         stratum == 0 ? 5.0 : 20.0});
        }
    const ArmPairTotals totals{a, b, 2};
    const auto found = stats::bootstrapArms(totals, kAlpha, 5, 4'000);
    const auto delta = stats::armEffect(totals, kAlpha, 0);
    QVERIFY(std::abs(*found.mean - *delta.difference.value) < 0.02);
    QVERIFY(std::abs(*found.standardError / *delta.difference.standardError - 1) < 0.1);
    QVERIFY(std::abs(*delta.unadjusted.difference.value) > 1); // which is not what is drawn
}

void TestArmBootstrap::aSeedIsAnAnswer() {
    const auto a = armOf({{10, 4}, {3, 2}, {8, 8}}, 0), b = armOf({{12, 4}, {5, 1}, {30, 9}}, 3);
    const auto once = stats::bootstrapArms({a, b}, kAlpha, 7, 500);
    const auto again = stats::bootstrapArms({a, b}, kAlpha, 7, 500);
    const auto other = stats::bootstrapArms({a, b}, kAlpha, 8, 500);
    QVERIFY(*once.difference == *again.difference && *once.mean == *again.mean);
    QVERIFY(*once.mean != *other.mean);
}

void TestArmBootstrap::canBeStopped() {
    std::vector<StratumTotals> a, b;
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        a.push_back({i, 0, double(i % 17), 1});
        b.push_back({i, 0, double(i % 13), 1});
    }
    int looks = 0;
    const auto found =
        stats::bootstrapArms({a, b}, kAlpha, 1, 1'000'000'000, [&](std::uint64_t drawn) {
            return drawn < 1'000'000'000 && ++looks < 3;
        });
    QVERIFY(found.isCancelled && !found.difference);
    QCOMPARE(looks, 3);
}

void TestArmBootstrap::emptyResamplesAreDrawnAgain() {
    const auto a = armOf({{1, 1}, {2, 0}, {3, 0}}, 0), b = armOf({{1, 1}, {3, 1}}, 3);
    const auto found = stats::bootstrapArms({a, b}, kAlpha, 1, 1'000);
    QCOMPARE(found.draws, std::uint64_t(1'000));
    // (2/3)^3 of the draws of A have no row: 8 redrawn for 19 that count.
    QVERIFY(found.redrawn > 350 && found.redrawn < 500);
}

void TestArmBootstrap::statuses() {
    const auto one = armOf({{1, 1}}, 0), two = armOf({{1, 1}, {3, 1}}, 1);
    QVERIFY(stats::bootstrapArms({one, two}, kAlpha, 1, 10).status == Status::InsufficientClusters);
    QVERIFY(stats::bootstrapArms({{}, two}, kAlpha, 1, 10).status == Status::ZeroDenominator);
}

QTEST_APPLESS_MAIN(TestArmBootstrap)
#include "tst_arm_bootstrap.moc"
