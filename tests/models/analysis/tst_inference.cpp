// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/inference.h"

#include "models/core/check.h"
#include "tests/models/analysis/gpu_company.h"

#include <QTest>

#include <map>
#include <set>

using namespace ms;
using analysis::InferenceTable;
using analysis::RagFigures;
using analysis::RagPart;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using test::Event;

namespace {

/// A call that costs `picos`; below 0: nobody knows what.
Event call(const char* kind, const char* root, const char* request, std::int64_t picos,
           const char* feature = "search") {
    Event event;
    event[NumberColumn::Input] = 10;
    event[NumberColumn::Output] = 5;
    if (picos >= 0) {
        event[NumberColumn::ReportedCost] = picos;
        event[TextColumn::Currency] = "USD";
    }
    event[TextColumn::CallKind] = kind;
    event[TextColumn::Feature] = feature;
    event[IdColumn::Root] = root;
    event[IdColumn::Request] = request;
    return event;
}

InferenceTable ask(const std::vector<Event>& events, std::vector<Dimension> by = {}) {
    const auto table = analysis::inferenceOf({std::move(by), {}}, *test::frameOf(events), {});
    CHECK(table, "The kinds of calls could not be asked.");
    return *table;
}

QString textOf(const RagFigures& f) {
    QStringList parts;
    for (const MoneySum& part : f.parts)
        parts << QString::number(std::int64_t(part.picos()));
    return QStringLiteral("%1 of %2 for %3, priced %4 for %5")
        .arg(f.queries)
        .arg(f.retrievals)
        .arg(parts.join(u'+'))
        .arg(f.priced)
        .arg(std::int64_t(f.pricedCost.picos()));
}

} // namespace

class TestInference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kindsAreByCost();
    void aQuestionIsAnsweredFromDocuments();
    void aRequestIsItsOwnActionWithoutARoot();
    void whatOnlyRetrievesIsNoQuery();
    void aQueryIsInTheRowOfItsFirstRetrieval();
    void withoutRetrievalThereIsNothingToAsk();
    void queriesAreThoseOfAPlainLoop_data();
    void queriesAreThoseOfAPlainLoop();
};

void TestInference::kindsAreByCost() {
    const InferenceTable table =
        ask({call("embedding", "", "r1", 10), call("chat", "", "r2", 300),
             call("chat", "", "r2", 100), call("chat", "", "r3", -1), call("", "", "r4", 10)});
    QCOMPARE(table.kinds.size(), std::size_t(3));
    QCOMPARE(table.kinds[0].kind, std::string("chat"));
    QCOMPARE(table.kinds[1].kind, std::string()); // as dear as the embedding: by name
    const analysis::CallFigures& chat = table.kinds[0].figures;
    QCOMPARE(chat.attempts, std::int64_t(3));
    QCOMPARE(chat.requests, std::int64_t(2));
    QVERIFY(chat.costPerCall() == MoneySum::fromPicos(200)); // of the two that are known
    QVERIFY(chat.tokens == 45);
    QVERIFY(table.total.cost == MoneySum::fromPicos(420));
    QCOMPARE(table.total.requests, std::int64_t(4));
}

