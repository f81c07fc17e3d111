// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/cost_drift_section.h"

#include <QTest>

using namespace ms;
using analysis::CostDrift;
using analysis::CostDriftTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

CostDriftTable company() {
    CostDriftTable table;
    table.slices = 4;
    table.watches = 9;
    table.tooShort = 1;
    CostDrift drift;
    drift.keys = {"chat"};
    drift.day = *core::parseDay("2026-05-10");
    drift.since = *core::parseDay("2026-05-01");
    drift.before = dollars(2);
    drift.after = dollars(3);
    drift.change = {0.4, 0.6};
    drift.requests = 100;
    drift.excess = dollars(100);
    drift.range = {core::Instant{10}, core::Instant{20}};
    table.drifts = {drift};
    return table;
}

QString findingOf(const CostDriftTable& table) {
    return QString::fromStdString(report::costDriftSection(table, kContext).finding);
}

} // namespace

class TestCostDriftSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingNamesTheLargest() {
        QCOMPARE(findingOf(company()),
                 QStringLiteral("1 drift; the largest: a request of chat costs $3.00 since "
                                "2026-05-01 instead of $2.00, +$100.00 until 2026-05-10."));
    }
    void whereNothingIsFoundItSaysWhy() {
        QCOMPARE(findingOf({}), QStringLiteral("There is no day with events in this selection."));
        CostDriftTable table = company();
        table.drifts.clear();
        QCOMPARE(findingOf(table),
                 QStringLiteral("No cost per request has left its level by more than 10%."));
        QVERIFY(report::costDriftSection(table, kContext).charts.empty());
        table.watches = 0;
        QCOMPARE(findingOf(table),
                 QStringLiteral("Nothing is watched yet: four weeks are learned first."));
    }
    void aRowHasItsIntervalAndLeadsToItsEvents() {
        const report::Section section = report::costDriftSection(company(), kContext);
        const report::Row& row = section.table.rows.front();
        QCOMPARE(row.cells.size(), section.table.columns.size());
        QVERIFY(row.cells[report::columnNamed(section.table, "change_pct")] == report::Cell(0.5));
        QVERIFY(row.cells[report::columnNamed(section.table, "change_low")] == report::Cell(0.4));
        QVERIFY(row.cells[report::columnNamed(section.table, "excess")] ==
                report::Cell(dollars(100)));
        QCOMPARE(row.drill->front().values, std::vector<std::string>{"chat"});
        QVERIFY(row.drillRange->from->micros == 10);
        const report::Point& point = section.charts.front().series.front().points.front();
        QVERIFY(point.low == 0.4 && point.high == 0.6 && point.row == 0);
    }
    void theRuleIsBackTested() {
        const auto notes = report::costDriftSection(company(), kContext).notes;
        QCOMPARE(notes[1], std::string("In this record the rule watched 4 features in 9 stretches "
                                       "of four weeks, and fired 1 time."));
        QCOMPARE(notes[2], std::string("1 of the features has too few days to be watched."));
    }
};

QTEST_APPLESS_MAIN(TestCostDriftSection)
#include "tst_cost_drift_section.moc"
