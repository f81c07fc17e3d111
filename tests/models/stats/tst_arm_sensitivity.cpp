// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: arm_clusters.cpp
#include "models/stats/arm_sensitivity.h"

#include "models/stats/splitmix64.h"
#include "models/stats/variance_reduction.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace ms;
using stats::ClusterTotals;
using stats::Status;
using stats::StratumTotals;

/// The kernels have their oracles in tst_oracles_adjustment; here is what is made of them.
class TestArmSensitivity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClusterIsCappedAtThePooledPercentile();
    void withoutExtremesNothingIsCapped();
    void rakingTakesOutBothMargins();
    void rakingNeedsEveryMargin();
    void unsharedClustersAreRatioCuped();
    void pairedErrorsAreThoseOfRepeatedSamples();
    void freshClustersAreAStratumOfTheirOwn();
    void withoutAnEarlierTimeThereIsNoAdjustment();
};

namespace {

constexpr double kAlpha = 0.05;

bool areNear(std::optional<double> x, std::optional<double> y, double tolerance = 1e-12) {
    return x && y && std::abs(*x - *y) <= tolerance * std::max({1.0, std::abs(*x), std::abs(*y)});
}

/// Tenants with a level of their own, seen before and after; `effect` is what B adds.
struct Company {
    std::vector<StratumTotals> a, b;
    std::vector<ClusterTotals> before;
};

Company companyOf(std::uint64_t seed, bool isCrossed, double effect) {
    stats::SplitMix64 random{seed};
    Company company;
    for (std::uint32_t tenant = 0; tenant < 60; ++tenant) {
        const double level = std::exp(2 * random.uniform());
        const auto rows = [&](double add) {
            StratumTotals totals{tenant, 0, 0, 0};
            const std::size_t count = 5 + random.below(40);
            for (std::size_t i = 0; i < count; ++i) {
                totals.numerator += level * (0.5 + random.uniform()) + add;
                totals.denominator += 1;
            }
            return totals;
        };
        const StratumTotals earlier = rows(0);
        company.before.push_back({earlier.numerator, earlier.denominator});
        if (isCrossed || tenant % 2 == 0)
            company.a.push_back(rows(0));
        if (isCrossed || tenant % 2 == 1)
            company.b.push_back(rows(effect));
    }
    return company;
}

} // namespace

void TestArmSensitivity::aClusterIsCappedAtThePooledPercentile() {
    // Totals 10, 20, 30 and 40, 50, 1000: the 99th percentile of six by linear interpolation is
    // at 4.95: 50 + 0.95 x 950.
    const std::vector<StratumTotals> a{{0, 0, 10, 1}, {1, 0, 20, 1}, {2, 0, 30, 1}};
    const std::vector<StratumTotals> b{{3, 0, 40, 1}, {4, 0, 50, 1}, {5, 0, 1000, 1}};
    const auto capped = stats::compareWinsorised(a, b, kAlpha);
    QVERIFY(areNear(capped.cap, 952.5));
    QCOMPARE(capped.capped, std::size_t(1));
    QVERIFY(areNear(capped.comparison.difference.value, (40 + 50 + 952.5) / 3 - 20));
    const auto none = stats::compareWinsorised({}, {}, kAlpha);
    QVERIFY(!none.cap && none.comparison.difference.status == Status::ZeroDenominator);
}

void TestArmSensitivity::withoutExtremesNothingIsCapped() {
    std::vector<StratumTotals> a, b;
    for (std::uint32_t i = 0; i < 20; ++i) {
        a.push_back({i, 0, 7, double(1 + i)});
        b.push_back({i, 0, 7, double(2 + i)});
    }
    const auto same = stats::compareWinsorised(a, b, kAlpha);
    QCOMPARE(same.capped, std::size_t(0));
    const auto plain = stats::compareClusters(stats::clustersOf(a, b), kAlpha);
    QVERIFY(*same.comparison.difference.interval == *plain.difference.interval);
}

/// Rates are a row's and a column's part together; one cell of B is empty.
void TestArmSensitivity::rakingTakesOutBothMargins() {
    const double byRow[] = {1, 4}, byColumn[] = {0, 3, 5};
    const auto armOf = [&](std::vector<double> cells, std::uint32_t firstCluster) {
        std::vector<StratumTotals> totals;
        for (std::uint32_t h = 0; h < 6; ++h)
            for (std::uint32_t cluster = 0; cluster < 4 && cells[h] > 0; ++cluster)
                totals.push_back({firstCluster + cluster, h,
                                  cells[h] * (byRow[h / 3] + byColumn[h % 3]), cells[h]});
        return totals;
    };
    const auto a = armOf({10, 20, 5, 30, 10, 10}, 0);
    const auto b = armOf({60, 10, 0, 5, 10, 10}, 4);
    const auto plain = stats::compareClusters(stats::clustersOf(a, b), kAlpha);
    QVERIFY(std::abs(*plain.difference.value) > 1);
    const auto raked = stats::compareRaked(a, b, 2, 3, kAlpha);
    QVERIFY(raked.status == Status::Ok && raked.hasConverged);
    QVERIFY2(std::abs(*raked.comparison.difference.value) < 1e-9,
             qPrintable(QString::number(*raked.comparison.difference.value)));
}