/// Embedding 1, search 20, rerank 300, two answers of 4,000 each; and an image that is not asked.
void TestInference::aQuestionIsAnsweredFromDocuments() {
    const InferenceTable table =
        ask({call("embedding", "a", "r1", 1), call("retrieval", "a", "r2", 20),
             call("rerank", "a", "r3", 300), call("chat", "a", "r4", 4'000),
             call("completion", "a", "r5", 4'000), call("image", "a", "r6", 99'999)});
    QCOMPARE(textOf(table.ragTotal), QStringLiteral("1 of 1 for 1+20+300+8000, priced 1 for 8321"));
    QVERIFY(table.ragTotal.costPerQuery() == MoneySum::fromPicos(8321));
    QCOMPARE(*table.ragTotal.shareOfPart(RagPart::Generation), 8000.0 / 8321.0);
}

void TestInference::aRequestIsItsOwnActionWithoutARoot() {
    const InferenceTable table = ask(
        {call("embedding", "", "r1", 1), call("chat", "", "r1", 50), call("chat", "", "r2", 9)});
    QCOMPARE(textOf(table.ragTotal), QStringLiteral("1 of 1 for 1+0+0+50, priced 1 for 51"));
}

void TestInference::whatOnlyRetrievesIsNoQuery() {
    const InferenceTable table = ask({call("embedding", "", "", 1), call("embedding", "", "r1", 2),
                                      call("rerank", "a", "r2", -1), call("chat", "a", "r3", 50),
                                      call("chat", "b", "r4", 9), call("embedding", "b", "r5", 3)});
    // a has no price for its rerank: it is a query, but in no mean.
    QCOMPARE(textOf(table.ragTotal), QStringLiteral("2 of 4 for 3+0+0+59, priced 1 for 12"));
}

void TestInference::aQueryIsInTheRowOfItsFirstRetrieval() {
    const InferenceTable table =
        ask({call("chat", "a", "r0", 7, "chat"), call("embedding", "a", "r1", 1, "search"),
             call("rerank", "a", "r2", 2, "ranking"), call("embedding", "b", "r3", 1, "kb"),
             call("chat", "b", "r4", 100, "kb")},
            {Dimension::Feature});
    QCOMPARE(table.rag.size(), std::size_t(2));
    QCOMPARE(table.rag[0].keys, std::vector<std::string>{"kb"});
    QCOMPARE(table.rag[1].keys, std::vector<std::string>{"search"});
    QCOMPARE(textOf(table.rag[1].figures), QStringLiteral("1 of 1 for 1+0+2+7, priced 1 for 10"));
}

void TestInference::withoutRetrievalThereIsNothingToAsk() {
    const InferenceTable table = ask({call("chat", "", "r1", 5)});
    QVERIFY(table.rag.empty());
    QCOMPARE(textOf(table.ragTotal), QStringLiteral("0 of 0 for 0+0+0+0, priced 0 for 0"));
    QVERIFY(ask({}).kinds.empty());
}

void TestInference::queriesAreThoseOfAPlainLoop_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 3; ++seed)
        QTest::addRow("%d", seed) << seed;
}

/// Random kinds, roots and requests, joined by a loop over events.
void TestInference::queriesAreThoseOfAPlainLoop() {
    QFETCH(int, seed);
    test::RandomEvents random{unsigned(seed)};
    std::vector<Event> events;
    struct Action {
        std::array<std::int64_t, analysis::kRagParts> parts{};
        std::set<std::size_t> kinds;
        bool isPriced = true;
    };
    std::map<std::string, Action> actions;
    const std::map<std::string, std::size_t> partOf{{"embedding", 0}, {"search", 1},
                                                    {"retrieval", 1}, {"rerank", 2},
                                                    {"chat", 3},      {"completion", 3}};
    for (int i = 0; i < 600; ++i) {
        const std::string kind = random.oneOf(
            {"embedding", "search", "retrieval", "rerank", "chat", "chat", "image", ""});
        const std::string root = random.oneIn(2) ? "r" + std::to_string(random.below(90)) : "";
        const std::string request = "r" + std::to_string(random.below(200));
        const std::int64_t picos = random.oneIn(9) ? -1 : std::int64_t(random.below(1000));
        events.push_back(call(kind.c_str(), root.c_str(), request.c_str(), picos));
        const auto part = partOf.find(kind);
        if (part == partOf.end())
            continue;
        Action& action = actions[root.empty() ? request : root];
        action.kinds.insert(part->second);
        action.parts[part->second] += std::max<std::int64_t>(picos, 0);
        action.isPriced = action.isPriced && picos >= 0;
    }
    RagFigures expected;
    for (const auto& [id, action] : actions) {
        const bool generates = action.kinds.count(3) > 0;
        if (action.kinds.size() == (generates ? 1u : 0u))
            continue;
        ++expected.retrievals;
        if (!generates)
            continue;
        ++expected.queries;
        std::int64_t cost = 0;
        for (std::size_t part = 0; part < analysis::kRagParts; ++part) {
            expected.parts[part] += MoneySum::fromPicos(action.parts[part]);
            cost += action.parts[part];
        }
        if (action.isPriced) {
            ++expected.priced;
            expected.pricedCost += MoneySum::fromPicos(cost);
        }
    }
    QVERIFY(expected.queries > 10);
    QCOMPARE(textOf(ask(events).ragTotal), textOf(expected));
}

QTEST_GUILESS_MAIN(TestInference)
#include "tst_inference.moc"
