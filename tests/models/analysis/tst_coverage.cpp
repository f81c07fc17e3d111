// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/coverage.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

using namespace ms;
using analysis::CoverageRow;
using analysis::CoveredCost;
using core::IdColumn;
using core::Int128;
using core::MoneySum;
using core::TextColumn;
using query::Dimension;
using test::Event;

namespace {

std::vector<Event> randomEvents(unsigned seed) {
    test::RandomEvents random(seed);
    std::vector<Event> events = random.make(2000);
    for (Event& event : events)
        if (random.oneIn(3))
            event[TextColumn::PromptVersion] = "";
    return events;
}

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                  const frame::Facts& facts) {
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

/// Whether the event names what `key` says.
bool names(const Event& event, const std::string& key) {
    if (key == "feature")
        return !event[TextColumn::Feature].empty() || !event[TextColumn::Workflow].empty();
    if (key == "tenant")
        return !event[TextColumn::Tenant].empty();
    if (key == "prompt_version")
        return !event[TextColumn::PromptVersion].empty();
    return !event[key == "unit" ? IdColumn::Unit : IdColumn::User].empty();
}

QString textOf(const CoveredCost& cost) {
    return QString::fromStdString(std::to_string(cost.attempts) + " attempts, " +
                                  core::toDecimalText(cost.cost) + ", " +
                                  std::to_string(cost.unpricedAttempts) + " unpriced with " +
                                  core::toText(cost.unpricedTokens) + " tokens");
}

/// What a loop over the rows adds up for one part of one key.
CoveredCost loopOver(const test::NaiveFrame& naive, const query::Filter& filter,
                     const std::string& key, bool isWith) {
    CoveredCost sum;
    for (std::size_t row = 0; row < naive.events().size(); ++row) {
        const Event& event = naive.events()[row];
        if (!naive.isKept(row, filter) || names(event, key) != isWith)
            continue;
        ++sum.attempts;
        const auto cost = naive.costOf(row).picos;
        if (cost) {
            sum.cost += MoneySum::fromPicos(*cost);
            continue;
        }
        ++sum.unpricedAttempts;
        for (const auto c : {core::NumberColumn::Input, core::NumberColumn::CacheRead,
                             core::NumberColumn::CacheWrite5m, core::NumberColumn::CacheWrite1h,
                             core::NumberColumn::Output})
            sum.unpricedTokens += event[c] == core::kUnknownNumber ? 0 : event[c];
    }
    return sum;
}

const CoverageRow& rowNamed(const analysis::CoverageTable& table, const char* key) {
    return *std::find_if(table.rows.begin(), table.rows.end(),
                         [key](const CoverageRow& row) { return row.key == key; });
}

} // namespace

class TestCoverage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsAreThoseOfARowLoop_data() {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("isNarrow");
        QTest::newRow("everything in scope") << 1U << false;
        QTest::newRow("some tenants in March") << 2U << true;
    }
    void partsAreThoseOfARowLoop() {
        QFETCH(unsigned, seed);
        QFETCH(bool, isNarrow);
        const std::vector<Event> events = randomEvents(seed);
        query::Filter filter;
        if (isNarrow) {
            filter.range.to = core::Instant{test::microsOf("2026-04-01T00:00:00Z")};
            filter.conditions = {
                {Dimension::Tenant, query::Condition::Kind::NotIn, {"acme", "bolt"}}};
        }
        const test::NaiveFrame naive(events, test::randomFacts(), {});
        const auto table = analysis::coverageOf(filter, *frameOf(events, test::randomFacts()), {});
        QVERIFY(table);
        QCOMPARE(table->rows.size(), std::size_t(5));
        for (const CoverageRow& row : table->rows) {
            QCOMPARE(textOf(row.with), textOf(loopOver(naive, filter, row.key, true)));
            QCOMPARE(textOf(row.without), textOf(loopOver(naive, filter, row.key, false)));
            QCOMPARE(row.with.attempts + row.without.attempts, table->total.attempts);
            QVERIFY(row.with.cost + row.without.cost == table->total.cost);
        }
        for (std::size_t r = 1; r < table->rows.size(); ++r)
            QVERIFY(!(table->rows[r].without.cost > table->rows[r - 1].without.cost));
    }
    /// The conditions of a row lead to exactly the attempts that lack the key.
    void conditionsKeepTheAttemptsWithoutTheKey() {
        std::vector<Event> events = randomEvents(3);
        for (Event& event : events)
            if (event[IdColumn::Unit].empty())
                event[TextColumn::UnitOutcome] = "";
        const auto source = frameOf(events, test::randomFacts());
        const auto table = analysis::coverageOf({}, *source, {});
        QVERIFY(table);
        for (const CoverageRow& row : table->rows) {
            QVERIFY(row.missing);
            query::AttemptQuery ask;
            ask.filter.conditions = *row.missing;
            ask.limit = events.size();
            const auto page = source->attempts(ask, {});
            QVERIFY(page);
            QCOMPARE(std::int64_t(page->matching), row.without.attempts);
            MoneySum cost;
            for (const query::Attempt& attempt : page->attempts) {
                if (attempt.cost)
                    cost += *attempt.cost;
                if (row.key == "unit")
                    QVERIFY(attempt.ids[std::size_t(IdColumn::Unit)].empty());
            }
            QVERIFY(cost == row.without.cost);
        }
    }
    /// An attempt without a unit that states an outcome itself would be left out.
    void unitsHaveNoConditionsWhereTheyWouldMissSomething() {
        Event event;
        event[TextColumn::UnitOutcome] = "RESOLVED";
        const auto table = analysis::coverageOf({}, *frameOf({event, Event()}, {}), {});
        QVERIFY(table);
        QCOMPARE(rowNamed(*table, "unit").without.attempts, std::int64_t(2));
        QVERIFY(!rowNamed(*table, "unit").missing);
        QVERIFY(!rowNamed(*table, "unit").knownPct()); // no cost is known: no share of it either
    }
    void aFilterOnTheKeyLeavesNothingWithoutIt() {
        const std::vector<Event> events = randomEvents(4);
        query::Filter filter;
        filter.conditions = {{Dimension::Tenant, query::Condition::Kind::In, {"acme"}}};
        const auto table = analysis::coverageOf(filter, *frameOf(events, test::randomFacts()), {});
        QVERIFY(table);
        QCOMPARE(rowNamed(*table, "tenant").without.attempts, std::int64_t(0));
        QCOMPARE(*rowNamed(*table, "tenant").knownPct(), 1.0);
    }
};

QTEST_APPLESS_MAIN(TestCoverage)
#include "tst_coverage.moc"
