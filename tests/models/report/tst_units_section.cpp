// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/units_section.h"

#include <QTest>

#include <algorithm>

using namespace ms;
using analysis::UnitsRow;
using analysis::UnitsTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

class TestUnitsSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void columnsAreThoseOfTheCommandLine();
    void rowsKeepWhatIsKnownAndWhatIsNot();
    void theFindingNamesWhatFailuresTake();
    void manualWorkIsAContrast();
    void gpuHoursStandBeside();
    void withoutUnitsItSaysWhatIsMissing();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

UnitsTable company() {
    UnitsTable table;
    table.query.by = {Dimension::Feature};
    UnitsRow chat{{"chat"}, {}, 0.5};
    chat.figures.cost = cents(1000);
    chat.figures.unitCost = cents(800);
    chat.figures.failedCost = cents(200);
    chat.figures.successfulCost = cents(600);
    chat.figures.attempted = 5;
    chat.figures.successful = 4;
    chat.figures.failed = 1;
    UnitsRow mail{{""}, {}, {}};
    mail.figures.cost = cents(10);
    table.rows = {chat, mail};
    table.total = chat;
    table.total.figures.cost = cents(1010);
    return table;
}

report::Cell cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

} // namespace

void TestUnitsSection::columnsAreThoseOfTheCommandLine() {
    const report::Section section = report::unitsSection(company(), kContext);
    // DESIGN.md section 4, in its order, after the keys.
    const std::vector<std::string> names{"feature",
                                         "cost",
                                         "allocated_pct",
                                         "attempted",
                                         "successful",
                                         "failed",
                                         "pending",
                                         "cost_per_attempted",
                                         "cost_per_successful",
                                         "cost_per_failed",
                                         "failed_cost",
                                         "cost_change_pct"};
    for (std::size_t c = 0; c < names.size(); ++c)
        QCOMPARE(section.table.columns[c].name, names[c]);
    for (const report::Row& row : section.table.rows)
        QCOMPARE(row.cells.size(), section.table.columns.size());
    QCOMPARE(section.table.total.size(), section.table.columns.size());
}

void TestUnitsSection::rowsKeepWhatIsKnownAndWhatIsNot() {
    const report::Section section = report::unitsSection(company(), kContext);
    QVERIFY(std::get<MoneySum>(cell(section, 0, "cost_per_successful")) == cents(200));
    QVERIFY(std::get<MoneySum>(cell(section, 0, "naive_cost_per_successful")) == cents(150));
    QCOMPARE(std::get<double>(cell(section, 0, "allocated_pct")), 0.8);
    QVERIFY(std::holds_alternative<std::monostate>(cell(section, 1, "cost_per_successful")));
    QVERIFY(std::holds_alternative<std::monostate>(cell(section, 1, "cost_change_pct")));
    QCOMPARE(section.table.rows[1].drill->front().values, std::vector<std::string>{""});
    QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(1));
}

void TestUnitsSection::theFindingNamesWhatFailuresTake() {
    const report::Section section = report::unitsSection(company(), kContext);
    QCOMPARE(section.finding, std::string("A successful unit costs $2.00; failed units take 25% "
                                          "of what units cost."));
    QCOMPARE(section.notes.front(),
             std::string("$2.10 of the cost names no unit and is in no cost per unit."));
}

void TestUnitsSection::manualWorkIsAContrast() {
    const report::Section section = report::unitsSection(company(), kContext, cents(450));
    // Four successes at $4.50 less the $8.00 that units cost.
    QVERIFY(std::get<MoneySum>(cell(section, 0, "saved_against_manual")) == cents(1000));
    // Each of the four manual actions that were avoided costs $2.50 less than by hand.
    QVERIFY(std::get<MoneySum>(cell(section, 0, "incremental_cost_per_avoided")) == cents(-250));
    QVERIFY(cell(section, 1, "incremental_cost_per_avoided") == report::Cell{}); // none avoided
}

void TestUnitsSection::gpuHoursStandBeside() {
    UnitsTable table = company();
    table.gpu = analysis::GpuBill{cents(500), {}, {}, {}, 0};
    table.rows[0].figures.sharedCost = cents(200);
    UnitsRow idle{{""}, {}, {}, true};
    idle.figures.idleCost = cents(300);
    table.rows.push_back(idle);
    table.total.figures.sharedCost = cents(200);
    table.total.figures.idleCost = cents(300);
    const report::Section section = report::unitsSection(table, kContext);
    QVERIFY(cell(section, 0, "cost") == report::Cell{cents(1000)});
    QVERIFY(cell(section, 0, "total_cost") == report::Cell{cents(1200)});
    QVERIFY(cell(section, 0, "cost_per_successful") == report::Cell{cents(200)}); // direct
    QVERIFY(cell(section, 2, "feature") == report::Cell{std::string("(idle)")});
    QVERIFY(!section.table.rows[2].drill);
    QVERIFY(std::find(section.notes.begin(), section.notes.end(),
                      "GPU hours of $5.00: $2.00 shared by those who used them, $3.00 idle.") !=
            section.notes.end());
    QCOMPARE(section.table.total.size(), section.table.columns.size());
}

void TestUnitsSection::withoutUnitsItSaysWhatIsMissing() {
    UnitsTable table;
    table.query.by = {Dimension::Feature};
    const report::Section section = report::unitsSection(table, kContext);
    QCOMPARE(section.finding, std::string("No attempt of this selection names a unit of work."));
    QVERIFY(section.notes.front().find("import outcomes") != std::string::npos);
    QVERIFY(section.charts.empty());
}

QTEST_APPLESS_MAIN(TestUnitsSection)
#include "tst_units_section.moc"