void TestArmSensitivity::rakingNeedsEveryMargin() {
    const std::vector<StratumTotals> a{{0, 0, 1, 1}, {1, 1, 1, 1}, {1, 2, 1, 1}};
    const std::vector<StratumTotals> b{{2, 0, 1, 1}, {3, 1, 1, 1}}; // nothing of the second row
    QVERIFY(stats::compareRaked(a, b, 2, 2, kAlpha).status == Status::NoOverlap);
}

void TestArmSensitivity::unsharedClustersAreRatioCuped() {
    const Company company = companyOf(1, false, 0);
    const auto found = stats::compareWithPrePeriod(company.a, company.b, company.before, kAlpha);
    const auto clusters = [&](const std::vector<StratumTotals>& arm) {
        std::vector<stats::ClusterAfterBefore> all;
        for (const StratumTotals& one : arm)
            all.push_back({{one.numerator, one.denominator}, company.before[one.cluster]});
        return all;
    };
    const auto expected =
        stats::cupedRatioDifference(clusters(company.a), clusters(company.b), kAlpha);
    QVERIFY(!found.isCrossed && found.known == 60 && found.fresh == 0);
    QVERIFY(areNear(found.theta, expected.theta));
    QVERIFY(areNear(found.adjusted.value, expected.adjusted.value));
    QVERIFY(areNear(found.varianceRatio, expected.varianceRatio));
    QVERIFY(*found.varianceRatio < 0.5); // levels explain much of it, sizes vary
    QVERIFY(found.regression && found.regression->interval);
    // A slope an arm instead of one for both: nearly the same where slopes are.
    QVERIFY(std::abs(*found.regression->value - *found.adjusted.value) <
            *found.adjusted.standardError);
}

/// Tenants are in both arms, but with other shares: the covariate knows which level that brings.
void TestArmSensitivity::pairedErrorsAreThoseOfRepeatedSamples() {
    constexpr int kTimes = 500;
    constexpr double kEffect = 0.4;
    double sum = 0, squares = 0, errors = 0, plain = 0;
    int covered = 0;
    for (int time = 0; time < kTimes; ++time) {
        const Company company = companyOf(100 + std::uint64_t(time), true, kEffect);
        const auto found =
            stats::compareWithPrePeriod(company.a, company.b, company.before, kAlpha);
        QVERIFY(found.isCrossed && !found.regression);
        sum += *found.adjusted.value;
        squares += *found.adjusted.value * *found.adjusted.value;
        errors += *found.adjusted.standardError;
        plain += *found.unadjusted.standardError;
        covered +=
            found.adjusted.interval->low <= kEffect && found.adjusted.interval->high >= kEffect;
    }
    const double mean = sum / kTimes;
    const double spread = std::sqrt(squares / kTimes - mean * mean);
    QVERIFY2(std::abs(mean - kEffect) < 4 * spread / std::sqrt(kTimes),
             qPrintable(QString::number(mean)));
    QVERIFY2(std::abs(errors / kTimes / spread - 1) < 0.12, qPrintable(QString::number(spread)));
    QVERIFY(errors < plain / 3);
    QVERIFY2(covered >= kTimes * 92 / 100, qPrintable(QString::number(covered)));
}

void TestArmSensitivity::freshClustersAreAStratumOfTheirOwn() {
    Company company = companyOf(2, true, 1);
    for (std::size_t i = 40; i < 60; ++i)
        company.before[i] = {};
    const auto found = stats::compareWithPrePeriod(company.a, company.b, company.before, kAlpha);
    QCOMPARE(found.known, std::size_t(40));
    QCOMPARE(found.fresh, std::size_t(20));
    const auto part = [&](bool isFresh) {
        Company half;
        half.before = company.before;
        for (auto arm : {&Company::a, &Company::b})
            for (const StratumTotals& one : company.*arm)
                if ((one.cluster >= 40) == isFresh)
                    (half.*arm).push_back(one);
        return half;
    };
    const Company old = part(false), fresh = part(true);
    const auto known = stats::compareWithPrePeriod(old.a, old.b, old.before, kAlpha);
    const auto unknown = stats::compareClusters(stats::clustersOf(fresh.a, fresh.b), kAlpha);
    double all = 0, ofFresh = 0;
    for (const auto* arm : {&company.a, &company.b})
        for (const StratumTotals& one : *arm) {
            all += one.denominator;
            ofFresh += one.cluster >= 40 ? one.denominator : 0;
        }
    const double w = ofFresh / all;
    QVERIFY(areNear(found.adjusted.value,
                    (1 - w) * *known.adjusted.value + w * *unknown.difference.value));
    QVERIFY(
        areNear(found.adjusted.standardError, std::hypot((1 - w) * *known.adjusted.standardError,
                                                         w * *unknown.difference.standardError)));
    QCOMPARE(found.coverage, 1.0);
}

void TestArmSensitivity::withoutAnEarlierTimeThereIsNoAdjustment() {
    const Company company = companyOf(3, true, 1);
    const auto found = stats::compareWithPrePeriod(company.a, company.b, {}, kAlpha);
    QVERIFY(found.known == 0 && !found.adjusted.interval && !found.varianceRatio);
    QVERIFY(found.unadjusted.interval);
    QVERIFY(found.adjusted.status == Status::ZeroDenominator);
}

QTEST_APPLESS_MAIN(TestArmSensitivity)
#include "tst_arm_sensitivity.moc"
