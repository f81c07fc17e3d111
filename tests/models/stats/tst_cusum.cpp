// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/cusum.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;

class TestCusum : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("cusum"); }
    void oracle();
    void handComputed();
    void designFromBaseline();
    void isTheLargestSumOfAnyWindow();
    void runsLongWithoutFalseSignal();
};

namespace {

nlohmann::json orNull(std::optional<std::size_t> value) {
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace

void TestCusum::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const stats::Cusum found = stats::cusum(inputs.at("x").get<std::vector<double>>(),
                                            {.target = inputs.at("target").get<double>(),
                                             .slack = inputs.at("k").get<double>(),
                                             .limit = inputs.at("h").get<double>()});
    nlohmann::json actual{{"s_high", found.high},
                          {"s_low", found.low},
                          {"first_high_signal", orNull(found.firstHighSignal)},
                          {"first_low_signal", orNull(found.firstLowSignal)}};
    COMPARE_ORACLE(actual, example);
}

void TestCusum::handComputed() {
    const std::vector<double> series{11, 13, 10, 5, 4};
    const stats::Cusum found = stats::cusum(series, {.target = 10, .slack = 1, .limit = 2});
    QCOMPARE(found.high, (std::vector<double>{0, 2, 1, 0, 0}));
    QCOMPARE(found.low, (std::vector<double>{0, 0, 0, 4, 9}));
    QVERIFY(!found.firstHighSignal); // 2 is not above 2
    QCOMPARE(*found.firstLowSignal, std::size_t(4));
    QVERIFY(stats::cusum({}, {}).high.empty());
}

void TestCusum::designFromBaseline() {
    const stats::CusumBaseline found =
        stats::cusumDesign(std::vector<double>{1, 2, 3, 4, 5, 1000, 0});
    QCOMPARE(found.design->target, 3.0); // deviations 0 1 1 2 2 3 997: MAD 2
    QCOMPARE(found.design->slack, 1.4826);
    QCOMPARE(found.design->limit, 14.826);
    QVERIFY(stats::cusumDesign({}).status == stats::Status::InsufficientClusters);
    const stats::CusumBaseline flat = stats::cusumDesign(std::vector<double>{4, 4, 4, 4, 9});
    QVERIFY(flat.status == stats::Status::DegenerateScale && !flat.design);
}

void TestCusum::isTheLargestSumOfAnyWindow() {
    std::mt19937_64 random(23);
    std::normal_distribution<double> noise(0.2, 1);
    std::vector<double> series(80);
    for (double& value : series)
        value = noise(random);
    const stats::Cusum found = stats::cusum(series, {.target = 0, .slack = 0.5, .limit = 4});
    for (std::size_t end = 0; end < series.size(); ++end) {
        double largest = 0, sum = 0;
        for (std::size_t start = end + 1; start-- > 0;) {
            sum += series[start] - 0.5;
            largest = std::max(largest, sum);
        }
        QVERIFY(std::abs(found.high[end] - largest) < 1e-12);
    }
}

void TestCusum::runsLongWithoutFalseSignal() {
    // On average 465 values to the first signal of either side (METHODS 3.6).
    std::mt19937_64 random(24);
    std::normal_distribution<double> noise(0, 1);
    double lengths = 0;
    for (int run = 0; run < 2000; ++run) {
        std::vector<double> series(6000);
        for (double& value : series)
            value = noise(random);
        const stats::Cusum found = stats::cusum(series, {.target = 0, .slack = 0.5, .limit = 5});
        lengths += double(
            std::min(found.firstHighSignal.value_or(6000), found.firstLowSignal.value_or(6000)));
    }
    QVERIFY(std::abs(lengths / 2000 - 465) < 40); // four standard errors
}

QTEST_APPLESS_MAIN(TestCusum)
#include "tst_cusum.moc"
