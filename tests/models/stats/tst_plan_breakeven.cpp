// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/plan_breakeven.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;

class TestPlanBreakeven : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("breakeven_users"); }
    void oracle();
    void verdicts_data();
    void verdicts();
    void fewUsersLeaveTheIntervalOpen();
    void noUsers();
    void equalCostsHaveNoMeanInterval();
    void costAtThePriceIsNoLoss();
    void freePlanHasNoMargin();
    void spreadIsNotUncertainty();
};

namespace {

nlohmann::json orNull(std::optional<double> value) {
    return value ? nlohmann::json(*value) : nlohmann::json();
}

nlohmann::json orNull(const std::optional<stats::Interval>& interval) {
    return interval ? nlohmann::json{interval->low, interval->high} : nlohmann::json();
}

std::vector<double> oneTo(int n) {
    std::vector<double> costs;
    for (int i = 1; i <= n; ++i)
        costs.push_back(i);
    return costs;
}

} // namespace

void TestPlanBreakeven::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const auto costs = inputs.at("costs").get<std::vector<double>>();
    const stats::PlanBreakeven plan =
        stats::planBreakeven(costs, {.price = inputs.at("price").get<double>(),
                                     .alpha = inputs.at("alpha").get<double>(),
                                     .targetMargin = inputs.at("target_margin").get<double>(),
                                     .coverQuantile = inputs.at("cover_quantile").get<double>()});
    const nlohmann::json actual{
        {"median_cost", orNull(plan.medianCost)},
        {"median_ci", {orNull(plan.medianLow), orNull(plan.medianHigh)}},
        {"median_ci_coverage", orNull(plan.medianCoverage)},
        {"median_margin", orNull(plan.medianMargin)},
        {"mean_cost", orNull(plan.meanCost.value)},
        {"mean_ci", orNull(plan.meanCost.interval)},
        {"portfolio_margin", orNull(plan.portfolioMargin)},
        {"loss_making_share", orNull(plan.lossMakingShare)},
        {"loss_making_ci", orNull(plan.lossMakingInterval)},
        {"price_for_target_margin_at_quantile", orNull(plan.priceForTarget)},
        {"status", nameOf(plan.verdict)}};
    COMPARE_ORACLE(actual, example);
}

void TestPlanBreakeven::verdicts_data() {
    // Of ten values the second and the ninth enclose the median: P(Bin(10, 1/2) <= 1) = 11/1024.
    QTest::addColumn<double>("price");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("the interval ends below the price") << 9.5 << "profitable";
    QTest::newRow("it ends at the price") << 9.0 << "inconclusive";
    QTest::newRow("the price is inside") << 5.0 << "inconclusive";
    QTest::newRow("it starts at the price") << 2.0 << "inconclusive";
    QTest::newRow("it starts above the price") << 1.5 << "unprofitable";
}

void TestPlanBreakeven::verdicts() {
    QFETCH(double, price);
    const stats::PlanBreakeven plan = stats::planBreakeven(oneTo(10), {.price = price});
    QCOMPARE(*plan.medianLow, 2.0);
    QCOMPARE(*plan.medianHigh, 9.0);
    QCOMPARE(*plan.medianCoverage, 1 - 22.0 / 1024);
    const auto name = nameOf(plan.verdict);
    QTEST(QString::fromUtf8(name.data(), qsizetype(name.size())), "verdict");
}

void TestPlanBreakeven::fewUsersLeaveTheIntervalOpen() {
    const stats::PlanBreakeven plan = stats::planBreakeven(oneTo(5), {.price = 100});
    QVERIFY(plan.medianStatus == stats::Status::OpenInterval); // 2 x 1/32 > 0.05
    QCOMPARE(*plan.medianCost, 3.0);
    QVERIFY(!plan.medianLow && !plan.medianHigh);
    QVERIFY(plan.verdict == stats::PlanVerdict::Inconclusive);
    QCOMPARE(*plan.medianCoverage, 1.0);
}

void TestPlanBreakeven::noUsers() {
    const stats::PlanBreakeven plan = stats::planBreakeven({}, {.price = 5});
    QVERIFY(plan.medianStatus == stats::Status::InsufficientClusters);
    QVERIFY(plan.meanCost.status == stats::Status::InsufficientClusters);
    QVERIFY(!plan.medianCost && !plan.meanCost.value && !plan.lossMakingShare);
    QVERIFY(!plan.priceForTarget);
}

void TestPlanBreakeven::equalCostsHaveNoMeanInterval() {
    const stats::PlanBreakeven plan =
        stats::planBreakeven(std::vector<double>(12, 3.0), {.price = 5});
    QVERIFY(plan.meanCost.status == stats::Status::ZeroVariance);
    QCOMPARE(*plan.meanCost.value, 3.0);
    QVERIFY(!plan.meanCost.interval);
    QVERIFY(plan.verdict == stats::PlanVerdict::Profitable);
    const stats::PlanBreakeven one = stats::planBreakeven(oneTo(1), {.price = 5});
    QVERIFY(one.meanCost.status == stats::Status::InsufficientClusters);
    QCOMPARE(*one.meanCost.value, 1.0);
}

void TestPlanBreakeven::costAtThePriceIsNoLoss() {
    const stats::PlanBreakeven plan = stats::planBreakeven(oneTo(10), {.price = 8});
    QCOMPARE(*plan.lossMakingShare, 0.2);
    QVERIFY(plan.lossMakingInterval->low > 0 && plan.lossMakingInterval->high < 1);
}

void TestPlanBreakeven::freePlanHasNoMargin() {
    const stats::PlanBreakeven plan = stats::planBreakeven(oneTo(10), {.price = 0});
    QVERIFY(!plan.medianMargin && !plan.portfolioMargin);
    QVERIFY(plan.verdict == stats::PlanVerdict::Unprofitable);
    QVERIFY(!stats::planBreakeven(oneTo(9), {.price = 1, .targetMargin = 1}).priceForTarget);
}

void TestPlanBreakeven::spreadIsNotUncertainty() {
    const stats::PlanBreakeven plan = stats::planBreakeven(oneTo(101), {.price = 60});
    QCOMPARE(plan.middleUsers->low, 11.0);
    QCOMPARE(plan.middleUsers->high, 91.0);
    QVERIFY(*plan.medianLow > 40 && *plan.medianHigh < 62);
}

QTEST_APPLESS_MAIN(TestPlanBreakeven)
#include "tst_plan_breakeven.moc"
