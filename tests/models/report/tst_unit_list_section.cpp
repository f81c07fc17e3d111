// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/unit_list_section.h"

#include <QTest>

using namespace ms;
using analysis::ListedUnit;
using analysis::UnitList;
using core::MoneySum;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

UnitList twoTickets() {
    UnitList list;
    list.all = list.found = 1204;
    ListedUnit unit;
    unit.type = "ticket";
    unit.id = "T-17";
    unit.tenant = "acme";
    unit.status = "failed";
    unit.attempts = 12;
    unit.cost = *MoneySum::parse("3.2");
    core::OutcomeFact fact;
    fact.outcome = "Resolved";
    fact.outcomeAt = *core::parseMoment("2026-05-03");
    fact.reopenedAt = *core::parseMoment("2026-05-04T08:00:00Z");
    fact.value = *core::Money::parse("12.5");
    fact.currency = "EUR";
    unit.fact = fact;
    list.units.push_back(unit);
    unit.id = "T-18";
    unit.status = "pending";
    unit.fact.reset();
    list.units.push_back(unit);
    return list;
}

std::string text(const report::Section& section, std::size_t row, std::string_view column) {
    return std::get<std::string>(
        section.table.rows[row].cells[report::columnNamed(section.table, column)]);
}

} // namespace

class TestUnitListSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsHoldWhatAFileOfOutcomesWouldSay() {
        const report::Section section = report::unitListSection(twoTickets(), kContext, {});
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
        QVERIFY(section.table.rows[0].drill ==
                report::conditionsOf({query::Dimension::UnitType, query::Dimension::Unit},
                                     {twoTickets().units[0].type, twoTickets().units[0].id}));
        QCOMPARE(text(section, 0, "outcome"), std::string("Resolved"));
        QCOMPARE(text(section, 0, "status"), std::string("failed"));
        QCOMPARE(text(section, 0, "outcome_at"), std::string("2026-05-03"));
        const auto reopened = core::parseMoment(text(section, 0, "reopened_at"));
        QVERIFY(reopened && *reopened == *twoTickets().units[0].fact->reopenedAt);
        QCOMPARE(text(section, 0, "value"), std::string("12.5"));
        QCOMPARE(text(section, 0, "currency"), std::string("EUR"));
        QCOMPARE(text(section, 1, "outcome"), std::string());
        QCOMPARE(text(section, 1, "value"), std::string());
    }
    void theFindingIsTheDearestAndNotesSayWhatCounts() {
        const report::Section section = report::unitListSection(twoTickets(), kContext, 14);
        QCOMPARE(section.finding, std::string("The dearest of 1,204 units, T-17, costs $3.20 and "
                                              "counts as failed."));
        QCOMPARE(section.notes.size(), std::size_t(2));
        QCOMPARE(section.notes[0], std::string("A success that is reopened within 14 days counts "
                                               "as failed; later it stays a success."));
        QVERIFY(section.notes[1].starts_with("Listed are the 2 dearest;"));
        QCOMPARE(report::unitListSection(twoTickets(), kContext, {}).notes[0],
                 std::string("A success that is reopened counts as failed, whenever that is."));
        QCOMPARE(report::unitListSection({}, kContext, {}).finding,
                 std::string("No attempt of this selection names a unit of work."));
    }
    void whatIsLookedForIsSaid() {
        UnitList list = twoTickets();
        list.query.find = "t-1";
        list.found = 2;
        QCOMPARE(
            report::unitListSection(list, kContext, {}).finding,
            std::string("The dearest of 2 units with 't-1' in their ids, T-17, costs $3.20 and "
                        "counts as failed."));
        list.units.clear();
        list.found = 0;
        QCOMPARE(report::unitListSection(list, kContext, {}).finding,
                 std::string("None of 1,204 units has 't-1' in its id."));
    }
};

QTEST_APPLESS_MAIN(TestUnitListSection)
#include "tst_unit_list_section.moc"
