// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/unit_types.h"

#include "models/core/check.h"
#include "tests/models/analysis/gpu_company.h"

#include <QTest>

using namespace ms;
using analysis::UnitTypeRow;
using analysis::UnitTypesTable;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using test::Event;

namespace {

Event call(const char* workflow, const char* type, const char* unit, std::int64_t picos,
           const char* outcome) {
    Event event;
    event[NumberColumn::ReportedCost] = picos;
    event[TextColumn::Currency] = "USD";
    event[TextColumn::Workflow] = workflow;
    event[TextColumn::UnitType] = type;
    event[IdColumn::Unit] = unit;
    event[TextColumn::UnitOutcome] = outcome;
    return event;
}

/// Support has three tickets (100, 200, 300; two succeed) and two documents for 1,000 in all;
/// reports only documents; and calls without a unit cost 7.
std::vector<Event> company() {
    return {call("support", "ticket", "t1", 100, "RESOLVED"),
            call("support", "ticket", "t2", 200, "RESOLVED"),
            call("support", "ticket", "t3", 300, "ESCALATED"),
            call("support", "document", "d1", 600, "ACCEPTED"),
            call("support", "document", "d2", 400, "REJECTED"),
            call("reports", "document", "d3", 50, "ACCEPTED"),
            call("support", "", "", 7, "")};
}

UnitTypesTable ask(const std::vector<Event>& events, std::vector<Dimension> by,
                   std::optional<std::string> primary = {}) {
    const auto table =
        analysis::unitTypesBy({std::move(by), {}, std::move(primary)}, *test::frameOf(events), {});
    CHECK(table, "The types of units could not be asked.");
    return *table;
}

QStringList rowsOf(const UnitTypesTable& table) {
    QStringList rows;
    for (const UnitTypeRow& row : table.rows) {
        const auto all = row.sliceCostPerSuccessful();
        rows << QStringLiteral("%1/%2%3: %4 units, %5 ok, %6 of %7, %8")
                    .arg(QString::fromStdString(row.keys.front()), QString::fromStdString(row.type),
                         row.isPrimary ? QStringLiteral("*") : QString())
                    .arg(row.figures.attempted)
                    .arg(row.figures.successful)
                    .arg(std::int64_t(row.figures.unitCost.picos()))
                    .arg(std::int64_t(row.sliceUnitCost.picos()))
                    .arg(all ? QString::number(std::int64_t(all->picos())) : QStringLiteral("-"));
    }
    return rows;
}

} // namespace

class TestUnitTypes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTypeWithMostUnitsIsPrimary();
    void aStatedTypeIsPrimaryWhereItIs();
    void tiesGoToTheDearerType();
    void byUnitTypeIsRefused();
    void costsAddUpOnRandomEvents_data();
    void costsAddUpOnRandomEvents();
};

/// Two tickets succeeded; they carry 600 of their own and 1,000 of documents: 800 each.
void TestUnitTypes::theTypeWithMostUnitsIsPrimary() {
    const UnitTypesTable table = ask(company(), {Dimension::Workflow});
    QCOMPARE(rowsOf(table),
             (QStringList{QStringLiteral("support/ticket*: 3 units, 2 ok, 600 of 1600, 800"),
                          QStringLiteral("support/document: 2 units, 1 ok, 1000 of 1600, -"),
                          QStringLiteral("reports/document*: 1 units, 1 ok, 50 of 50, 50")}));
    QCOMPARE(*table.rows[1].shareOfSlice(), 0.625);
    QVERIFY(table.total.unitCost == MoneySum::fromPicos(1650));
    QCOMPARE(table.total.attempted, std::int64_t(6));
}

void TestUnitTypes::aStatedTypeIsPrimaryWhereItIs() {
    QCOMPARE(rowsOf(ask(company(), {Dimension::Workflow}, "document")),
             (QStringList{QStringLiteral("support/document*: 2 units, 1 ok, 1000 of 1600, 1600"),
                          QStringLiteral("support/ticket: 3 units, 2 ok, 600 of 1600, -"),
                          QStringLiteral("reports/document*: 1 units, 1 ok, 50 of 50, 50")}));
    QVERIFY(ask(company(), {Dimension::Workflow}, "ticket").rows[2].isPrimary); // has no ticket
}

void TestUnitTypes::tiesGoToTheDearerType() {
    const UnitTypesTable table = ask({call("w", "a", "1", 10, "open"), call("w", "b", "2", 20, ""),
                                      call("w", "c", "3", 20, "FAILED")},
                                     {Dimension::Workflow});
    QCOMPARE(rowsOf(table), (QStringList{QStringLiteral("w/b*: 1 units, 0 ok, 20 of 50, -"),
                                         QStringLiteral("w/c: 1 units, 0 ok, 20 of 50, -"),
                                         QStringLiteral("w/a: 1 units, 0 ok, 10 of 50, -")}));
}

void TestUnitTypes::byUnitTypeIsRefused() {
    const auto table =
        analysis::unitTypesBy({{Dimension::UnitType}, {}, {}}, *test::frameOf(company()), {});
    QVERIFY(!table && table.error().code == core::Error::Code::Usage);
}

void TestUnitTypes::costsAddUpOnRandomEvents_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 3; ++seed)
        QTest::addRow("%d", seed) << seed;
}

void TestUnitTypes::costsAddUpOnRandomEvents() {
    QFETCH(int, seed);
    test::RandomEvents random{unsigned(seed)};
    const std::vector<Event> events = random.make(1500);
    const auto source = test::frameOf(events);
    for (const auto& by :
         {std::vector<Dimension>{}, {Dimension::Feature}, {Dimension::Tenant, Dimension::Month}}) {
        const auto table = analysis::unitTypesBy({by, {}, "ticket"}, *source, {});
        const auto units = analysis::unitsBy({by, {}}, *source, {});
        QVERIFY(table && units);
        MoneySum sum;
        std::map<std::vector<std::string>, MoneySum> slices;
        std::map<std::vector<std::string>, int> primaries;
        for (const UnitTypeRow& row : table->rows) {
            sum += row.figures.unitCost;
            slices[row.keys] += row.figures.unitCost;
            primaries[row.keys] += row.isPrimary ? 1 : 0;
        }
        QVERIFY(sum == table->total.unitCost && sum == units->total.figures.unitCost);
        for (const analysis::UnitsRow& row : units->rows) {
            if (row.figures.attempted == 0)
                continue;
            QVERIFY(slices[row.keys] == row.figures.unitCost);
            QCOMPARE(primaries[row.keys], 1);
        }
    }
}

QTEST_GUILESS_MAIN(TestUnitTypes)
#include "tst_unit_types.moc"
