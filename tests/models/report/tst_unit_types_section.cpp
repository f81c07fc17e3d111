// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/unit_types_section.h"

#include <QTest>

using namespace ms;
using analysis::UnitTypeRow;
using analysis::UnitTypesTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

class TestUnitTypesSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePrimaryTypeCarriesTheOthers();
    void withoutUnitsItSaysSo();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

UnitTypeRow rowOf(const char* type, std::int64_t cost, std::int64_t successful) {
    UnitTypeRow row;
    row.keys = {"support"};
    row.type = type;
    row.figures.unitCost = cents(cost);
    row.figures.attempted = successful + 1;
    row.figures.successful = successful;
    row.figures.failed = 1;
    row.sliceUnitCost = cents(1600);
    return row;
}

} // namespace

void TestUnitTypesSection::thePrimaryTypeCarriesTheOthers() {
    UnitTypesTable table;
    table.query = {{Dimension::Workflow}, {}, "case"};
    table.rows = {rowOf("ticket", 600, 2), rowOf("document", 1000, 1)};
    table.rows[0].isPrimary = true;
    table.total.unitCost = cents(1600);
    const report::Section section = report::unitTypesSection(table, kContext);
    QCOMPARE(section.finding,
             std::string("A successful ticket of support costs $8.00, the work for "
                         "other types of units included."));
    const auto cell = [&](std::size_t row, std::string_view column) {
        return section.table.rows[row].cells[report::columnNamed(section.table, column)];
    };
    QVERIFY(cell(0, "primary") == report::Cell{std::string("primary")});
    QVERIFY(cell(0, "all_cost_per_successful") == report::Cell{cents(800)});
    QVERIFY(cell(1, "all_cost_per_successful") == report::Cell{}); // costs are told once
    QVERIFY(cell(1, "unit_cost_pct") == report::Cell{0.625});
    QVERIFY(section.table.rows[1].drill ==
            (std::vector<query::Condition>{
                {Dimension::Workflow, query::Condition::Kind::In, {"support"}},
                {Dimension::UnitType, query::Condition::Kind::In, {"document"}}}));
    QCOMPARE(section.notes.back(),
             std::string("Where no unit is of the type \"case\", the type with most units is the "
                         "primary one."));
    for (const report::Row& row : section.table.rows)
        QCOMPARE(row.cells.size(), section.table.columns.size());
    QCOMPARE(section.table.total.size(), section.table.columns.size());
}

void TestUnitTypesSection::withoutUnitsItSaysSo() {
    const report::Section section = report::unitTypesSection({}, kContext);
    QCOMPARE(section.finding, std::string("No attempt of this selection names a unit of work."));
    QVERIFY(section.table.rows.empty() && section.notes.empty());
}

QTEST_GUILESS_MAIN(TestUnitTypesSection)
#include "tst_unit_types_section.moc"
