// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/drivers_section.h"

#include <QTest>

using namespace ms;
using analysis::Driver;
using analysis::DriverMetric;
using analysis::DriverSlice;
using analysis::DriversTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using report::Section;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

const core::TimeRange kApril{core::Instant{100}, core::Instant{200}};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

void set(analysis::DriverAmounts& parts, Driver driver, std::int64_t amount) {
    parts[std::size_t(driver)] = cents(amount);
}

/// $10 -> $15: volume +$6, price -$2, new +$1.
DriversTable company() {
    DriversTable table;
    table.query.by = {Dimension::Feature};
    table.before = cents(1000);
    table.after = cents(1500);
    table.query.against = kApril;
    table.beforeWords = "2026-04-01 to 2026-04-30";
    table.afterWords = "2026-05-01 to 2026-05-31";
    table.unpricedBefore = 1;
    table.levels[std::size_t(Driver::Volume)] = {100.0, 150.0};
    DriverSlice chat, mail, sync;
    chat.keys = {"chat"};
    chat.before = cents(600);
    chat.after = cents(900);
    chat.attempts = 10;
    set(chat.parts, Driver::Volume, 500);
    set(chat.parts, Driver::Price, -200);
    mail.keys = {"mail"};
    mail.before = cents(400);
    mail.after = cents(500);
    mail.attempts = 5;
    set(mail.parts, Driver::Volume, 100);
    sync.keys = {""};
    sync.after = cents(100);
    sync.attempts = 0;
    set(sync.parts, Driver::NewSlices, 100);
    table.slices = {chat, mail, sync};
    set(table.parts, Driver::Volume, 600);
    set(table.parts, Driver::Price, -200);
    set(table.parts, Driver::NewSlices, 100);
    return table;
}

MoneySum amount(const Section& section, std::size_t row) {
    return std::get<MoneySum>(section.table.rows[row].cells[1]);
}

} // namespace

class TestDriversSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBridgeLeadsFromOnePeriodToTheOther();
    void theFindingTellsTheStory();
    void rowsLeadToTheirAttempts();
    void whatIsGoneLeadsToWhereItWas();
    void slicesAddUpBothWays();
    void unknownCostsAreCounted();
    void otherMetricsHaveIdsOfTheirOwn();
    void withoutASuccessItSaysSo();
    void withoutEventsItSaysSo();
};

void TestDriversSection::theBridgeLeadsFromOnePeriodToTheOther() {
    const Section section = report::driversSection(company(), kContext);
    QCOMPARE(section.id, std::string("drivers"));
    const auto& rows = section.table.rows;
    QCOMPARE(rows.size(), std::size_t{5}); // drivers that moved nothing are left out
    MoneySum sum = amount(section, 0);
    for (std::size_t r = 1; r + 1 < rows.size(); ++r)
        sum += amount(section, r);
    QVERIFY(sum == amount(section, rows.size() - 1));
    QVERIFY(rows[1].cells[0] == report::Cell{std::string("Volume")});
    QVERIFY(rows[1].cells[2] == report::Cell{1.2});
    QVERIFY(rows[1].cells[4] == report::Cell{150.0});
    QVERIFY(rows[3].cells[4] == report::Cell{}); // a price has no one level
    const report::Chart& chart = section.charts.front();
    QVERIFY(chart.kind == report::Chart::Kind::Waterfall);
    QCOMPARE(chart.series.front().points.size(), rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        QVERIFY(chart.series.front().points[r].value == rows[r].cells[1]);
        QCOMPARE(chart.series.front().points[r].row, int(r));
    }
}

void TestDriversSection::theFindingTellsTheStory() {
    QCOMPARE(report::driversSection(company(), kContext).finding,
             std::string("Cost rose by $5.00 (+50%) against 2026-04-01 to 2026-04-30: volume "
                         "+$6.00 (mostly chat), price -$2.00, other +$1.00."));
    DriversTable fallen = company();
    std::swap(fallen.before, fallen.after);
    set(fallen.parts, Driver::Volume, -400);
    set(fallen.parts, Driver::Price, -100);
    set(fallen.parts, Driver::NewSlices, 0);
    fallen.slices.resize(1);
    QCOMPARE(report::driversSection(fallen, kContext).finding,
             std::string("Cost fell by $5.00 (-33.3%) against 2026-04-01 to 2026-04-30: volume "
                         "-$4.00, other -$1.00."));
    fallen.after = fallen.before;
    QCOMPARE(report::driversSection(fallen, kContext).finding,
             std::string("Cost is what it was in 2026-04-01 to 2026-04-30."));
}

