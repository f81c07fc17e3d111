// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/budget_state.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;

class TestBudgetState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("budget_state"); }
    void oracle();
    void states_data();
    void states();
    void spentBudgetClearsNextMonth();
    void utilisation();
};

namespace {

QString lettersOf(const stats::BudgetHistory& history) {
    QString letters;
    for (const stats::BudgetState state : history.states)
        letters += QLatin1Char(nameOf(state)[0]);
    return letters;
}

std::vector<stats::BudgetReading> readingsOf(const std::vector<double>& utilisation) {
    std::vector<stats::BudgetReading> readings;
    for (const double share : utilisation)
        readings.push_back({share, {}, false});
    return readings;
}

} // namespace

void TestBudgetState::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    stats::BudgetThresholds thresholds;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string name(nameOf(stats::BudgetState(i + 1)));
        thresholds.up[i] = inputs.at("up").at(name).get<double>();
        thresholds.down[i] = inputs.at("down").at(name).get<double>();
    }
    thresholds.clearCount = inputs.at("clear_count").get<std::size_t>();
    const stats::BudgetHistory found = stats::budgetStates(
        readingsOf(inputs.at("utilisation").get<std::vector<double>>()), thresholds);
    nlohmann::json actual{{"states", nlohmann::json::array()},
                          {"transitions", nlohmann::json::array()}};
    for (const stats::BudgetState state : found.states)
        actual["states"].push_back(nameOf(state));
    for (const stats::BudgetTransition& moved : found.transitions)
        actual["transitions"].push_back({moved.reading, nameOf(moved.from), nameOf(moved.to)});
    COMPARE_ORACLE(actual, example);
}

void TestBudgetState::states_data() {
    QTest::addColumn<std::vector<double>>("shares");
    QTest::addColumn<QString>("expected"); // first letters
    using V = std::vector<double>;
    QTest::newRow("nothing read") << V{} << "";
    QTest::newRow("thresholds count as reached") << V{0.5, 0.8, 1.0} << "wae";
    QTest::newRow("several steps at once") << V{0.1, 1.2} << "oe";
    QTest::newRow("one low reading is not enough") << V{0.6, 0.1, 0.6, 0.1} << "wwww";
    QTest::newRow("two are") << V{0.6, 0.1, 0.1} << "wwo";
    QTest::newRow("between exit and entry it stays") << V{0.6, 0.46, 0.45, 0.47} << "wwww";
    QTest::newRow("falls as far as the exits allow") << V{1.2, 0.5, 0.46} << "eew";
    QTest::newRow("falls to ok") << V{1.2, 0.1, 0.1} << "eeo";
    QTest::newRow("the counter starts again after a fall") << V{0.9, 0.7, 0.7, 0.4, 0.4} << "aawwo";
}

void TestBudgetState::states() {
    QFETCH(std::vector<double>, shares);
    QTEST(lettersOf(stats::budgetStates(readingsOf(shares), {})), "expected");
}

void TestBudgetState::spentBudgetClearsNextMonth() {
    std::vector<stats::BudgetReading> readings = readingsOf({1.1, 0.2, 0.2, 0.2, 0.2, 0.2});
    readings[0].actual = 1.1; // spent; later readings come from a budget raised afterwards
    QCOMPARE(lettersOf(stats::budgetStates(readings, {})), QStringLiteral("eeeeee"));
    readings[3].startsMonth = true;
    const stats::BudgetHistory found = stats::budgetStates(readings, {});
    QCOMPARE(lettersOf(found), QStringLiteral("eeeeoo"));
    QCOMPARE(found.transitions.size(), std::size_t(2));
    QCOMPARE(found.transitions[1].reading, std::size_t(4));
    QCOMPARE(found.transitions[1].utilisation, 0.2);
    readings[0].actual = 0.9; // only the forecast was over
    QCOMPARE(lettersOf(stats::budgetStates(readings, {})), QStringLiteral("eeoooo"));
}

void TestBudgetState::utilisation() {
    QCOMPARE(*stats::budgetUtilisation(50, 120.0, 100), 1.2);
    QCOMPARE(*stats::budgetUtilisation(50, 20.0, 100), 0.5);
    QCOMPARE(*stats::budgetUtilisation(50, {}, 100), 0.5);
    QVERIFY(!stats::budgetUtilisation(50, 120.0, 0));
}

QTEST_APPLESS_MAIN(TestBudgetState)
#include "tst_budget_state.moc"
