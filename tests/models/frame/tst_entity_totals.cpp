// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: members.cpp
#include "models/frame/frame.h"

#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

using namespace ms;
using core::IdColumn;
using core::NumberColumn;
using query::Dimension;
using query::Grain;
using query::Measure;
using test::Event;

namespace {

struct Company {
    test::NaiveFrame naive;
    std::shared_ptr<const query::EventSource> frame;
};

Company company(unsigned seed, unsigned workers) {
    test::RandomEvents random(seed);
    std::vector<Event> events = random.make(3000);
    for (std::size_t row = 0; row < events.size(); ++row) // some have none
        if (row % 7 != 0)
            events[row][IdColumn::Session] = "s" + std::to_string(row * row % 211);
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 700),
                                                             std::vector<std::uint64_t>{});
    const frame::Facts facts = test::randomFacts();
    auto frame = frame::makeFrame(frame::loadColumns(source, workers), facts, {{}, ""}, {});
    return {test::NaiveFrame(events, facts, {}), *frame};
}

/// What tells entities apart; empty: the row belongs to none.
std::string entityOf(const Event& event, std::size_t row, Grain grain) {
    const std::string alone = "row " + std::to_string(row);
    const std::string& request = event[IdColumn::Request];
    const std::string& root = event[IdColumn::Root];
    switch (grain) {
    case Grain::Attempt:
        return alone;
    case Grain::Request:
        return request.empty() ? alone : request;
    case Grain::Action:
        return !root.empty() ? root : request.empty() ? alone : request;
    case Grain::Session:
        return event[IdColumn::Session];
    case Grain::Unit:
        return event[IdColumn::Unit].empty()
                   ? std::string()
                   : event[core::TextColumn::UnitType] + "|" + event[IdColumn::Unit];
    case Grain::User:
        return event[IdColumn::User];
    case Grain::Tenant:
        return event[core::TextColumn::Tenant];
    }
    return {};
}

struct Entity {
    std::vector<std::size_t> rows;
    std::int64_t cost = 0;
    std::int64_t output = 0;
};

std::map<std::string, Entity> entitiesOf(const test::NaiveFrame& naive, Grain grain,
                                         const query::Filter& filter) {
    std::map<std::string, Entity> entities;
    for (std::size_t row = 0; row < naive.events().size(); ++row) {
        const Event& event = naive.events()[row];
        const std::string id = entityOf(event, row, grain);
        if (id.empty() || !naive.isKept(row, filter))
            continue;
        Entity& entity = entities[id];
        entity.rows.push_back(row);
        entity.cost += naive.costOf(row).picos.value_or(0);
        if (event[NumberColumn::AppCacheHit] != 1)
            entity.output += std::max<std::int64_t>(event[NumberColumn::Output], 0);
    }
    for (auto& [id, entity] : entities)
        if (grain == Grain::Request)
            std::sort(entity.rows.begin(), entity.rows.end(), [&](std::size_t a, std::size_t b) {
                const auto rank = [&](std::size_t row) {
                    const auto last = [](std::int64_t n) {
                        return n == core::kUnknownNumber ? INT64_MAX : n;
                    };
                    const Event& event = naive.events()[row];
                    return std::tuple(last(event[NumberColumn::Attempt]),
                                      last(event[NumberColumn::Time]), row);
                };
                return rank(a) < rank(b);
            });
    return entities;
}

} // namespace

class TestEntityTotals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithARowLoop_data();
    void agreesWithARowLoop();
    void sumsAreThoseOfTheGroups();
    void idsAreThoseOfTheEntities();
    void distinctCountsAreRefused();
};

void TestEntityTotals::agreesWithARowLoop_data() {
    QTest::addColumn<int>("grain");
    QTest::addColumn<unsigned>("workers");
    for (const Grain grain : query::allGrains()) {
        const std::string name(nameOf(grain));
        QTest::newRow((name + ", one worker").c_str()) << int(grain) << 1U;
        QTest::newRow((name + ", three workers").c_str()) << int(grain) << 3U;
    }
}

