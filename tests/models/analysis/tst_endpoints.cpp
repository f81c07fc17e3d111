// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/endpoints.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <map>

using namespace ms;
using analysis::CoveredCost;
using analysis::EndpointRow;
using analysis::EndpointTable;
using core::MoneySum;
using query::Dimension;
using test::Event;

namespace {

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                  const frame::Facts& facts) {
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

QStringList namesOf(const EndpointTable& table) {
    QStringList names;
    for (const EndpointRow& row : table.rows)
        names << QString::fromStdString(row.endpoint);
    return names;
}

} // namespace

class TestEndpoints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresAreThoseOfARowLoop() {
        test::RandomEvents random(21);
        const std::vector<Event> events = random.make(2000);
        frame::Facts facts = test::randomFacts();
        facts.features = test::someFeatures();
        const test::NaiveFrame naive(events, facts, {});
        query::Filter filter;
        filter.conditions = {{Dimension::Tenant, query::Condition::Kind::NotIn, {"acme"}}};
        std::map<std::string, std::pair<std::int64_t, MoneySum>> expected;
        for (std::size_t row = 0; row < events.size(); ++row) {
            if (!naive.isKept(row, filter))
                continue;
            auto& [attempts, cost] = expected[naive.valueOf(row, Dimension::Endpoint)];
            ++attempts;
            if (const auto picos = naive.costOf(row).picos)
                cost = cost + MoneySum::fromPicos(*picos);
        }

        const auto table = analysis::endpointsOf(filter, *frameOf(events, facts), {});
        QVERIFY(table);
        CoveredCost sum;
        std::size_t named = 0;
        for (const EndpointRow& row : table->rows) {
            if (!row.figures)
                continue;
            const auto& [attempts, cost] = expected[row.endpoint];
            QCOMPARE(row.figures->attempts, attempts);
            QVERIFY(row.figures->cost == cost);
            named += attempts > 0 ? 1 : 0;
            sum.attempts += row.figures->attempts;
            sum.cost = sum.cost + row.figures->cost;
        }
        QCOMPARE(named, expected.size());
        QCOMPARE(sum.attempts, table->total.attempts);
        QVERIFY(sum.cost == table->total.cost);
        // "s*" speaks of summary, "search" and "triage" of themselves: chat is nobody's.
        QCOMPARE(table->unmappedEndpoints, std::int64_t(1));
        QVERIFY(table->unmapped.cost == expected["chat"].second);
        QCOMPARE(table->unnamed.attempts, expected[""].first);
        QCOMPARE(namesOf(*table).front(), QStringLiteral("chat"));
        QCOMPARE(namesOf(*table).mid(4), (QStringList{QString(), QStringLiteral("s*")}));
    }
    void rowsSayWhatTheyCountAsAndWhoSaysSo() {
        std::vector<Event> events(3);
        events[0][core::TextColumn::Workflow] = "triage";
        events[1][core::TextColumn::Feature] = "summary";
        frame::Facts facts;
        facts.features = test::someFeatures();
        for (std::size_t i = 0; i < facts.features.size(); ++i)
            facts.features[i].batch = std::int64_t(i) + 1;
        const auto table = analysis::endpointsOf({}, *frameOf(events, facts), {});
        QCOMPARE(namesOf(*table),
                 (QStringList{QStringLiteral("summary"), QStringLiteral("triage"), QString(),
                              QStringLiteral("search"), QStringLiteral("s*")}));
        QCOMPARE(table->rows[0].feature(), std::string("summary"));
        QCOMPARE(table->rows[0].rule->endpoint, std::string("s*"));
        QCOMPARE(table->rows[1].feature(), std::string("Triage"));
        QCOMPARE(table->rows[1].rule->batch, std::int64_t(4)); // the later of two
        QCOMPARE(table->rows[3].figures->attempts, std::int64_t(0));
        QVERIFY(!table->rows[4].figures); // a beginning: its attempts are those of "summary"
        QVERIFY(table->hasRules);
    }
    void withoutATableEveryNameIsItsOwnFeature() {
        std::vector<Event> events(1);
        events[0][core::TextColumn::Feature] = "chat";
        const auto table = analysis::endpointsOf({}, *frameOf(events, {}), {});
        QVERIFY(!table->hasRules);
        QCOMPARE(table->rows.size(), std::size_t(1));
        QCOMPARE(table->rows[0].feature(), std::string("chat"));
        QCOMPARE(table->unmappedEndpoints, std::int64_t(1));
    }
};

QTEST_APPLESS_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
