// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/shared_cost_section.h"

#include <QTest>

using namespace ms;
using analysis::PoolTie;
using analysis::SharedCostRow;
using analysis::SharedCostTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

class TestSharedCostSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void columnsAreDirectSharedAndIdle();
    void idleRowsHaveNoAttempts();
    void theFindingIsWhatIdleTakes();
    void overheadSaysUntilWhenItHolds_data();
    void overheadSaysUntilWhenItHolds();
    void everyGapIsTold();
    void withoutGpuHoursItSaysWhatToImport();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

/// Two months by tenant: acme with direct and shared cost, and what was idle in May.
SharedCostTable company() {
    SharedCostTable table;
    table.query.by = {Dimension::Month, Dimension::Tenant};
    SharedCostRow acme{{"2026-05", "acme"}, false, {}};
    acme.figures.attempts = 5;
    acme.figures.requests = 4;
    acme.figures.direct = cents(500);
    acme.figures.shared = cents(300);
    acme.figures.provided = 4;
    acme.figures.used = 1;
    SharedCostRow idle{{"2026-05", ""}, true, {}};
    idle.figures.idle = cents(600);
    table.rows = {acme, idle};
    table.total = acme.figures;
    table.total.idle = cents(600);
    table.bill = cents(1000);
    table.outside = cents(100);
    table.gpuRows = 10;
    table.pools = {{"triage", "", PoolTie::Model}, {"spare", "", PoolTie::None}};
    return table;
}

const report::Cell& cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

bool hasNote(const report::Section& section, std::string_view part) {
    for (const std::string& note : section.notes)
        if (note.find(part) != std::string::npos)
            return true;
    return false;
}

bool isUnknown(const report::Cell& cell) {
    return std::holds_alternative<std::monostate>(cell);
}

} // namespace

void TestSharedCostSection::columnsAreDirectSharedAndIdle() {
    SharedCostTable table = company();
    const std::vector<std::string> names{
        "month", "tenant",   "direct",           "shared",      "idle",
        "all",   "requests", "cost_per_request", "utilisation", "unpriced_attempts"};
    const report::Section section = report::sharedCostSection(table, kContext);
    std::vector<std::string> actual;
    for (const report::Column& column : section.table.columns)
        actual.push_back(column.name);
    QCOMPARE(actual, names);
    QVERIFY(std::get<MoneySum>(cell(section, 0, "all")) == cents(800));
    QVERIFY(std::get<MoneySum>(cell(section, 0, "cost_per_request")) == cents(200));
    QCOMPARE(std::get<double>(cell(section, 0, "utilisation")), 0.25);
    table.query.overhead = analysis::Overhead{*core::parseDecimal("10"), {}};
    table.rows[0].figures.overhead = cents(80);
    const report::Section loaded = report::sharedCostSection(table, kContext);
    QVERIFY(std::get<MoneySum>(cell(loaded, 0, "all")) == cents(880));
    for (const report::Section* each : {&section, &loaded}) {
        for (const report::Row& row : each->table.rows)
            QCOMPARE(row.cells.size(), each->table.columns.size());
        QCOMPARE(each->table.total.size(), each->table.columns.size());
    }
}

void TestSharedCostSection::idleRowsHaveNoAttempts() {
    const report::Section section = report::sharedCostSection(company(), kContext);
    QCOMPARE(section.table.rows[0].drill->size(), std::size_t(2));
    QCOMPARE(section.table.rows[0].drill->back().values, std::vector<std::string>{"acme"});
    QVERIFY(!section.table.rows[1].drill);
    QCOMPARE(std::get<std::string>(cell(section, 1, "month")), std::string("2026-05"));
    QCOMPARE(std::get<std::string>(cell(section, 1, "tenant")), std::string("(idle)"));
    QVERIFY(isUnknown(cell(section, 1, "requests")) &&
            isUnknown(cell(section, 1, "cost_per_request")));
    QCOMPARE(section.charts.front().series.size(), std::size_t(3));
    QCOMPARE(section.charts.front().series[2].points[1].label, std::string("2026-05 · (idle)"));
}

void TestSharedCostSection::theFindingIsWhatIdleTakes() {
    SharedCostTable table = company();
    QCOMPARE(report::sharedCostSection(table, kContext).finding,
             std::string("GPU hours cost $10.00, of which 60% ($6.00) was idle."));
    table.query.idle = stats::IdlePolicy::Spread;
    QCOMPARE(
        report::sharedCostSection(table, kContext).finding,
        std::string("GPU hours cost $10.00, of which 60% ($6.00) are hours that nobody used."));
    table.total.idle = {};
    QCOMPARE(report::sharedCostSection(table, kContext).finding,
             std::string("GPU hours cost $10.00; all of it was used."));
}

void TestSharedCostSection::overheadSaysUntilWhenItHolds_data() {
    QTest::addColumn<QByteArray>("review");
    QTest::addColumn<QByteArray>("note");
    QTest::newRow("none") << QByteArray() << QByteArray("it has no review date");
    QTest::newRow("ahead") << QByteArray("2026-12-31") << QByteArray("reviewed by 2026-12-31");
    QTest::newRow("the last day is in time")
        << QByteArray("2026-05-31") << QByteArray("reviewed by 2026-05-31");
    QTest::newRow("overdue") << QByteArray("2026-05-30") << QByteArray("was due on 2026-05-30");
}

void TestSharedCostSection::overheadSaysUntilWhenItHolds() {
    QFETCH(QByteArray, review);
    QFETCH(QByteArray, note);
    SharedCostTable table = company();
    table.lastDay = *core::parseDay("2026-05-31");
    table.query.overhead = analysis::Overhead{*core::parseDecimal("12.5"), {}};
    if (!review.isEmpty())
        table.query.overhead->review = *core::parseDay(review.toStdString());
    const report::Section section = report::sharedCostSection(table, kContext);
    QVERIFY(hasNote(section, "Overhead is 12.5%"));
    QVERIFY(hasNote(section, note.toStdString()));
}

void TestSharedCostSection::everyGapIsTold() {
    SharedCostTable table = company();
    QVERIFY(hasNote(report::sharedCostSection(table, kContext), "$1.00 of the GPU hours was used"));
    QVERIFY(hasNote(report::sharedCostSection(table, kContext), "Pool spare is idle"));
    const std::size_t before = report::sharedCostSection(table, kContext).notes.size();
    table.gaps = {3, {"EUR", "GBP"}, 1, 1, 1, 1, 1, cents(7), cents(9), true};
    table.total.unpaidAttempts = 2;
    const report::Section section = report::sharedCostSection(table, kContext);
    QCOMPARE(section.notes.size(), before + 10);
    QVERIFY(hasNote(section, "3 rows of GPU hours in EUR, GBP"));
    QVERIFY(hasNote(section, "$0.07 of the idle cost"));
    QVERIFY(hasNote(section, "$0.09 of the direct cost"));
    QVERIFY(hasNote(section, "2 attempts without a price or a GPU hour"));
}

void TestSharedCostSection::withoutGpuHoursItSaysWhatToImport() {
    SharedCostTable table;
    table.query.by = {Dimension::Feature};
    const report::Section section = report::sharedCostSection(table, kContext);
    QCOMPARE(section.finding, std::string("There are no GPU hours in this selection."));
    QVERIFY(hasNote(section, "Import GPU hours"));
    QVERIFY(section.charts.empty());
}

QTEST_APPLESS_MAIN(TestSharedCostSection)
#include "tst_shared_cost_section.moc"
