// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: calendar.cpp, columns.cpp, column_source.cpp, dimensions.cpp, entity_index.cpp
// Covers: entity_sums.cpp, fallback_costs.cpp, group_ids.cpp, group_table.cpp, local_frame.cpp
// Covers: rating.cpp, scope_rows.cpp, selection.cpp, sum_column.cpp, tally.cpp
// Covers: tariff_column.cpp, tenancy.cpp, unit_columns.cpp, unit_prices.cpp, usage_columns.cpp
#include "models/frame/frame.h"

#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

using namespace ms;
using query::Condition;
using query::Dimension;
using query::Measure;
using test::Event;

namespace {

std::vector<Measure> allMeasures() {
    std::vector<Measure> all;
    for (std::size_t m = 0; m < query::kMeasures; ++m)
        all.push_back(Measure(m));
    return all;
}

constexpr std::array kDimensions{
    Dimension::Tenant,   Dimension::Tier,     Dimension::Segment,       Dimension::User,
    Dimension::Feature,  Dimension::Workflow, Dimension::Provider,      Dimension::Model,
    Dimension::Status,   Dimension::Outcome,  Dimension::PromptVersion, Dimension::Environment,
    Dimension::Day,      Dimension::Week,     Dimension::Month,         Dimension::UnitType,
    Dimension::Request,  Dimension::Action,   Dimension::Unit,          Dimension::PromptHash,
    Dimension::Endpoint, Dimension::Team};

struct Company {
    test::NaiveFrame naive;
    std::shared_ptr<const query::EventSource> frame;
};

Company company(std::vector<Event> events, const frame::Facts& facts, const std::string& zoneName,
                unsigned workers, std::size_t rowsPerBlock, std::set<std::size_t> replaced = {}) {
    const core::Zone zone = *core::Zone::find(zoneName);
    auto source = std::make_shared<test::MemoryColumnSource>(
        test::blocksOf(events, rowsPerBlock),
        std::vector<std::uint64_t>(replaced.begin(), replaced.end()));
    auto frame = frame::makeFrame(frame::loadColumns(source, workers), facts, {zone, ""}, {});
    return {test::NaiveFrame(std::move(events), facts, zone, std::move(replaced)), *frame};
}

query::GroupQuery randomQuery(test::RandomEvents& random, const test::NaiveFrame& naive) {
    query::GroupQuery query;
    query.measures = allMeasures();
    for (std::size_t n = random.below(4); n > 0; --n)
        query.by.push_back(kDimensions[random.below(kDimensions.size())]);
    if (random.oneIn(3))
        query.filter.scope.kind = query::Scope::Kind::All;
    if (random.oneIn(5))
        query.filter.scope = {query::Scope::Kind::Named, {"staging", random.oneIn(2) ? "" : "dev"}};
    if (random.oneIn(2))
        query.filter.range.from = core::Instant{test::microsOf("2026-03-28T12:00:00Z")};
    if (random.oneIn(2))
        query.filter.range.to = core::Instant{test::microsOf("2026-10-25T00:30:00Z")};
    for (std::size_t n = random.below(3); n > 0; --n) {
        Condition& condition = query.filter.conditions.emplace_back();
        condition.dimension = kDimensions[random.below(kDimensions.size())];
        condition.kind = random.oneIn(2) ? Condition::Kind::In : Condition::Kind::NotIn;
        for (std::size_t v = random.below(4); v > 0; --v)
            condition.values.push_back(
                naive.valueOf(random.below(naive.events().size()), condition.dimension));
        if (random.oneIn(4))
            condition.values.push_back("no such value");
    }
    return query;
}

QString textOf(const query::GroupQuery& query, const std::vector<std::string>& keys,
               const std::vector<core::Int128>& values) {
    std::string text;
    for (const std::string& key : keys)
        text += "[" + key + "]";
    for (std::size_t m = 0; m < values.size(); ++m)
        text += " " + std::string(nameOf(query.measures[m])) + "=" + core::toText(values[m]);
    return QString::fromStdString(text);
}

void compareTables(const query::GroupQuery& query, const query::GroupTable& actual,
                   const query::GroupTable& expected) {
    QCOMPARE(textOf(query, {}, actual.total), textOf(query, {}, expected.total));
    QCOMPARE(actual.rows.size(), expected.rows.size());
    for (std::size_t r = 0; r < actual.rows.size(); ++r)
        QCOMPARE(textOf(query, actual.rows[r].keys, actual.rows[r].values),
                 textOf(query, expected.rows[r].keys, expected.rows[r].values));
}

bool isDistinct(Measure measure) {
    return measure == Measure::Requests || measure == Measure::Actions ||
           measure == Measure::Users || measure == Measure::Units ||
           measure == Measure::SuccessfulUnits || measure == Measure::FailedUnits ||
           measure == Measure::PendingUnits;
}

} // namespace

