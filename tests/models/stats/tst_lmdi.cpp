// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/lmdi.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace ms;

class TestLmdi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("lmdi"); }
    void oracle();
    void logarithmicMean();
    void oneFactorTakesAll();
    void nothing();
    void zerosEnterAndExit();
    void negativesAreNotDecomposed();
    void closesOnRandomData();
    void runsBackwards();
    void sumsOverSubsegments();
};

namespace {

std::vector<double> randomFactors(std::mt19937_64& random, std::size_t count) {
    std::lognormal_distribution<double> factor(0, 2);
    std::uniform_int_distribution<int> isZero(0, 19);
    std::vector<double> factors(count);
    for (double& value : factors)
        value = isZero(random) == 0 ? 0 : factor(random);
    return factors;
}

double sumOf(const stats::LogMeanDecomposition& found) {
    return std::accumulate(found.effects.begin(), found.effects.end(),
                           found.entered + found.exited + found.undecomposed);
}

} // namespace

void TestLmdi::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const auto names = inputs.at("factors").get<std::vector<std::string>>();
    std::vector<double> before, after;
    for (const auto& [id, segment] : inputs.at("segments").items()) {
        for (const double factor : segment.at("t0"))
            before.push_back(factor);
        for (const double factor : segment.at("t1"))
            after.push_back(factor);
    }
    const stats::LogMeanDecomposition found =
        stats::logMeanDecomposition(names.size(), before, after);
    nlohmann::json actual{{"total0", found.total0},
                          {"total1", found.total1},
                          {"delta", found.delta},
                          {"entered", found.entered},
                          {"exited", found.exited},
                          {"residual", found.residual},
                          {"effects", nlohmann::json::object()}};
    for (std::size_t i = 0; i < names.size(); ++i)
        actual["effects"][names[i]] = found.effects[i];
    COMPARE_ORACLE(actual, example);
    QCOMPARE(found.undecomposed, 0.0);
}

void TestLmdi::logarithmicMean() {
    QCOMPARE(double(stats::logarithmicMean(3, 3)), 3.0);
    QCOMPARE(double(stats::logarithmicMean(std::exp(1.0L), 1)), std::exp(1.0) - 1);
    QCOMPARE(double(stats::logarithmicMean(1, 4)), double(stats::logarithmicMean(4, 1)));
    // Between the geometric and the arithmetic mean, also where the two nearly touch.
    const double close = double(stats::logarithmicMean(1 + 1e-9L, 1));
    QVERIFY(std::abs(close - (1 + 0.5e-9)) < 1e-15);
}

void TestLmdi::oneFactorTakesAll() {
    const std::vector<double> before{10, 2, 3}, after{25, 2, 3};
    const stats::LogMeanDecomposition found = stats::logMeanDecomposition(3, before, after);
    QCOMPARE(found.effects[0], 90.0);
    QCOMPARE(found.effects[1], 0.0);
    QCOMPARE(found.effects[2], 0.0);
}

void TestLmdi::nothing() {
    const stats::LogMeanDecomposition found = stats::logMeanDecomposition(2, {}, {});
    QCOMPARE(found.effects, (std::vector<double>{0, 0}));
    QCOMPARE(found.delta, 0.0);
}

void TestLmdi::zerosEnterAndExit() {
    const std::vector<double> before{0, 5, 3, 4, 0, 1}, after{2, 5, 0, 4, 1, 0};
    const stats::LogMeanDecomposition found = stats::logMeanDecomposition(2, before, after);
    QCOMPARE(found.entered, 10.0);
    QCOMPARE(found.exited, -12.0);
    QCOMPARE(found.effects, (std::vector<double>{0, 0}));
}

void TestLmdi::negativesAreNotDecomposed() {
    const std::vector<double> before{2, 3, 4, 1}, after{2, -1, 8, 1};
    const stats::LogMeanDecomposition found = stats::logMeanDecomposition(2, before, after);
    QCOMPARE(found.undecomposed, -8.0);
    QCOMPARE(found.effects[0], 4.0);
    QCOMPARE(sumOf(found), found.delta);
}

void TestLmdi::closesOnRandomData() {
    std::mt19937_64 random(6);
    for (std::size_t round = 0; round < 200; ++round) {
        const std::size_t factors = 1 + round % 5, count = factors * (1 + round % 30);
        const std::vector<double> before = randomFactors(random, count),
                                  after = randomFactors(random, count);
        const auto found = stats::logMeanDecomposition(factors, before, after);
        const double scale = found.total0 + found.total1;
        QVERIFY(std::abs(found.residual) <= 1e-15 * scale);
        QVERIFY(std::abs(sumOf(found) - found.delta) <= 1e-13 * scale);
    }
}

void TestLmdi::runsBackwards() {
    std::mt19937_64 random(7);
    const std::vector<double> before = randomFactors(random, 60), after = randomFactors(random, 60);
    const auto there = stats::logMeanDecomposition(3, before, after);
    const auto back = stats::logMeanDecomposition(3, after, before);
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(std::abs(there.effects[i] + back.effects[i]) <
                1e-13 * (there.total0 + there.total1));
    QCOMPARE(there.entered, -back.exited);
}

void TestLmdi::sumsOverSubsegments() {
    std::mt19937_64 random(8);
    const std::vector<double> before = randomFactors(random, 40), after = randomFactors(random, 40);
    const auto whole = stats::logMeanDecomposition(4, before, after);
    const std::span<const double> b(before), a(after);
    const auto first = stats::logMeanDecomposition(4, b.first(12), a.first(12));
    const auto rest = stats::logMeanDecomposition(4, b.subspan(12), a.subspan(12));
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(std::abs(whole.effects[i] - first.effects[i] - rest.effects[i]) <
                1e-13 * (whole.total0 + whole.total1));
}

QTEST_APPLESS_MAIN(TestLmdi)
#include "tst_lmdi.moc"
