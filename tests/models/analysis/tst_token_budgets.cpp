// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: whole_percentile.cpp
#include "models/analysis/token_budgets.h"

#include "models/core/check.h"
#include "tests/models/analysis/frame_of.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <map>
#include <set>

using namespace ms;
using namespace ms::test;
using analysis::BudgetBreaker;
using analysis::TokenBudgetFigures;
using analysis::TokenBudgetTable;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using query::Grain;

namespace {

Event call(const char* session, const char* request, std::int64_t tokens,
           const char* feature = "chat") {
    Event event;
    event[IdColumn::Session] = session;
    event[IdColumn::Request] = request;
    event[IdColumn::User] = "ann";
    event[NumberColumn::Input] = tokens;
    event[NumberColumn::Output] = 0;
    event[NumberColumn::ReportedCost] = tokens;
    event[TextColumn::Currency] = "USD";
    event[TextColumn::Feature] = feature;
    event[TextColumn::Tenant] = "acme";
    return event;
}

TokenBudgetTable budgetOf(Grain grain, const std::vector<Event>& events,
                          std::optional<std::int64_t> budget) {
    auto table =
        analysis::tokenBudgetBy({grain, {Dimension::Feature}, {}, budget}, *frameOf(events), {});
    CHECK(table, "The budget could not be computed.");
    return *std::move(table);
}

QString textOf(const TokenBudgetFigures& f) {
    return QStringLiteral("%1, over %2 for %3, beyond %4, unsure %5, tokens %6, cost %7")
        .arg(f.entities)
        .arg(f.over)
        .arg(QString::fromStdString(core::toDecimalText(f.overCost)))
        .arg(qint64(f.tokensBeyond))
        .arg(f.unsure)
        .arg(qint64(f.tokens))
        .arg(QString::fromStdString(core::toDecimalText(f.cost)));
}

} // namespace

class TestTokenBudgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sessionsAreAddedUpOverTheirRequests();
    void exactlyTheBudgetIsKeptTo();
    void withoutABudgetTheUsualOneIsTaken();
    void unknownTokensAreUnsure();
    void anEmptySelectionHasNoBudget();
    void figuresAreThoseOfARowLoop_data();
    void figuresAreThoseOfARowLoop();
};

void TestTokenBudgets::sessionsAreAddedUpOverTheirRequests() {
    const auto table = budgetOf(Grain::Session,
                                {call("s1", "r1", 30), call("s1", "r2", 40, "search"),
                                 call("s2", "r3", 50), call("", "r4", 900)},
                                60);
    QCOMPARE(table.attemptsWithout, std::int64_t(1));
    QCOMPARE(table.breakers.size(), std::size_t(1));
    const BudgetBreaker& breaker = table.breakers.front();
    QCOMPARE(breaker.id, std::string("s1"));
    QCOMPARE(breaker.tenant + "/" + breaker.user + "/" + breaker.feature,
             std::string("acme/ann/chat")); // of the first call
    QCOMPARE(breaker.requests, std::int64_t(2));
    QVERIFY(breaker.tokens == 70);
    QVERIFY(table.total.figures.tokensBeyond == 10);
    QCOMPARE(*table.total.figures.overPct(), 0.5);
    QCOMPARE(table.rows.size(), std::size_t(1)); // no session begins in search
    QCOMPARE(table.rows[0].over, std::vector<std::string>{"s1"});
}

void TestTokenBudgets::exactlyTheBudgetIsKeptTo() {
    const std::vector<Event> events{call("s1", "r1", 30), call("s1", "r2", 40)};
    QCOMPARE(budgetOf(Grain::Session, events, 70).total.figures.over, std::int64_t(0));
    QCOMPARE(budgetOf(Grain::Session, events, 69).total.figures.over, std::int64_t(1));
    QCOMPARE(budgetOf(Grain::Action, events, 39).total.figures.over, std::int64_t(1));
}

/// Of 200 requests of 1 to 200 tokens, 198 keep to 198.
void TestTokenBudgets::withoutABudgetTheUsualOneIsTaken() {
    std::vector<Event> events;
    for (int i = 200; i > 0; --i)
        events.push_back(call("", ("r" + std::to_string(i)).c_str(), i));
    const auto table = budgetOf(Grain::Action, events, {});
    QCOMPARE(*table.budget, std::int64_t(198));
    QVERIFY(!table.query.budget);
    QCOMPARE(table.breakers.size(), std::size_t(2));
    QCOMPARE(table.breakers.front().id, std::string("r200"));
}