void TestDriversSection::rowsLeadToTheirAttempts() {
    const Section section = report::driversSection(company(), kContext);
    const auto& rows = section.table.rows;
    // Each end of the bridge leads to its own period.
    QVERIFY(rows.front().drill && rows.front().drill->empty());
    QVERIFY(rows.front().drillRange == kApril);
    QVERIFY(rows.back().drill && rows.back().drill->empty());
    QVERIFY(!rows.back().drillRange && !rows[3].drillRange);
    // Price moved chat alone.
    QVERIFY(rows[3].drill == (std::vector<query::Condition>{
                                 {Dimension::Feature, query::Condition::Kind::In, {"chat"}}}));
    const Section where = report::driverSlicesSection(company(), kContext);
    QVERIFY(where.table.rows[1].drill ==
            (std::vector<query::Condition>{
                {Dimension::Feature, query::Condition::Kind::In, {"mail"}}}));
    QVERIFY(!where.table.rows[1].drillRange);
    QVERIFY(!where.table.rows[2].drill); // no attempts, before neither
}

void TestDriversSection::whatIsGoneLeadsToWhereItWas() {
    DriversTable gone = company();
    set(gone.parts, Driver::GoneSlices, -5);
    set(gone.slices[2].parts, Driver::GoneSlices, -5);
    gone.slices[2].isBefore = true;
    int found = 0;
    for (const report::Row& row : report::driversSection(gone, kContext).table.rows) {
        if (row.cells[0] != report::Cell{std::string("Gone")})
            continue;
        ++found;
        QVERIFY(row.drill == (std::vector<query::Condition>{
                                 {Dimension::Feature, query::Condition::Kind::In, {""}}}));
        QVERIFY(row.drillRange == kApril);
    }
    QCOMPARE(found, 1);
    const Section where = report::driverSlicesSection(gone, kContext);
    QVERIFY(where.table.rows[2].drill && where.table.rows[2].drillRange == kApril);
}

void TestDriversSection::slicesAddUpBothWays() {
    const Section section = report::driverSlicesSection(company(), kContext);
    QCOMPARE(section.id, std::string("where"));
    const std::size_t change = report::columnNamed(section.table, "change");
    const std::size_t first = report::columnNamed(section.table, "change_pct") + 1;
    QCOMPARE(section.table.columns.size(), first + 3); // volume, new, price
    const auto money = [](const report::Cell& cell) { return std::get<MoneySum>(cell); };
    for (const report::Row& row : section.table.rows) {
        MoneySum sum;
        for (std::size_t c = first; c < row.cells.size(); ++c)
            sum += money(row.cells[c]);
        QVERIFY(sum == money(row.cells[change]));
    }
    for (std::size_t c = first; c < section.table.total.size(); ++c) {
        MoneySum sum;
        for (const report::Row& row : section.table.rows)
            sum += money(row.cells[c]);
        QVERIFY(sum == money(section.table.total[c]));
    }
    QCOMPARE(section.finding, std::string("\"chat\" moved most: +$3.00 of +$5.00."));
}

void TestDriversSection::unknownCostsAreCounted() {
    bool isTold = false;
    for (const std::string& note : report::driversSection(company(), kContext).notes)
        isTold |= note.find("1 attempt before and 0 after have no known cost") == 0;
    QVERIFY(isTold);
}

void TestDriversSection::otherMetricsHaveIdsOfTheirOwn() {
    DriversTable table = company();
    table.query.metric = DriverMetric::UnitCost;
    const Section section = report::driversSection(table, kContext);
    QCOMPARE(section.id, std::string("unit_cost_drivers"));
    QVERIFY(section.finding.find("Cost per successful unit rose") == 0);
    QVERIFY(section.table.rows[1].cells[0] == report::Cell{std::string("Requests a unit")});
    // Its attempts are those of units.
    QVERIFY(
        section.filter.conditions ==
        (std::vector<query::Condition>{{Dimension::Outcome, query::Condition::Kind::NotIn, {""}}}));
    table.query.metric = DriverMetric::Margin;
    QCOMPARE(report::driverSlicesSection(table, kContext).id, std::string("margin_where"));
}

void TestDriversSection::withoutASuccessItSaysSo() {
    DriversTable table = company();
    table.query.metric = DriverMetric::UnitCost;
    table.before.reset();
    const Section section = report::driversSection(table, kContext);
    QVERIFY(section.finding.find("No unit succeeded in 2026-04-01 to 2026-04-30") == 0);
    QVERIFY(section.table.rows.empty());
    QVERIFY(section.charts.empty());
}

void TestDriversSection::withoutEventsItSaysSo() {
    DriversTable table;
    table.query.by = {Dimension::Feature};
    const Section section = report::driversSection(table, kContext);
    QVERIFY(!section.finding.empty());
    QVERIFY(section.table.rows.empty());
    QVERIFY(report::driverSlicesSection(table, kContext).table.rows.empty());
}

QTEST_APPLESS_MAIN(TestDriversSection)
#include "tst_drivers_section.moc"