void TestEntityTotals::agreesWithARowLoop() {
    QFETCH(int, grain);
    QFETCH(unsigned, workers);
    const Company both = company(11, workers);
    query::EntityQuery query{Grain(grain),
                             {Dimension::Tier, Dimension::Feature},
                             {Measure::Cost, Measure::OutputTokens, Measure::Attempts,
                              Measure::RetryCost, Measure::FallbackCost, Measure::PromptTokens,
                              Measure::InputCost, Measure::UnpricedAttempts},
                             {}};
    query.filter.range.from = core::Instant{test::microsOf("2026-03-28T12:00:00Z")};
    query.filter.conditions = {{Dimension::Tenant, query::Condition::Kind::NotIn, {"bolt"}}};
    const auto totals = both.frame->entities(query, {});
    QVERIFY(totals);
    const auto expected = entitiesOf(both.naive, query.grain, query.filter);
    QCOMPARE(totals->size(), expected.size());
    QVERIFY(totals->size() > (query.grain == Grain::Tenant ? 2U : 30U));
    for (std::size_t e = 0; e < totals->size(); ++e) {
        const auto row = std::size_t(totals->firstRow[e]);
        const auto found = expected.find(entityOf(both.naive.events()[row], row, query.grain));
        QVERIFY(found != expected.end());
        const Entity& entity = found->second;
        QCOMPARE(row, entity.rows.front());
        const std::vector<std::string> keys{both.naive.valueOf(row, Dimension::Tier),
                                            both.naive.valueOf(row, Dimension::Feature)};
        QCOMPARE(totals->groups[totals->groupOf[e]], keys);
        QCOMPARE(totals->values[0][e], entity.cost);
        QCOMPARE(totals->values[1][e], entity.output);
        QCOMPARE(totals->values[2][e], std::int64_t(entity.rows.size()));
        if (e > 0)
            QVERIFY(totals->firstRow[e - 1] < totals->firstRow[e]);
    }
    QVERIFY(std::is_sorted(totals->groups.begin(), totals->groups.end()));

    // Some of them by their first rows, many and few, and one that is none.
    for (const std::size_t step : {std::size_t{3}, totals->size()}) {
        query::EntityQuery few = query;
        for (std::size_t e = 0; e < totals->size(); e += step)
            few.only.push_back(totals->firstRow[e]);
        few.only.push_back(UINT64_MAX);
        const auto some = both.frame->entities(few, {});
        QVERIFY(some);
        QCOMPARE(some->size(), few.only.size() - 1);
        for (std::size_t i = 0; i < some->size(); ++i) {
            const std::size_t e = step * i;
            QCOMPARE(some->firstRow[i], totals->firstRow[e]);
            QCOMPARE(some->groups[some->groupOf[i]], totals->groups[totals->groupOf[e]]);
            for (std::size_t m = 0; m < query.measures.size(); ++m)
                QCOMPARE(some->values[m][i], totals->values[m][e]);
        }
    }
}

/// Every sum over requests is the sum over the same attempts, costs of lists included.
void TestEntityTotals::sumsAreThoseOfTheGroups() {
    const Company both = company(12, 2);
    const std::vector<Measure> measures{
        Measure::Cost,         Measure::RetryCost,        Measure::FallbackCost,
        Measure::UnitCost,     Measure::UnpricedAttempts, Measure::UnpricedTokens,
        Measure::FirstAttempts};
    const auto totals = both.frame->entities({Grain::Request, {}, measures, {}}, {});
    const auto groups = both.frame->groups({{}, measures, {}}, {});
    QVERIFY(totals && groups);
    for (std::size_t m = 0; m < measures.size(); ++m) {
        core::Int128 sum = 0;
        for (const std::int64_t value : totals->values[m])
            sum += value;
        QCOMPARE(core::toText(sum), core::toText(groups->total[m]));
        QVERIFY(sum != 0);
    }
}

void TestEntityTotals::idsAreThoseOfTheEntities() {
    const Company both = company(13, 2);
    for (const Grain grain : query::allGrains()) {
        if (grain == Grain::Attempt)
            continue; // has no id of its own
        const auto totals = both.frame->entities({grain, {}, {Measure::Cost}, {}}, {});
        QVERIFY(totals);
        const auto ids = both.frame->entityIds(grain, totals->firstRow, {});
        QVERIFY(ids);
        for (std::size_t e = 0; e < totals->size(); ++e) {
            const Event& event = both.naive.events()[std::size_t(totals->firstRow[e])];
            const std::string own = grain == Grain::Tenant    ? event[core::TextColumn::Tenant]
                                    : grain == Grain::User    ? event[IdColumn::User]
                                    : grain == Grain::Session ? event[IdColumn::Session]
                                    : grain == Grain::Unit    ? event[IdColumn::Unit]
                                                              : event[IdColumn::Request];
            const std::string& root = event[IdColumn::Root];
            QCOMPARE((*ids)[e], grain == Grain::Action && !root.empty() ? root : own);
        }
    }
}

void TestEntityTotals::distinctCountsAreRefused() {
    const Company both = company(14, 1);
    const auto totals = both.frame->entities({Grain::User, {}, {Measure::Requests}, {}}, {});
    QVERIFY(!totals);
    QVERIFY(totals.error().code == core::Error::Code::Usage);
}

QTEST_APPLESS_MAIN(TestEntityTotals)
#include "tst_entity_totals.moc"