void TestTokenBudgets::unknownTokensAreUnsure() {
    Event silent = call("s1", "r1", 0);
    silent[NumberColumn::Input] = core::kUnknownNumber;
    const auto table = budgetOf(Grain::Session, {silent, call("s2", "r2", 5)}, 10);
    QCOMPARE(table.total.figures.unsure, std::int64_t(1));
    QCOMPARE(table.total.figures.over, std::int64_t(0));
    // What is known breaks the budget already.
    const auto broken = budgetOf(Grain::Session, {silent, call("s1", "r2", 50)}, 10);
    QCOMPARE(broken.total.figures.over, std::int64_t(1));
    QCOMPARE(broken.total.figures.unsure, std::int64_t(0));
}

void TestTokenBudgets::anEmptySelectionHasNoBudget() {
    const auto table = budgetOf(Grain::Session, {call("", "r1", 5)}, {});
    QVERIFY(!table.budget && table.rows.empty());
    QCOMPARE(table.attemptsWithout, std::int64_t(1));
}

void TestTokenBudgets::figuresAreThoseOfARowLoop_data() {
    QTest::addColumn<Grain>("grain");
    QTest::newRow("actions") << Grain::Action;
    QTest::newRow("sessions") << Grain::Session;
}

/// Random attempts, where sessions and actions have several features.
void TestTokenBudgets::figuresAreThoseOfARowLoop() {
    QFETCH(Grain, grain);
    RandomEvents random(43);
    std::vector<Event> events = random.make(3000);
    std::map<std::string, std::string> rootOf; // a request belongs to one action
    for (Event& event : events) {
        event[IdColumn::Session] = random.oneIn(5) ? "" : "s" + std::to_string(random.below(400));
        if (!event[IdColumn::Request].empty())
            event[IdColumn::Root] =
                rootOf.emplace(event[IdColumn::Request], "a" + std::to_string(random.below(500)))
                    .first->second;
    }
    const frame::Facts facts = randomFacts();
    const NaiveFrame naive(events, facts, {});
    constexpr std::int64_t kBudget = 6000;

    struct One {
        std::string key;
        std::int64_t tokens = 0;
        MoneySum cost;
        bool isCounted = true;
    };
    std::map<std::string, One> ones;
    for (std::size_t row = 0; row < events.size(); ++row) {
        const Event& event = events[row];
        std::string id = event[IdColumn::Session];
        if (grain == Grain::Action)
            id = !event[IdColumn::Root].empty()      ? event[IdColumn::Root]
                 : !event[IdColumn::Request].empty() ? event[IdColumn::Request]
                                                     : "row " + std::to_string(row);
        if (id.empty() || !naive.isKept(row, {}))
            continue;
        const auto [found, isNew] = ones.try_emplace(id);
        One& one = found->second;
        if (isNew)
            one.key = naive.valueOf(row, Dimension::Feature);
        one.cost += MoneySum::fromPicos(naive.costOf(row).picos.value_or(0));
        if (event[NumberColumn::AppCacheHit] == 1)
            continue; // its tokens were not bought
        one.isCounted &= event[NumberColumn::Input] != core::kUnknownNumber &&
                         event[NumberColumn::Output] != core::kUnknownNumber;
        for (const auto c :
             {NumberColumn::Input, NumberColumn::CacheRead, NumberColumn::CacheWrite5m,
              NumberColumn::CacheWrite1h, NumberColumn::Output})
            one.tokens += event[c] == core::kUnknownNumber ? 0 : event[c];
    }
    std::map<std::string, TokenBudgetFigures> expected;
    std::vector<std::int64_t> over;
    for (const auto& [id, one] : ones) {
        TokenBudgetFigures& figures = expected[one.key];
        ++figures.entities;
        figures.tokens += one.tokens;
        figures.cost += one.cost;
        if (one.tokens > kBudget) {
            ++figures.over;
            figures.overCost += one.cost;
            figures.tokensBeyond += one.tokens - kBudget;
            over.push_back(one.tokens);
        } else if (!one.isCounted) {
            ++figures.unsure;
        }
    }
    const auto columns = std::make_shared<MemoryColumnSource>(blocksOf(events, 300));
    const auto source = *frame::makeFrame(frame::loadColumns(columns, 2), facts, {{}, ""}, {});
    const auto table =
        analysis::tokenBudgetBy({grain, {Dimension::Feature}, {}, kBudget, 50}, *source, {});
    QVERIFY(table);
    QCOMPARE(table->rows.size(), expected.size());
    MoneySum cost;
    for (const analysis::TokenBudgetRow& row : table->rows) {
        QCOMPARE(textOf(row.figures), textOf(expected[row.keys.front()]));
        cost += row.figures.overCost;
    }
    QVERIFY(cost == table->total.figures.overCost);
    std::sort(over.rbegin(), over.rend());
    QVERIFY(over.size() > 50);
    QCOMPARE(table->breakers.size(), std::size_t(50));
    for (std::size_t i = 0; i < 50; ++i)
        QVERIFY(table->breakers[i].tokens == over[i]);
}

QTEST_APPLESS_MAIN(TestTokenBudgets)
#include "tst_token_budgets.moc"
