// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: averages.cpp, periods.cpp
#include "models/analysis/units.h"

#include "models/analysis/averages.h"
#include "models/analysis/periods.h"
#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;
using analysis::UnitFigures;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using nlohmann::json;
using query::Dimension;

namespace {

/// An attempt at noon of a day in May with a cost that its source states.
test::Event attempt(const char* unit, const char* feature, std::int64_t picos,
                    const char* time = "2026-05-10T12:00:00Z") {
    test::Event event;
    event[NumberColumn::Time] = test::microsOf(time);
    event[NumberColumn::ReportedCost] = picos;
    event[TextColumn::Currency] = "USD";
    event[TextColumn::Feature] = feature;
    event[IdColumn::Unit] = unit;
    return event;
}

std::shared_ptr<const query::EventSource> frameOf(std::vector<test::Event> events,
                                                  std::vector<core::OutcomeFact> outcomes) {
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 100),
                                                             std::vector<std::uint64_t>{});
    frame::Facts facts;
    facts.baseCurrency = "USD";
    facts.outcomes.facts = query::outcomeFacts(std::move(outcomes));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

core::OutcomeFact outcome(const char* unit, const char* text) {
    core::OutcomeFact fact;
    fact.unitId = unit;
    fact.outcome = text;
    return fact;
}

double nano(std::optional<MoneySum> amount) {
    return double(amount.value().picos()) / 1000;
}

core::TimeRange days(const char* from, const char* to, const core::Zone& zone = {}) {
    return {zone.startOf(*core::parseDay(from)), zone.startOf(*core::parseDay(to))};
}

} // namespace

class TestUnits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("unit_metrics"); }
    void oracle();
    void aUnitCountsInEachRowAndOnceInTheTotal();
    void nothingSucceededIsUnknownNotZero();
    void changesAreAgainstThePeriodBefore();
    void previousPeriod_data();
    void previousPeriod();
};

/// Each unit of the example as one attempt, through the frame.
void TestUnits::oracle() {
    const json example = oracles::fetched();
    std::vector<test::Event> events;
    std::vector<core::OutcomeFact> outcomes;
    for (const json& unit : example.at("inputs").at("units")) {
        const std::string id = "u" + std::to_string(events.size());
        events.push_back(attempt(id.c_str(), "", unit.at("cost_nano").get<std::int64_t>() * 1000));
        outcomes.push_back(outcome(id.c_str(), unit.at("outcome").get<std::string>().c_str()));
    }
    const auto source = frameOf(std::move(events), std::move(outcomes));
    const auto table = analysis::unitsBy({{}, {}}, *source, {});
    QVERIFY(table);
    const UnitFigures& total = table->total.figures;
    const auto invoice =
        MoneySum::fromPicos(example.at("inputs").at("invoice_nano").get<std::int64_t>() * 1000);
    COMPARE_ORACLE((json{{"attempted", total.attempted},
                         {"successful", total.successful},
                         {"failed", total.failed},
                         {"pending", total.pending},
                         {"total_cost_nano", std::int64_t(total.cost.picos() / 1000)},
                         {"cost_per_attempted", nano(total.costPerAttempted())},
                         {"cost_per_successful", nano(total.costPerSuccessful())},
                         {"naive_cost_per_successful", nano(total.naiveCostPerSuccessful())},
                         {"failed_cost_share", total.failedCostPct().value()},
                         {"cost_per_failed", nano(total.costPerFailed())},
                         {"cost_per_successful_low", nano(total.bestCostPerSuccessful())},
                         {"coverage", analysis::shareOf(total.cost, invoice).value()}}),
                   example);
}

void TestUnits::aUnitCountsInEachRowAndOnceInTheTotal() {
    const auto source = frameOf({attempt("a", "chat", 300), attempt("a", "mail", 50),
                                 attempt("b", "chat", 7), attempt("", "chat", 1000)},
                                {outcome("a", "RESOLVED"), outcome("b", "rejected")});
    const auto table = analysis::unitsBy({{Dimension::Feature}, {}}, *source, {});
    QVERIFY(table);
    QCOMPARE(table->rows.size(), std::size_t(2));
    const UnitFigures& chat = table->rows[0].figures;
    QCOMPARE(table->rows[0].keys, std::vector<std::string>{"chat"});
    QCOMPARE(chat.attempted, std::int64_t(2));
    QVERIFY(chat.unitCost == MoneySum::fromPicos(307));
    QVERIFY(chat.cost == MoneySum::fromPicos(1307));
    QVERIFY(chat.costPerSuccessful() == MoneySum::fromPicos(307)); // the failure is paid for too
    QVERIFY(chat.costPerFailed() == MoneySum::fromPicos(7));
    QCOMPARE(table->rows[1].figures.successful, std::int64_t(1));
    QCOMPARE(table->total.figures.attempted, std::int64_t(2));
    QCOMPARE(table->total.figures.successful, std::int64_t(1));
    QVERIFY(table->total.figures.unitCost == MoneySum::fromPicos(357));
    QCOMPARE(table->unitTypes, std::vector<std::string>{""});
}

void TestUnits::nothingSucceededIsUnknownNotZero() {
    const auto source = frameOf({attempt("a", "chat", 300)}, {outcome("a", "escalated")});
    const auto table = analysis::unitsBy({{}, {}}, *source, {});
    QVERIFY(table);
    QVERIFY(!table->total.figures.costPerSuccessful());
    QVERIFY(!table->total.figures.naiveCostPerSuccessful());
    QVERIFY(!table->total.figures.bestCostPerSuccessful());
    QVERIFY(table->total.figures.costPerFailed() == MoneySum::fromPicos(300));
    QVERIFY(!table->total.costChangePct); // an open range has no period before
}

void TestUnits::changesAreAgainstThePeriodBefore() {
    const auto source = frameOf({attempt("a", "chat", 400, "2026-05-10T12:00:00Z"),
                                 attempt("b", "chat", 100, "2026-05-09T23:59:59Z"),
                                 attempt("c", "mail", 60, "2026-05-10T00:00:00Z"),
                                 attempt("d", "chat", 5, "2026-05-08T23:59:59Z")},
                                {});
    analysis::UnitsQuery query{{Dimension::Feature}, {}};
    query.filter.range = days("2026-05-10", "2026-05-11");
    const auto table = analysis::unitsBy(query, *source, {});
    QVERIFY(table);
    QCOMPARE(*table->rows[0].costChangePct, 3.0); // 400 against 100
    QVERIFY(!table->rows[1].costChangePct);       // mail is new
    QCOMPARE(*table->total.costChangePct, 3.6);
}

void TestUnits::previousPeriod_data() {
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a month has as many days before it")
        << QByteArray("UTC") << QByteArray("2026-05-01") << QByteArray("2026-06-01")
        << QByteArray("2026-03-31");
    QTest::newRow("days stay days when clocks change")
        << QByteArray("Europe/Berlin") << QByteArray("2026-03-29") << QByteArray("2026-03-30")
        << QByteArray("2026-03-28");
}

void TestUnits::previousPeriod() {
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, expected);
    const core::Zone found = *core::Zone::find(zone.toStdString());
    const core::TimeRange range = days(from.constData(), to.constData(), found);
    const auto before = analysis::previousPeriod(range, found);
    QVERIFY(before);
    QCOMPARE(before->to->micros, range.from->micros);
    QCOMPARE(before->from->micros, found.startOf(*core::parseDay(expected.toStdString())).micros);
    QVERIFY(!analysis::previousPeriod({range.from, {}}, found));
}

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"
