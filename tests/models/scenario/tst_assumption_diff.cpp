// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/assumption_diff.h"

#include <QTest>

using namespace ms;
using scenario::AssumptionDiff;
using scenario::Field;
using scenario::LeverKind;
using scenario::Scenario;

namespace {

constexpr std::int64_t kOne = scenario::kBillion;

Scenario cacheAndCap() {
    Scenario scenario;
    scenario.levers = {scenario::standardLever(LeverKind::ResponseCache),
                       scenario::standardLever(LeverKind::OutputCap)};
    scenario.levers[0][Field::HitRate] = kOne / 10;
    scenario.levers[1][Field::Cap] = 500;
    return scenario;
}

} // namespace

class TestAssumptionDiff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameDoesNotDiffer() {
        Scenario renamed = cacheAndCap();
        renamed.name = "Other words";
        renamed.notes = "for people";
        renamed.levers[0].name = "My cache";
        QVERIFY(assumptionsThatDiffer(std::vector{cacheAndCap(), renamed}).empty());
    }
    void numbersMatchesAndModesAreToldByLever() {
        Scenario other = cacheAndCap();
        other.levers[0][Field::HitRate] = kOne / 5;
        other.levers[0].match.conditions = {
            {query::Dimension::Tier, query::Condition::Kind::In, {"Free"}}};
        other.levers[0].cacheMode = scenario::CacheMode::Replay;
        other.ranges = {{0, Field::HitRate, kOne / 10, kOne / 2}};
        other.where = {{query::Dimension::Feature, query::Condition::Kind::In, {"chat"}}};
        const std::vector<AssumptionDiff> expected{
            {"", "calls", {"all calls", "feature=chat"}},
            {"Response cache", "match", {"all calls", "tier=Free"}},
            {"Response cache", "mode", {"assumed", "replay, lru"}},
            {"Response cache", "hit_rate", {"0.1", "0.2"}},
            {"Response cache", "range of hit_rate", {"none", "0.1 to 0.5"}}};
        QCOMPARE(assumptionsThatDiffer(std::vector{cacheAndCap(), other}), expected);
    }
    void aLeverThatOneLacksIsOneRow() {
        Scenario without = cacheAndCap();
        without.levers.pop_back();
        Scenario twice = cacheAndCap();
        twice.levers.push_back(twice.levers[1]);
        twice.levers[2].name = "Second cap";
        twice.levers[2][Field::Cap] = 300;
        const std::vector<AssumptionDiff> expected{
            {"Output cap", "lever", {"cap 500", std::nullopt, "cap 500"}},
            {"Second cap", "lever", {std::nullopt, std::nullopt, "cap 300"}}};
        QCOMPARE(assumptionsThatDiffer(std::vector{cacheAndCap(), without, twice}), expected);
    }
    void aRouteNamesItsModel() {
        Scenario a, b;
        a.levers = b.levers = {scenario::standardLever(LeverKind::Route)};
        a.levers[0].model = "small";
        b.levers[0].model = "tiny";
        b.levers[0].provider = "q";
        QCOMPARE(assumptionsThatDiffer(std::vector{a, b}),
                 (std::vector<AssumptionDiff>{{"Route", "model", {"small", "q/tiny"}}}));
        a.levers[0][Field::Share] = kOne / 2;
        QCOMPARE(scenario::statedText(a.levers[0]), std::string("to small, share 0.5"));
    }
};

QTEST_APPLESS_MAIN(TestAssumptionDiff)
#include "tst_assumption_diff.moc"
