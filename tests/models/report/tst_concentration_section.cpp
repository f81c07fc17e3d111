// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/concentration_section.h"

#include <QTest>

using namespace ms;
using analysis::ConcentrationTable;
using core::Int128;
using core::MoneySum;

class TestConcentrationSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingSaysHowFewTakeHowMuch();
    void theWhaleCurveStartsAtNothingAndEndsAtTheTotal();
    void chartsStayDrawable();
    void nothingIsNoFinding();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

/// Tenants of which the first earns 5 and every other one loses 1.
ConcentrationTable tenants(std::size_t count) {
    ConcentrationTable table;
    std::vector<double> costs;
    MoneySum piled;
    for (std::size_t i = 0; i < count; ++i) {
        analysis::Holder holder;
        holder.key = "t" + std::to_string(i);
        holder.figures.cost = dollars(1);
        holder.figures.revenue = dollars(i == 0 ? 6 : 0);
        piled += holder.figures.margin();
        holder.cumulatedMargin = piled;
        table.total.cost += holder.figures.cost;
        table.total.revenue += holder.figures.revenue;
        table.holders.push_back(holder);
        costs.push_back(i == 0 ? 31 : 1);
    }
    table.cost = stats::concentration(costs);
    table.peak = dollars(5);
    table.holdersAtPeak = 1;
    return table;
}

} // namespace

void TestConcentrationSection::theFindingSaysHowFewTakeHowMuch() {
    // Ten tenants, 31 of 40.
    QCOMPARE(report::concentrationSection(tenants(10), kContext).finding,
             std::string("The 1 tenant with the highest cost takes 77.5% of it."));
    QCOMPARE(report::whaleSection(tenants(10), kContext).finding,
             std::string("1 tenant earns $5.00; the other 9 take $9.00 of it away again."));
}

void TestConcentrationSection::theWhaleCurveStartsAtNothingAndEndsAtTheTotal() {
    const report::Section section = report::whaleSection(tenants(10), kContext);
    const std::vector<report::Point>& points = section.charts.front().series.front().points;
    QCOMPARE(points.size(), std::size_t(11));
    QVERIFY(std::get<MoneySum>(points.front().value).isZero());
    QVERIFY(std::get<MoneySum>(points.back().value) == dollars(-4));
    QVERIFY(std::get<MoneySum>(section.table.total[report::columnNamed(section.table, "margin")]) ==
            dollars(-4));
}

void TestConcentrationSection::chartsStayDrawable() {
    const ConcentrationTable table = tenants(9'999);
    const report::Section curve = report::whaleSection(table, kContext);
    const report::Section lorenz = report::concentrationSection(table, kContext);
    for (const report::Series* series :
         {&curve.charts.front().series.front(), &lorenz.charts.front().series.front()}) {
        QVERIFY(series->points.size() <= report::Chart::kMostPoints);
        QVERIFY(series->points.size() > 2'000);
    }
    QCOMPARE(*curve.charts.front().series.front().points.back().x, 9'999.0);
    QCOMPARE(std::get<double>(lorenz.charts.front().series.front().points.back().value), 1.0);
    QCOMPARE(curve.table.rows.size(), std::size_t(9'999)); // the table is never thinned
}

void TestConcentrationSection::nothingIsNoFinding() {
    const ConcentrationTable empty = tenants(0);
    QCOMPARE(report::concentrationSection(empty, kContext).finding,
             std::string("No tenant has a known cost."));
    QVERIFY(report::concentrationSection(empty, kContext).charts.empty());
    QVERIFY(report::whaleSection(empty, kContext).charts.empty());
}

QTEST_APPLESS_MAIN(TestConcentrationSection)
#include "tst_concentration_section.moc"
