// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/unit_list.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <map>

using namespace ms;
using analysis::ListedUnit;
using core::IdColumn;
using core::MoneySum;
using core::TextColumn;
using query::Dimension;
using test::Event;

namespace {

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                  const frame::Facts& facts) {
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

core::OutcomeFact outcome(const char* type, const char* id, const char* text, const char* at) {
    core::OutcomeFact fact;
    fact.unitType = type;
    fact.unitId = id;
    fact.outcome = text;
    fact.outcomeAt = *core::parseMoment(at);
    return fact;
}

} // namespace

class TestUnitList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresAreThoseOfARowLoop() {
        test::RandomEvents random(31);
        const std::vector<Event> events = random.make(2000);
        const frame::Facts facts = test::randomFacts();
        const test::NaiveFrame naive(events, facts, {});
        query::Filter filter;
        filter.conditions = {{Dimension::Model, query::Condition::Kind::NotIn, {"tiny"}}};
        struct Expected {
            std::int64_t attempts = 0;
            MoneySum cost;
            std::string status;
        };
        std::map<std::pair<std::string, std::string>, Expected> expected;
        for (std::size_t row = 0; row < events.size(); ++row) {
            const std::string& id = events[row][IdColumn::Unit];
            if (id.empty() || !naive.isKept(row, filter))
                continue;
            Expected& unit = expected[{events[row][TextColumn::UnitType], id}];
            ++unit.attempts;
            unit.status = naive.valueOf(row, Dimension::Outcome);
            if (const auto picos = naive.costOf(row).picos)
                unit.cost = unit.cost + MoneySum::fromPicos(*picos);
        }
        const auto source = frameOf(events, facts);
        const auto all = analysis::dearestUnits({filter, 100'000}, *source, {}, {});
        QVERIFY(all);
        QVERIFY(all->units.size() > 10);
        QCOMPARE(all->units.size(), expected.size());
        QCOMPARE(all->all, std::int64_t(expected.size()));
        for (std::size_t i = 0; i < all->units.size(); ++i) {
            const ListedUnit& unit = all->units[i];
            const Expected& wanted = expected.at({unit.type, unit.id});
            QCOMPARE(unit.attempts, wanted.attempts);
            QVERIFY(unit.cost == wanted.cost);
            QCOMPARE(unit.status, wanted.status);
            QVERIFY(i == 0 || !(all->units[i - 1].cost < unit.cost));
        }
        const auto some = analysis::dearestUnits({filter, 3}, *source, {}, {});
        QCOMPARE(some->units.size(), std::size_t(3));
        QCOMPARE(some->all, all->all);
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(some->units[i].id, all->units[i].id);
    }
    /// The fact that is shown is the one that settles the unit.
    void theFactIsTheOneThatCounts() {
        std::vector<Event> events(2);
        events[0][IdColumn::Unit] = events[1][IdColumn::Unit] = "17";
        events[0][TextColumn::UnitType] = "ticket";
        events[1][TextColumn::UnitType] = "mail";
        frame::Facts facts;
        facts.outcomes.facts =
            query::outcomeFacts({outcome("ticket", "17", "resolved", "2026-05-03"),
                                 outcome("ticket", "17", "open", "2026-05-01"),
                                 outcome("ticket", "17", "failed", "2026-05-03")});
        const auto list =
            analysis::dearestUnits({}, *frameOf(events, facts), facts.outcomes.facts, {});
        QCOMPARE(list->units.size(), std::size_t(2));
        for (const ListedUnit& unit : list->units) {
            QCOMPARE(unit.status, std::string(unit.type == "ticket" ? "failed" : "pending"));
            QCOMPARE(unit.fact.has_value(), unit.type == "ticket");
            if (unit.fact)
                QCOMPARE(unit.fact->outcome, std::string("failed"));
        }
    }
    void aPartOfTheIdFindsUnits() {
        std::vector<Event> events(4);
        const char* ids[]{"T-100", "T-1001", "t-2100", "T-3"};
        for (std::size_t i = 0; i < events.size(); ++i) {
            events[i][IdColumn::Unit] = ids[i];
            events[i][TextColumn::UnitType] = "ticket";
        }
        const auto find = [&](const char* part, std::size_t most) {
            analysis::UnitListQuery query;
            query.most = most;
            query.find = part;
            return *analysis::dearestUnits(query, *frameOf(events, {}), {}, {});
        };
        QCOMPARE(find("t-1", 10).units.size(), std::size_t(2)); // capital letters do not matter
        QCOMPARE(find("100", 10).found, std::int64_t(3));
        QCOMPARE(find("100", 2).units.size(), std::size_t(2));
        QCOMPARE(find("100", 2).found, std::int64_t(3)); // told, though not listed
        QCOMPARE(find("none", 10).units.size(), std::size_t(0));
        QCOMPARE(find("none", 10).all, std::int64_t(4));
    }
    void withoutUnitsThereIsNothingToList() {
        const auto list = analysis::dearestUnits({}, *frameOf(std::vector<Event>(3), {}), {}, {});
        QVERIFY(list && list->units.empty() && list->all == 0);
    }
};

QTEST_APPLESS_MAIN(TestUnitList)
#include "tst_unit_list.moc"
