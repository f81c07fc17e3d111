// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/actions.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

using namespace ms;
using analysis::ActionFigures;
using analysis::ActionGroup;
using analysis::RequestFigures;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using test::Event;

namespace {

/// An attempt with a cost that its source states.
Event attempt(const char* feature, const char* root, const char* request, std::int64_t number,
              std::int64_t picos, std::int64_t tokens) {
    Event event;
    event[NumberColumn::Attempt] = number;
    event[NumberColumn::ReportedCost] = picos;
    event[NumberColumn::Input] = tokens;
    event[NumberColumn::Output] = 0;
    event[TextColumn::Currency] = "USD";
    event[TextColumn::Feature] = feature;
    event[IdColumn::Root] = root;
    event[IdColumn::Request] = request;
    return event;
}

Event unpriced(Event event) {
    event[NumberColumn::ReportedCost] = core::kUnknownNumber;
    return event;
}

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                  frame::Facts facts = {}) {
    facts.baseCurrency = "USD";
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

MoneySum picos(std::int64_t amount) {
    return MoneySum::fromPicos(amount);
}

QString textOf(const ActionGroup& group) {
    return QStringLiteral("%1 for %2, priced %3 for %4")
        .arg(group.actions)
        .arg(QString::fromStdString(core::toDecimalText(group.cost)))
        .arg(group.priced)
        .arg(QString::fromStdString(core::toDecimalText(group.pricedCost)));
}

QString textOf(const ActionFigures& f) {
    return QStringLiteral("single %1; several %2; deepest %3")
        .arg(textOf(f.single), textOf(f.several))
        .arg(f.deepest);
}

} // namespace

class TestActions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void retriesAreTheDifferenceBetweenEffectiveAndNaive();
    void agentsAreComparedWithSingleRequests();
    void anActionCountsWholeWhereItBegins();
    void whatHasNoPriceIsInNoMean();
    void wholeActionsAreThoseOfARowLoop();
};

void TestActions::retriesAreTheDifferenceBetweenEffectiveAndNaive() {
    const auto source =
        frameOf({attempt("chat", "", "r1", 1, 300, 10), attempt("chat", "", "r1", 2, 500, 20),
                 attempt("chat", "", "r2", 1, 200, 30)});
    const auto table = analysis::actionsBy({{Dimension::Feature}, {}}, *source, {});
    QVERIFY(table);
    const RequestFigures& chat = table->rows.front().requests;
    QVERIFY(chat.cost == picos(1000) && chat.retryCost == picos(300));
    QVERIFY(chat.costPerRequest() == picos(500));
    QVERIFY(chat.naiveCostPerRequest() == picos(350));
    QCOMPARE(*chat.retryPct(), 0.3);
    QCOMPARE(*chat.callsPerAction(), 1.5); // each request is its own action
    QCOMPARE(*chat.requestsPerAction(), 1.0);
    QCOMPARE(*chat.tokensPerAction(), 30.0);
}

/// Two single requests of 100 and 300, one action of three requests for 1,200: six times the mean.
void TestActions::agentsAreComparedWithSingleRequests() {
    const auto source =
        frameOf({attempt("chat", "", "r1", 1, 100, 10), attempt("chat", "", "r2", 1, 300, 50),
                 attempt("chat", "a1", "r3", 1, 200, 20), attempt("chat", "a1", "r4", 1, 400, 20),
                 attempt("chat", "a1", "r5", 1, 500, 20), attempt("chat", "a1", "r5", 2, 100, 1)});
    const auto table = analysis::actionsBy({{Dimension::Feature}, {}}, *source, {});
    QVERIFY(table);
    const ActionFigures& chat = table->rows.front().actions;
    QCOMPARE(textOf(chat.single), QStringLiteral("2 for 0.0000000004, priced 2 for 0.0000000004"));
    QCOMPARE(textOf(chat.several), QStringLiteral("1 for 0.0000000012, priced 1 for 0.0000000012"));
    QCOMPARE(*chat.multiplier(), 6.0);
    QCOMPARE(*chat.severalPct(), 0.75);
    QCOMPARE(chat.deepest, std::int64_t(3));
    QVERIFY(!table->hasSpread);
}

