// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/clustered_sample.h"

#include "models/stats/splitmix64.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace ms;
using stats::ClusteredSample;
using stats::ClusteredValue;
using stats::Status;

/// Two arms; the oracles of one arm are in tst_oracles_inference.
class TestClusteredSample : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void armsWithoutSharedClustersAreIndependent();
    void whatMovesAClusterInBothArmsCancels();
    void errorsAreThoseOfRepeatedSamples_data();
    void errorsAreThoseOfRepeatedSamples();
    void unknownSides();
    void sharesByHand();
};

namespace {

constexpr double kAlpha = 0.05;

/// Rows of tenants that are slow or fast for everything; `first` is the number of the first one.
std::vector<ClusteredValue> rowsOf(stats::SplitMix64& random, const std::vector<double>& tenants,
                                   std::uint32_t first, double factor) {
    std::vector<ClusteredValue> rows;
    for (std::size_t i = 0; i < tenants.size(); ++i)
        for (int row = 0; row < 40; ++row)
            rows.push_back(
                {first + std::uint32_t(i), factor * tenants[i] * (0.5 + random.uniform())});
    return rows;
}

std::vector<double> levelsOf(stats::SplitMix64& random, std::size_t tenants) {
    std::vector<double> levels;
    for (std::size_t i = 0; i < tenants; ++i)
        levels.push_back(std::exp(2 * random.uniform()));
    return levels;
}

} // namespace

void TestClusteredSample::armsWithoutSharedClustersAreIndependent() {
    stats::SplitMix64 random{1};
    const ClusteredSample a(rowsOf(random, levelsOf(random, 50), 0, 1));
    const ClusteredSample b(rowsOf(random, levelsOf(random, 60), 50, 1));
    const auto both = stats::compareQuantiles(a, b, 0.9, kAlpha);
    QVERIFY(!both.isCrossed);
    const auto expected =
        stats::quantileDifference(a.quantile(0.9, kAlpha), b.quantile(0.9, kAlpha), kAlpha);
    QVERIFY(*both.difference.interval == *expected.interval);
    QCOMPARE(*both.lift.value, *both.b.value / *both.a.value - 1);
    QCOMPARE(a.clusters(), std::size_t(50));
    QCOMPARE(b.clusters(), std::size_t(60)); // numbers that are not used are no clusters
}

void TestClusteredSample::whatMovesAClusterInBothArmsCancels() {
    stats::SplitMix64 random{2};
    const auto levels = levelsOf(random, 50);
    const auto rows = rowsOf(random, levels, 0, 1);
    auto twice = rows;
    for (ClusteredValue& row : twice)
        row.value *= 2;
    // The same rows at twice the value: the quantile doubles for sure, relative to the baseline.
    const auto both =
        stats::compareQuantiles(ClusteredSample(rows), ClusteredSample(twice), 0.95, kAlpha);
    QVERIFY(both.isCrossed);
    QCOMPARE(*both.lift.value, 1.0);
    QVERIFY(both.lift.status == Status::ZeroVariance || *both.lift.standardError < 1e-9);
    QVERIFY(both.difference.interval->low > 0);
}

void TestClusteredSample::errorsAreThoseOfRepeatedSamples_data() {
    QTest::addColumn<double>("q");
    QTest::newRow("median") << 0.5;
    QTest::newRow("95 of 100") << 0.95;
}

/// The mean of the reported errors is the spread of the differences that come out, and the
/// independent form would be far off.
void TestClusteredSample::errorsAreThoseOfRepeatedSamples() {
    QFETCH(double, q);
    stats::SplitMix64 random{3};
    constexpr int kTimes = 400;
    double sum = 0, squares = 0, errors = 0, independent = 0;
    int covered = 0;
    for (int time = 0; time < kTimes; ++time) {
        const auto levels = levelsOf(random, 60);
        const auto both =
            stats::compareQuantiles(ClusteredSample(rowsOf(random, levels, 0, 1)),
                                    ClusteredSample(rowsOf(random, levels, 0, 1)), q, kAlpha);
        const double difference = *both.difference.value;
        sum += difference;
        squares += difference * difference;
        errors += *both.difference.standardError;
        independent += std::hypot(*both.a.standardError, *both.b.standardError);
        covered += both.difference.interval->low <= 0 && both.difference.interval->high >= 0;
    }
    const double spread = std::sqrt(squares / kTimes - sum / kTimes * (sum / kTimes));
    QVERIFY2(std::abs(errors / kTimes / spread - 1) < 0.15, qPrintable(QString::number(spread)));
    QVERIFY(independent / kTimes > 1.5 * spread);
    QVERIFY2(covered >= kTimes * 92 / 100, qPrintable(QString::number(covered)));
}

void TestClusteredSample::unknownSides() {
    stats::SplitMix64 random{4};
    const ClusteredSample some(rowsOf(random, levelsOf(random, 5), 0, 1));
    const auto none = stats::compareQuantiles(ClusteredSample(), some, 0.5, kAlpha);
    QVERIFY(none.difference.status == Status::ZeroDenominator && !none.difference.value);
    QVERIFY(none.lift.status == Status::ZeroDenominator && !none.lift.value);
    const auto few = stats::compareQuantiles(some, some, 0.99, kAlpha);
    QVERIFY(few.lift.status == Status::OpenInterval && *few.lift.value == 0);
    const ClusteredSample zero({{0, 0}, {0, 0}, {1, 0}, {1, 3}, {2, 4}});
    QVERIFY(stats::compareQuantiles(zero, some, 0.5, kAlpha).lift.status == Status::BaselineZero);
}

void TestClusteredSample::sharesByHand() {
    const ClusteredSample sample({{2, 5}, {0, 1}, {2, 1}, {0, 3}});
    const auto shares = sample.sharesAtOrBelow(3);
    QCOMPARE(shares.size(), std::size_t(3));
    QCOMPARE(shares[0].numerator, 2.0);
    QCOMPARE(shares[0].denominator, 2.0);
    QCOMPARE(shares[1].denominator, 0.0);
    QCOMPARE(shares[2].numerator, 1.0);
    QCOMPARE(shares[2].denominator, 2.0);
}

QTEST_APPLESS_MAIN(TestClusteredSample)
#include "tst_clustered_sample.moc"
