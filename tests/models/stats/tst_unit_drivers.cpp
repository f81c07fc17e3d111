// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/unit_drivers.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace ms;

class TestUnitDrivers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("driver_shapley"); }
    void oracle();
    void sameUnit();
    void cacheTokensArePlayers();
    void equalContributionsGoByName();
    void closesOnRandomUnits();
    void medianUnit();
    void materiality();
};

namespace {

stats::DriverNumbers numbersOf(const nlohmann::json& unit) {
    stats::DriverNumbers numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = unit.value(std::string(nameOf(stats::UnitDriver(i))), 0.0);
    return numbers;
}

} // namespace

void TestUnitDrivers::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const stats::UnitDrivers found =
        stats::unitDrivers(numbersOf(inputs.at("reference")), numbersOf(inputs.at("actual")));
    nlohmann::json actual{{"cost_reference", found.referenceCost},
                          {"cost_actual", found.actualCost},
                          {"delta", found.delta()},
                          {"sum_check", found.residual},
                          {"ranking", nlohmann::json::array()}};
    for (std::size_t i = 0; i < found.contributions.size(); ++i)
        actual["contributions"][std::string(nameOf(stats::UnitDriver(i)))] = found.contributions[i];
    for (const stats::UnitDriver driver : found.ranking)
        actual["ranking"].push_back(nameOf(driver));
    COMPARE_ORACLE(actual, example);
}

void TestUnitDrivers::sameUnit() {
    const stats::DriverNumbers unit{1, 0, 0, 100, 20, 0, 0, 3, 15, 50};
    const stats::UnitDrivers found = stats::unitDrivers(unit, unit);
    QCOMPARE(found.referenceCost, 750.0); // 150 x 3 + 20 x 15
    QVERIFY(found.ranking.empty() && found.delta() == 0 && found.residual == 0);
}

void TestUnitDrivers::cacheTokensArePlayers() {
    // Price and tokens of the cache: 10 x 1 -> 30 x 2; alone +20 and +10, together +50.
    stats::DriverNumbers before{}, after{};
    before[std::size_t(stats::UnitDriver::Attempts)] = 1;
    before[std::size_t(stats::UnitDriver::CacheReadTokens)] = 10;
    before[std::size_t(stats::UnitDriver::PriceCacheRead)] = 1;
    after = before;
    after[std::size_t(stats::UnitDriver::CacheReadTokens)] = 30;
    after[std::size_t(stats::UnitDriver::PriceCacheRead)] = 2;
    const stats::UnitDrivers found = stats::unitDrivers(before, after);
    QCOMPARE(found.contributions[std::size_t(stats::UnitDriver::CacheReadTokens)], 30.0);
    QCOMPARE(found.contributions[std::size_t(stats::UnitDriver::PriceCacheRead)], 20.0);
}

void TestUnitDrivers::equalContributionsGoByName() {
    const stats::DriverNumbers before{1, 0, 0, 10, 0, 0, 0, 2, 0, 10};
    stats::DriverNumbers after = before;
    after[std::size_t(stats::UnitDriver::PromptTokens)] = 15;
    after[std::size_t(stats::UnitDriver::ContextTokens)] = 5;
    const stats::UnitDrivers found = stats::unitDrivers(before, after);
    QVERIFY((found.ranking == std::vector<stats::UnitDriver>{stats::UnitDriver::ContextTokens,
                                                             stats::UnitDriver::PromptTokens}));
}

void TestUnitDrivers::closesOnRandomUnits() {
    std::mt19937_64 random(20);
    std::uniform_int_distribution<int> number(0, 5000);
    for (int round = 0; round < 50; ++round) {
        stats::DriverNumbers before{}, after{};
        for (std::size_t i = 0; i < before.size(); ++i) {
            before[i] = number(random) / 2; // half of them stay as they are
            after[i] = round % 2 == 0 || i % 2 == 0 ? number(random) : before[i];
        }
        const stats::UnitDrivers found = stats::unitDrivers(before, after);
        const double sum =
            std::accumulate(found.contributions.begin(), found.contributions.end(), 0.0);
        QCOMPARE(found.residual, 0.0);
        QVERIFY(std::abs(sum - found.delta()) <=
                1e-14 * (found.referenceCost + found.actualCost) * 10);
    }
}

void TestUnitDrivers::medianUnit() {
    const std::vector<stats::DriverNumbers> units{{1, 9}, {3, 7}, {2, 100}, {5, 8}};
    const stats::DriverNumbers middle = stats::componentwiseMedian(units);
    QCOMPARE(middle[0], 2.5);
    QCOMPARE(middle[1], 8.5);
    QCOMPARE(middle[2], 0.0);
}

void TestUnitDrivers::materiality() {
    const std::vector<double> costs{1, 2, 3, 14};
    const std::vector<stats::Materiality> found = stats::materialities(costs);
    QCOMPARE(*found[3].shareOfTotal, 0.7);
    QCOMPARE(*found[3].meanShift, 3.0); // the mean is 5 with it and 2 without
    QCOMPARE(*found[0].meanShift, 5 - 19.0 / 3);
    QVERIFY(stats::materialities({}).empty());
    const stats::Materiality alone = stats::materialities(std::vector<double>{0})[0];
    QVERIFY(!alone.shareOfTotal && !alone.meanShift);

    QVERIFY(stats::isMaterial(found[3], 0, 100));
    const stats::Materiality small{0.005, 0.0};
    QVERIFY(!stats::isMaterial(small, 100, 100));
    QVERIFY(stats::isMaterial(small, 101, 100));
}

QTEST_APPLESS_MAIN(TestUnitDrivers)
#include "tst_unit_drivers.moc"
