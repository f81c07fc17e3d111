// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/customers_section.h"

#include <QTest>

#include <algorithm>

using namespace ms;
using analysis::TierRow;
using analysis::TierTable;
using core::Int128;
using core::MoneySum;

class TestCustomersSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingNamesTheTierThatLoses();
    void rowsHaveACellAColumn();
    void monthsWithoutAPriceAreTold();
    void uncertaintyAndSpreadAreTwoSeries();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

TierTable company() {
    TierTable table;
    TierRow free;
    free.tier = "Free";
    free.payers = free.payerMonths = 3;
    free.cost = dollars(30);
    free.average = free.median = dollars(10);
    free.low = dollars(8);
    free.high = dollars(12);
    free.price = dollars(0);
    free.fit.verdict = stats::PlanVerdict::Unprofitable;
    free.fit.medianLow = 9;
    free.fit.medianHigh = 11.5;
    TierRow pro = free;
    pro.tier = "Pro";
    pro.cost = dollars(10);
    pro.revenue = dollars(100);
    pro.fit.verdict = stats::PlanVerdict::Profitable;
    table.rows = {free, pro};
    table.total.cost = dollars(40);
    table.total.revenue = dollars(100);
    return table;
}

} // namespace

void TestCustomersSection::theFindingNamesTheTierThatLoses() {
    QCOMPARE(report::tiersSection(company(), kContext).finding,
             std::string("Free loses $30.00: its customers take 75% of all cost."));
    QCOMPARE(report::planFitSection(company(), kContext).finding,
             std::string("The median customer costs more than it brings in: Free."));
    TierTable healthy = company();
    healthy.rows.erase(healthy.rows.begin());
    QCOMPARE(report::tiersSection(healthy, kContext).finding,
             std::string("Every tier earns more than it costs; Pro takes 25% of all cost."));
}

void TestCustomersSection::rowsHaveACellAColumn() {
    for (const report::Section& section :
         {report::tiersSection(company(), kContext), report::planFitSection(company(), kContext)}) {
        QCOMPARE(section.table.rows.size(), std::size_t(2));
        for (const report::Row& row : section.table.rows) {
            QCOMPARE(row.cells.size(), section.table.columns.size());
            QCOMPARE(row.drill->front().values.size(), std::size_t(1));
        }
        for (const report::Column& column : section.table.columns)
            QVERIFY(column.dimension || !column.meaning.empty());
    }
}

void TestCustomersSection::monthsWithoutAPriceAreTold() {
    TierTable table = company();
    table.rows[0].unpricedMonths = table.total.unpricedMonths = 3; // all there are
    const report::Section section = report::planFitSection(table, kContext);
    const std::size_t verdict = report::columnNamed(section.table, "verdict");
    QCOMPARE(std::get<std::string>(section.table.rows[0].cells[verdict]), std::string("unpriced"));
    QCOMPARE(section.finding, std::string("The price carries the median customer: Pro."));
    QVERIFY(std::any_of(section.notes.begin(), section.notes.end(), [](const std::string& note) {
        return note.starts_with("3 months of customers without any known cost");
    }));
}

void TestCustomersSection::uncertaintyAndSpreadAreTwoSeries() {
    const report::Section section = report::planFitSection(company(), kContext);
    const report::Chart& chart = section.charts.front();
    QCOMPARE(*chart.series[0].points[0].low, 9.0);
    QCOMPARE(*chart.series[1].points[0].low, 8.0);
    const std::size_t low = report::columnNamed(section.table, "median_low");
    QVERIFY(std::get<MoneySum>(section.table.rows[0].cells[low]) == dollars(9));
    const std::size_t verdict = report::columnNamed(section.table, "verdict");
    QCOMPARE(std::get<std::string>(section.table.rows[0].cells[verdict]),
             std::string("unprofitable"));
}

QTEST_APPLESS_MAIN(TestCustomersSection)
#include "tst_customers_section.moc"