class TestGroupBy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithARowLoop_data() {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<unsigned>("workers");
        QTest::addColumn<unsigned>("seed");
        QTest::newRow("one worker in UTC") << QStringLiteral("UTC") << 1U << 1U;
        QTest::newRow("three workers in Berlin") << QStringLiteral("Europe/Berlin") << 3U << 2U;
        QTest::newRow("half hours in Lord Howe")
            << QStringLiteral("Australia/Lord_Howe") << 2U << 3U;
    }
    void agreesWithARowLoop() {
        QFETCH(QString, zone);
        QFETCH(unsigned, workers);
        QFETCH(unsigned, seed);
        test::RandomEvents random(seed);
        std::vector<Event> events = random.make(3000);
        std::set<std::size_t> replaced;
        if (seed == 2)
            while (replaced.size() < 100)
                replaced.insert(random.below(events.size()));
        if (seed == 3)
            events[7][core::NumberColumn::Input] = 9'000'000'000; // more than 32 bits
        frame::Facts facts = test::randomFacts();
        if (seed != 2)
            facts.features = test::someFeatures();
        const Company both =
            company(std::move(events), facts, zone.toStdString(), workers, 700, replaced);
        for (int i = 0; i < 25; ++i) {
            const query::GroupQuery query = randomQuery(random, both.naive);
            const auto table = both.frame->groups(query, {});
            QVERIFY(table);
            compareTables(query, *table, both.naive.groups(query));
            if (QTest::currentTestFailed())
                return;
        }
    }
    /// More combinations than sums are kept for: every pair of users, days, features and models.
    void manyDimensionsAgreeToo() {
        test::RandomEvents random(4);
        const Company both = company(random.make(3000), test::randomFacts(), "UTC", 2, 1000);
        query::GroupQuery query;
        query.by = {Dimension::User,  Dimension::Day,    Dimension::Feature,
                    Dimension::Model, Dimension::Tenant, Dimension::Tier};
        query.measures = allMeasures();
        const auto table = both.frame->groups(query, {});
        QVERIFY(table);
        compareTables(query, *table, both.naive.groups(query));
    }
    void threadsDoNotMatter() {
        test::RandomEvents random(5);
        const std::vector<Event> events = random.make(150'000);
        query::GroupQuery query;
        query.by = {Dimension::Tenant, Dimension::Day};
        query.measures = allMeasures();
        const Company one = company(events, test::randomFacts(), "Europe/Berlin", 1, 65'536);
        const Company four = company(events, test::randomFacts(), "Europe/Berlin", 4, 65'536);
        const auto expected = one.frame->groups(query, {});
        for (int i = 0; i < 3; ++i) {
            const auto actual = four.frame->groups(query, {});
            QVERIFY(actual && expected);
            compareTables(query, *actual, *expected);
        }
    }
    void partsAddUpToTheTotal() {
        test::RandomEvents random(6);
        const Company both = company(random.make(5000), test::randomFacts(), "UTC", 2, 5000);
        query::GroupQuery query;
        query.measures = allMeasures();
        for (const Dimension by : query::allDimensions()) {
            query.by = {by};
            const auto table = both.frame->groups(query, {});
            QVERIFY(table);
            for (std::size_t m = 0; m < query.measures.size(); ++m) {
                core::Int128 sum = 0;
                for (const query::GroupRow& row : table->rows)
                    sum += row.values[m];
                if (isDistinct(query.measures[m]))
                    QVERIFY(sum >= table->total[m] || query.measures[m] == Measure::Users);
                else
                    QVERIFY(sum == table->total[m]);
            }
        }
    }
    void anHourThatOccursTwiceHasItsOffset() {
        std::vector<Event> events(5);
        const std::array times{"2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z",
                               "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z",
                               "2026-03-29T01:30:00Z"};
        for (std::size_t i = 0; i < times.size(); ++i)
            events[i][core::NumberColumn::Time] = test::microsOf(times[i]);
        events.emplace_back(); // without time
        const Company both = company(events, test::randomFacts(), "Europe/Berlin", 1, 10);
        QCOMPARE(
            *both.frame->values(Dimension::Hour, {}),
            (std::vector<std::string>{"", "2026-03-29T03", "2026-10-25T01", "2026-10-25T02+01:00",
                                      "2026-10-25T02+02:00", "2026-10-25T03"}));
        QCOMPARE(*both.frame->values(Dimension::Day, {}),
                 (std::vector<std::string>{"", "2026-03-29", "2026-10-25"}));
        query::GroupQuery query;
        query.filter.conditions = {{Dimension::Hour, Condition::Kind::In, {"2026-10-25T02+01:00"}}};
        query.measures = {Measure::Attempts};
        QVERIFY(both.frame->groups(query, {})->total[0] == 1);
    }
    void sumsPast64BitsStayExact() {
        frame::Facts facts = test::randomFacts();
        facts.rules[0].amount = *core::Money::parse("9000000");
        std::vector<Event> events(50);
        for (Event& event : events) {
            event[core::TextColumn::Provider] = "p";
            event[core::TextColumn::Model] = "large";
            event[core::NumberColumn::Input] = 1000;
            event[core::NumberColumn::CacheRead] = 0;
            event[core::NumberColumn::Output] = 0;
        }
        const Company both = company(events, facts, "UTC", 2, 10);
        query::GroupQuery query;
        query.by = {Dimension::Model};
        query.measures = {Measure::Cost};
        // 50 x (1000 x 9 + 0.00001)
        QCOMPARE(
            core::toDecimalText(core::MoneySum::fromPicos(both.frame->groups(query, {})->total[0])),
            std::string("450000.0005"));
    }
    void anEmptyWorkspaceHasNoRows() {
        const Company both = company({}, test::randomFacts(), "UTC", 2, 10);
        query::GroupQuery query;
        query.by = {Dimension::Tenant, Dimension::Day};
        query.measures = allMeasures();
        const auto table = both.frame->groups(query, {});
        QVERIFY(table);
        QVERIFY(table->rows.empty());
        QVERIFY(table->total[0] == 0);
        QVERIFY(!*both.frame->span({}));
        QVERIFY(both.frame->values(Dimension::User, {})->empty());
    }
    void theSpanEndsJustAfterTheLastEvent() {
        std::vector<Event> events(2);
        events[0][core::NumberColumn::Time] = 2000;
        events[1][core::NumberColumn::Time] = 1000;
        events.emplace_back();
        const auto span = *company(events, {}, "UTC", 1, 10).frame->span({});
        QVERIFY(span);
        QCOMPARE(span->from->micros, 1000LL);
        QCOMPARE(span->to->micros, 2001LL);
    }
    void aStopEndsTheQuestion() {
        test::RandomEvents random(8);
        const Company both = company(random.make(100), test::randomFacts(), "UTC", 1, 100);
        std::stop_source stop;
        stop.request_stop();
        query::GroupQuery query;
        query.measures = {Measure::Cost};
        const auto table = both.frame->groups(query, stop.get_token());
        QVERIFY(!table);
        QCOMPARE(table.error().code, core::Error::Code::Cancelled);
        QVERIFY(both.frame->groups(query, {})); // and leaves nothing half done
    }
};

QTEST_APPLESS_MAIN(TestGroupBy)
#include "tst_group_by.moc"
