// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: quick_levers.cpp, quick_levers.h
#include "models/scenario/uncertainty.h"

#include "models/frame/frame.h"
#include "models/scenario/quick_levers.h"
#include "tests/models/analysis/company.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <QTest>

#include <cmath>

using namespace ms;
using namespace ms::test;
using scenario::Field;
using scenario::LeverKind;
using scenario::Scenario;

namespace {

constexpr std::int64_t kOne = scenario::kBillion;

/// A hundred Pro requests of a dollar each; the plan pays 80 a month.
class Dollars {
public:
    Dollars() {
        facts.book = "default";
        facts.baseCurrency = "USD";
        for (const auto& [model, usd] : {std::pair("strong", "1"), {"weak", "0.25"}})
            for (const core::Bucket bucket : {core::Bucket::Input, core::Bucket::Output}) {
                core::PriceRule& rule = facts.rules.emplace_back();
                rule.provider = "p";
                rule.model = model;
                rule.bucket = bucket;
                rule.amount = units(usd);
                rule.currency = "USD";
            }
        facts.tenants = {tenant("acme", "Pro")};
        std::vector<Event> events;
        for (int i = 0; i < 100; ++i) {
            Event& event = events.emplace_back();
            event[core::NumberColumn::Time] = microsOf("2026-05-02") + i;
            event[core::NumberColumn::Input] = 1'000'000;
            event[core::NumberColumn::Output] = 0;
            event[core::TextColumn::Provider] = "p";
            event[core::TextColumn::Model] = "strong";
            event[core::TextColumn::Tenant] = "acme";
        }
        source = *frame::makeFrame(
            frame::loadColumns(std::make_shared<MemoryColumnSource>(blocksOf(events, 100)), 1),
            facts, {{}, facts.book}, {});
        revenue.plans = {plan("Pro", "80")};
    }
    scenario::Replay replay(const Scenario& scenario) const {
        return *scenario::Replay::prepare(
            {scenario, {query::Dimension::Tier}, {}}, *source, revenue,
            {facts.book, facts.baseCurrency, facts.rules, facts.aliases, {}}, {});
    }

    frame::Facts facts;
    std::shared_ptr<const query::EventSource> source;
    analysis::RevenueBooks revenue;
};

Scenario cacheAndDiscount() {
    Scenario scenario;
    scenario.seed = 7;
    scenario.levers = {scenario::standardLever(LeverKind::ResponseCache),
                       scenario::standardLever(LeverKind::PriceChange)};
    scenario.levers[0][Field::HitRate] = kOne / 5;
    scenario.levers[1][Field::ProviderPriceChange] = -kOne / 10;
    scenario.ranges = {{0, Field::HitRate, kOne / 10, kOne / 2},
                       {1, Field::ProviderPriceChange, -kOne / 5, 0}};
    return scenario;
}

} // namespace

class TestUncertainty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tornadoByHand();
    void drawsRepeatAndStayWithinTheEnds();
    void breakEvenByHand();
    void whatCannotBeSolvedIsSaid();
    void otherNumbersNeedNoOtherReplay();
    void typedLeversMakeAScenario();
    void typedLeversChangeADocument();
    void wrongTypedLeversAreRefused_data();
    void wrongTypedLeversAreRefused();
};

/// Margin = 80 - 100 x (1 - hit rate) x (1 + change).
void TestUncertainty::tornadoByHand() {
    const scenario::Replay replay = Dollars().replay(cacheAndDiscount());
    const scenario::Uncertainty result = uncertaintyOf(replay, 0);
    QCOMPARE(result.before, -20.0);
    QCOMPARE(result.tornado.base, 80 - 72.0);
    QCOMPARE(result.tornado.bars.size(), std::size_t(2));
    QCOMPARE(result.tornado.bars[0].name, std::string("0"));
    QCOMPARE(result.tornado.bars[0].atLow, 80 - 81.0);
    QCOMPARE(result.tornado.bars[0].atHigh, 80 - 45.0);
    QCOMPARE(result.tornado.bars[1].width, 16.0);
    QVERIFY(!result.draws && !result.shareBetter());
}

void TestUncertainty::drawsRepeatAndStayWithinTheEnds() {
    const scenario::Replay replay = Dollars().replay(cacheAndDiscount());
    const scenario::Uncertainty result = uncertaintyOf(replay, 2000);
    QCOMPARE(result.draws->sorted, uncertaintyOf(replay, 2000).draws->sorted);
    QVERIFY(result.draws->sorted.front() >= 80 - 90.0);
    QVERIFY(result.draws->sorted.back() <= 80 - 40.0);
    QVERIFY(result.draws->p10 < result.draws->p50 && result.draws->p50 < result.draws->p90);
    QCOMPARE(*result.shareBetter(), 1.0); // every draw is better than -20
    // Independent factors: the mean of the product is that of the means.
    const double mean = 80 - 100 * (1 - 0.8 / 3) * (1 - 0.1);
    QVERIFY(std::abs(result.draws->mean - mean) < 4 * result.draws->standardError);
}

