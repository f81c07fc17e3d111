// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/distribution_drift.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;

class TestDistributionDrift : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("drift_metrics"); }
    void oracle();
    void sameDistribution();
    void apart();
    void nothingToCompare();
    void areaBetweenStepFunctions();
    void shiftIsTheDistance();
    void decileBins();
    void homogeneity();
    void decilesOfTwoSamples();
    void fallOfARate();
};

namespace {

double shareUpTo(const std::vector<double>& values, double limit) {
    return double(std::count_if(values.begin(), values.end(),
                                [limit](double value) { return value <= limit; })) /
           double(values.size());
}

} // namespace

void TestDistributionDrift::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const stats::BinnedDrift bins =
        stats::binnedDrift(inputs.at("expected_counts").get<std::vector<std::int64_t>>(),
                           inputs.at("actual_counts").get<std::vector<std::int64_t>>(),
                           inputs.at("epsilon").get<double>());
    const stats::SampleDrift samples = stats::sampleDrift(
        inputs.at("ref").get<std::vector<double>>(), inputs.at("cur").get<std::vector<double>>());
    const nlohmann::json actual{{"psi", *bins.psi},
                                {"js_divergence_bits", *bins.jensenShannonBits},
                                {"js_distance", *bins.jensenShannonDistance},
                                {"ks_d", *samples.kolmogorovSmirnov},
                                {"wasserstein1", *samples.wasserstein}};
    COMPARE_ORACLE(actual, example);
}

void TestDistributionDrift::sameDistribution() {
    const std::vector<std::int64_t> counts{3, 0, 5}, twice{6, 0, 10};
    const stats::BinnedDrift bins = stats::binnedDrift(counts, twice);
    QCOMPARE(*bins.psi, 0.0);
    QCOMPARE(*bins.jensenShannonBits, 0.0);
    const stats::SampleDrift samples =
        stats::sampleDrift(std::vector<double>{1, 2, 3}, std::vector<double>{3, 1, 2});
    QCOMPARE(*samples.kolmogorovSmirnov, 0.0);
    QCOMPARE(*samples.wasserstein, 0.0);
}

void TestDistributionDrift::apart() {
    const stats::BinnedDrift bins =
        stats::binnedDrift(std::vector<std::int64_t>{4, 0}, std::vector<std::int64_t>{0, 9}, 0.01);
    QCOMPARE(*bins.psi, 2 * 0.99 * std::log(100.0));
    QCOMPARE(*bins.jensenShannonBits, 1.0);
    const stats::SampleDrift samples =
        stats::sampleDrift(std::vector<double>{1, 2}, std::vector<double>{11, 14});
    QCOMPARE(*samples.kolmogorovSmirnov, 1.0);
    QCOMPARE(*samples.wasserstein, 11.0); // the means are that far apart
}

void TestDistributionDrift::nothingToCompare() {
    const std::vector<std::int64_t> none{0, 0}, some{1, 2};
    QVERIFY(stats::binnedDrift(none, some).status == stats::Status::ZeroDenominator);
    QVERIFY(!stats::binnedDrift(some, none).psi);
    const std::vector<double> value{1};
    QVERIFY(stats::sampleDrift({}, value).status == stats::Status::InsufficientClusters);
    QVERIFY(!stats::sampleDrift(value, {}).wasserstein);
}

void TestDistributionDrift::areaBetweenStepFunctions() {
    std::mt19937_64 random(26);
    std::uniform_int_distribution<int> value(0, 15), count(1, 20);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> a(std::size_t(count(random))), b(std::size_t(count(random)));
        for (double& x : a)
            x = value(random);
        for (double& x : b)
            x = value(random) + round % 7;
        double area = 0, largest = 0;
        for (int at = 0; at < 25; ++at) { // values are whole: steps are too
            const double distance = std::abs(shareUpTo(a, at) - shareUpTo(b, at));
            area += distance;
            largest = std::max(largest, distance);
        }
        const stats::SampleDrift found = stats::sampleDrift(a, b);
        QVERIFY(std::abs(*found.wasserstein - area) < 1e-12);
        QVERIFY(std::abs(*found.kolmogorovSmirnov - largest) < 1e-12);
    }
}

void TestDistributionDrift::shiftIsTheDistance() {
    std::mt19937_64 random(27);
    std::lognormal_distribution<double> cost(0, 1);
    std::vector<double> before(300), after;
    for (double& value : before) {
        value = cost(random);
        after.push_back(value + 0.75);
    }
    QVERIFY(std::abs(*stats::sampleDrift(before, after).wasserstein - 0.75) < 1e-12);
}

void TestDistributionDrift::decileBins() {
    std::vector<double> values;
    for (int i = 1; i <= 100; ++i)
        values.push_back(i);
    const std::vector<double> edges = stats::decileEdges(values);
    QCOMPARE(edges.size(), std::size_t(9));
    QCOMPARE(edges[0], 10.9);
    QCOMPARE(stats::countsByBin(values, edges), std::vector<std::int64_t>(10, 10));
    const std::vector<double> two{1, 2};
    QCOMPARE(stats::countsByBin(std::vector<double>{0, 1, 1.5, 2, 3}, two),
             (std::vector<std::int64_t>{2, 2, 1}));
}

void TestDistributionDrift::homogeneity() {
    // 10, 20 against 20, 10: chi-square 6.667 with one degree of freedom, P(|Z| > 2.582).
    const std::vector<std::int64_t> a{10, 20, 0}, b{20, 10, 0};
    QVERIFY(std::abs(stats::homogeneityP(a, b) - 0.009823274507519247) < 1e-12);
    QCOMPARE(stats::homogeneityP(a, a), 1.0);
    const std::vector<std::int64_t> none{0, 0, 0}, one{5, 0, 0};
    QCOMPARE(stats::homogeneityP(a, none), 1.0);
    QCOMPARE(stats::homogeneityP(one, one), 1.0);
}

void TestDistributionDrift::decilesOfTwoSamples() {
    std::vector<double> before, after;
    for (int i = 1; i <= 100; ++i) {
        before.push_back(i);
        after.push_back(i + 10); // the lowest bin is left, the highest holds 20
    }
    const stats::DecileDrift drift = stats::decileDrift(before, after);
    QCOMPARE(drift.meanBefore, 50.5);
    QCOMPARE(drift.meanAfter, 60.5);
    const double psi = (1e-4 - 0.1) * std::log(1e-4 / 0.1) + 0.1 * std::log(2.0);
    QVERIFY(std::abs(drift.psi - psi) < 1e-12);
    // Chi-square 40 / 3 with 9 degrees of freedom; tables give 0.15 at 13.288.
    QVERIFY(drift.chance > 0.147 && drift.chance < 0.15);
    QCOMPARE(stats::decileDrift(before, before).chance, 1.0);
}

void TestDistributionDrift::fallOfARate() {
    // 90 of 100, then 80 of 100: z = 0.1 / sqrt(0.85 * 0.15 * 0.02) = 1.9803.
    QVERIFY(std::abs(stats::fallOfRateP(90, 100, 80, 100) - 0.023835) < 1e-6);
    QCOMPARE(stats::fallOfRateP(80, 100, 90, 100), 1.0);
    QCOMPARE(stats::fallOfRateP(0, 0, 90, 100), 1.0);
    QVERIFY(stats::fallOfRateP(100, 100, 0, 100) < 1e-20);
}

QTEST_APPLESS_MAIN(TestDistributionDrift)
#include "tst_distribution_drift.moc"