void TestActions::anActionCountsWholeWhereItBegins() {
    const auto source = frameOf(
        {attempt("plan", "a1", "r1", 1, 100, 10), attempt("search", "a1", "r2", 1, 900, 10)});
    const auto table = analysis::actionsBy({{Dimension::Feature}, {}}, *source, {});
    QVERIFY(table);
    QVERIFY(table->hasSpread);
    QCOMPARE(table->rows[0].keys, std::vector<std::string>{"search"}); // by the cost of its calls
    QVERIFY(table->rows[0].requests.cost == picos(900));
    QCOMPARE(table->rows[0].requests.actions, std::int64_t(1));
    QCOMPARE(table->rows[0].actions.actions(), std::int64_t(0));
    QCOMPARE(table->rows[1].actions.several.actions, std::int64_t(1));
    QVERIFY(table->rows[1].actions.several.cost == picos(1000));
    QCOMPARE(table->total.requests.actions, std::int64_t(1));
}

void TestActions::whatHasNoPriceIsInNoMean() {
    const auto source =
        frameOf({attempt("chat", "", "r1", 1, 100, 10), attempt("chat", "a1", "r2", 1, 300, 10),
                 unpriced(attempt("chat", "a1", "r3", 1, 0, 10)),
                 unpriced(attempt("mail", "", "r9", 1, 0, 0))});
    const auto table = analysis::actionsBy({{Dimension::Feature}, {}}, *source, {});
    QVERIFY(table);
    const ActionFigures& chat = table->rows[0].actions;
    QVERIFY(chat.several.cost == picos(300)); // what is known
    QVERIFY(!chat.several.costPerAction());   // but no mean of it
    QVERIFY(!chat.multiplier());
    QCOMPARE(table->rows[0].requests.unpricedAttempts, std::int64_t(1));
    QVERIFY(!table->rows[1].requests.costPerRequest()); // nothing is known of mail
    QVERIFY(!table->rows[1].requests.costPerAction());
}

/// Random attempts, where actions have several features and requests several attempts.
void TestActions::wholeActionsAreThoseOfARowLoop() {
    test::RandomEvents random(41);
    std::vector<Event> events = random.make(3000);
    for (Event& event : events) // a request belongs to one action
        if (!event[IdColumn::Request].empty())
            event[IdColumn::Root] =
                random.oneIn(9) ? "" : "a" + event[IdColumn::Request].substr(0, 3);
    std::map<std::string, std::string> rootOf;
    for (Event& event : events)
        if (!event[IdColumn::Request].empty())
            event[IdColumn::Root] =
                rootOf.emplace(event[IdColumn::Request], event[IdColumn::Root]).first->second;
    const frame::Facts facts = test::randomFacts();
    const test::NaiveFrame naive(events, facts, {});

    struct Whole {
        std::string key;
        std::set<std::string> requests;
        MoneySum cost;
        bool isPriced = true;
    };
    std::map<std::string, Whole> actions;
    for (std::size_t row = 0; row < events.size(); ++row) {
        const Event& event = events[row];
        if (!naive.isKept(row, {}))
            continue;
        const std::string request = event[IdColumn::Request].empty() ? "row " + std::to_string(row)
                                                                     : event[IdColumn::Request];
        const std::string& root = event[IdColumn::Root];
        const auto [found, isNew] = actions.try_emplace(root.empty() ? request : root);
        Whole& action = found->second;
        if (isNew)
            action.key = naive.valueOf(row, Dimension::Feature);
        action.requests.insert(request);
        const auto cost = naive.costOf(row).picos;
        action.cost += picos(cost.value_or(0));
        action.isPriced &= cost.has_value();
    }
    std::map<std::string, ActionFigures> expected;
    for (const auto& [id, action] : actions) {
        ActionFigures& figures = expected[action.key];
        const auto add = [&action = action](ActionGroup& group) {
            ++group.actions;
            group.cost += action.cost;
            group.priced += action.isPriced ? 1 : 0;
            group.pricedCost += action.isPriced ? action.cost : MoneySum();
        };
        add(action.requests.size() > 1 ? figures.several : figures.single);
        figures.deepest = std::max(figures.deepest, std::int64_t(action.requests.size()));
    }
    const auto table = analysis::actionsBy({{Dimension::Feature}, {}}, *frameOf(events, facts), {});
    QVERIFY(table);
    MoneySum cost;
    for (const analysis::ActionsRow& row : table->rows) {
        QCOMPARE(textOf(row.actions), textOf(expected[row.keys.front()]));
        cost += row.actions.cost();
    }
    QVERIFY(table->total.actions.several.actions > 0);
    QCOMPARE(table->total.actions.actions(), table->total.requests.actions);
    QVERIFY(cost == table->total.requests.cost && cost == table->total.actions.cost());
    QVERIFY(table->hasSpread);
}

QTEST_APPLESS_MAIN(TestActions)
#include "tst_actions.moc"