/// 100 x (1 - h) x 0.9 = 80: h = 1/9; and a plan price of 72 / 0.3 = 240: three times 80.
void TestUncertainty::breakEvenByHand() {
    Scenario scenario = cacheAndDiscount();
    const scenario::Replay replay = Dollars().replay(scenario);
    const auto what = scenario::solveForNamed("hit_rate", scenario);
    QVERIFY(what);
    const scenario::Solution solution = solve(replay, *what, {});
    QCOMPARE(solution.values, std::vector<std::int64_t>{111'111'111});
    scenario.levers.insert(scenario.levers.begin(), scenario::standardLever(LeverKind::PlanPrice));
    scenario.ranges.clear();
    const auto price = scenario::solveForNamed("1.price_change", scenario);
    const auto target = scenario::solveTargetNamed("margin_pct=0.7");
    QVERIFY(price && target);
    const scenario::Solution prices = solve(Dollars().replay(scenario), *price, *target);
    QCOMPARE(prices.values, std::vector<std::int64_t>{2 * kOne});
}

void TestUncertainty::whatCannotBeSolvedIsSaid() {
    Scenario scenario = cacheAndDiscount();
    QVERIFY(!scenario::solveForNamed("share", scenario)); // both have it
    QCOMPARE(scenario::solveForNamed("2.share", scenario)->lever, std::size_t(1));
    QVERIFY(!scenario::solveForNamed("cap", scenario));
    QVERIFY(!scenario::solveForNamed("ttl_seconds", scenario));
    for (const char* wrong : {"", "margin", "profit=1", "cost=x"})
        QVERIFY(!scenario::solveTargetNamed(wrong));
    const auto change = scenario::solveForNamed("change", scenario);
    const scenario::Solution never =
        solve(Dollars().replay(scenario), *change, *scenario::solveTargetNamed("margin=1000"));
    QVERIFY(never.values.empty());
    QCOMPARE(never.atLow, 80.0); // for nothing
}

void TestUncertainty::otherNumbersNeedNoOtherReplay() {
    Scenario scenario = cacheAndDiscount();
    const Dollars dollars;
    const scenario::Replay replay = dollars.replay(scenario);
    scenario.levers[0][Field::HitRate] = kOne / 2;
    const auto moved = replay.withScenario(scenario);
    QVERIFY(moved);
    QVERIFY(moved->totals(scenario, 3).cost.rounded() ==
            dollars.replay(scenario).totals(scenario, 3).cost.rounded());
    scenario.levers[0].match.promptTokens.from = 5;
    QVERIFY(!replay.withScenario(scenario));
    scenario = cacheAndDiscount();
    scenario.levers.pop_back();
    QVERIFY(!replay.withScenario(scenario));
}

void TestUncertainty::typedLeversMakeAScenario() {
    const auto made = scenario::withQuickLevers({}, {{"for", "tier=Free,Pro"},
                                                     {"compress-keep", "0.6"},
                                                     {"route-to", "p/weak"},
                                                     {"route-share", "0.5"},
                                                     {"cache-hit-rate", "0.15"},
                                                     {"batch-share", ""},
                                                     {"manual-cost", "3"}});
    QVERIFY2(made, made ? "" : made.error().message.c_str());
    QCOMPARE(made->levers.size(), std::size_t(3));
    QVERIFY(made->levers[0].kind == LeverKind::ResponseCache);
    QCOMPARE(made->levers[0][Field::HitRate], kOne * 15 / 100);
    QCOMPARE(made->levers[1].provider, std::string("p"));
    QCOMPARE(made->levers[1].model, std::string("weak"));
    QCOMPARE(made->levers[1][Field::Share], kOne / 2);
    QCOMPARE(made->levers[2][Field::KeepRatio], kOne * 6 / 10);
    for (const scenario::Lever& lever : made->levers)
        QCOMPARE(lever.match.conditions.front().values, (std::vector<std::string>{"Free", "Pro"}));
    QVERIFY(scenario::withQuickLevers({}, {})->levers.empty());
}

void TestUncertainty::typedLeversChangeADocument() {
    const auto made = scenario::withQuickLevers(cacheAndDiscount(), {{"cache-stale", "0.02"}});
    QVERIFY(made);
    QCOMPARE(made->levers.size(), std::size_t(2));
    QCOMPARE(made->levers[0][Field::StaleShare], kOne / 50);
    QCOMPARE(made->levers[0][Field::HitRate], kOne / 5);
}

void TestUncertainty::wrongTypedLeversAreRefused_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no number") << QByteArray("cache-hit-rate") << QByteArray("much");
    QTest::newRow("more than all") << QByteArray("compress-keep") << QByteArray("1.5");
    QTest::newRow("a share of no route") << QByteArray("route-share") << QByteArray("0.5");
    QTest::newRow("no dimension") << QByteArray("for") << QByteArray("planet=x");
}

void TestUncertainty::wrongTypedLeversAreRefused() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, text);
    const auto made = scenario::withQuickLevers({}, {{name.toStdString(), text.toStdString()}});
    QVERIFY(!made);
    QVERIFY(made.error().code == core::Error::Code::Usage);
}

QTEST_APPLESS_MAIN(TestUncertainty)
#include "tst_uncertainty.moc"
