// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/shapley.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace ms;

class TestShapley : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("shapley_product"); }
    void oracle();
    void noFactor();
    void minimumCharge();
    void unchangedFactorGetsNothing();
    void averagesAllOrders();
    void integersCloseExactly();
};

namespace {

/// A number or its text.
double numberOf(const nlohmann::json& value) {
    return value.is_string() ? std::stod(value.get<std::string>()) : value.get<double>();
}

} // namespace

void TestShapley::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const auto names = inputs.at("factors").get<std::vector<std::string>>();
    std::vector<double> before, after;
    for (const auto& [id, segment] : inputs.at("segments").items()) {
        for (const nlohmann::json& factor : segment.at("t0"))
            before.push_back(numberOf(factor));
        for (const nlohmann::json& factor : segment.at("t1"))
            after.push_back(numberOf(factor));
    }
    const stats::ShapleyShares found = stats::shapleyOfProducts(names.size(), before, after);
    nlohmann::json actual{{"delta", found.delta}, {"residual", found.residual}};
    for (std::size_t i = 0; i < names.size(); ++i)
        actual["effects"][names[i]] = found.effects[i];
    COMPARE_ORACLE(actual, example);
}

void TestShapley::noFactor() {
    const stats::ShapleyShares found = stats::shapleyShares(0, [](std::uint32_t) { return 4.0; });
    QVERIFY(found.effects.empty());
    QCOMPARE(found.delta, 0.0);
    QCOMPARE(found.residual, 0.0);
}

void TestShapley::minimumCharge() {
    // max(100, quantity x price): 10 x 5 -> 30 x 6. Alone they give 150 - 100 and 0; together 80.
    const auto cost = [](std::uint32_t subset) {
        return std::max(100.0, (subset & 1 ? 30.0 : 10.0) * (subset & 2 ? 6.0 : 5.0));
    };
    const stats::ShapleyShares found = stats::shapleyShares(2, cost);
    QCOMPARE(found.effects, (std::vector<double>{65, 15})); // (50 + 80)/2 and (0 + 30)/2
}

void TestShapley::unchangedFactorGetsNothing() {
    const std::vector<double> before{2, 3, 5}, after{4, 3, 6};
    QCOMPARE(stats::shapleyOfProducts(3, before, after).effects[1], 0.0);
}

void TestShapley::averagesAllOrders() {
    std::mt19937_64 random(9);
    std::normal_distribution<double> value(0, 100);
    for (std::size_t factors = 1; factors <= 6; ++factors) {
        std::vector<double> values(std::size_t{1} << factors);
        for (double& v : values)
            v = value(random);
        std::vector<std::size_t> order(factors);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::vector<double> expected(factors);
        double orders = 0;
        do {
            std::uint32_t subset = 0;
            for (const std::size_t factor : order) {
                const std::uint32_t next = subset | std::uint32_t{1} << factor;
                expected[factor] += values[next] - values[subset];
                subset = next;
            }
            ++orders;
        } while (std::next_permutation(order.begin(), order.end()));
        const stats::ShapleyShares found =
            stats::shapleyShares(factors, [&](std::uint32_t subset) { return values[subset]; });
        double sum = 0;
        for (std::size_t i = 0; i < factors; ++i) {
            QVERIFY(std::abs(found.effects[i] - expected[i] / orders) < 1e-10);
            sum += found.effects[i];
        }
        QVERIFY(std::abs(sum - found.delta) < 1e-10);
        QVERIFY(std::abs(found.residual) < 1e-15);
    }
}

void TestShapley::integersCloseExactly() {
    std::mt19937_64 random(10);
    std::uniform_int_distribution<int> factor(0, 2000);
    for (int round = 0; round < 100; ++round) {
        std::vector<double> before, after;
        for (int i = 0; i < 12; ++i) {
            before.push_back(factor(random));
            after.push_back(factor(random));
        }
        QCOMPARE(stats::shapleyOfProducts(4, before, after).residual, 0.0);
    }
}

QTEST_APPLESS_MAIN(TestShapley)
#include "tst_shapley.moc"
