// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/margin_section.h"

#include <QTest>

using namespace ms;
using core::Int128;
using core::MoneySum;
using report::Cell;

class TestMarginSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFigureIsInItsColumnAndTotalsAreThoseOfTheAnswer();
    void gpuHoursTellFourCosts();
    void aCostThatNobodyKnowsIsUnknown();
    void lossesComeFirstInTheChartAndKeepTheirRows();
    void idleHoursComeLast();
    void timeStandsInItsOrder();
    void revenueWithoutUseLeadsNowhere();
    void nothingHasNoChart();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

struct Slice {
    std::string key;
    std::int64_t revenue;
    std::int64_t cost;
};

analysis::MarginTable tableOf(query::Dimension by, const std::vector<Slice>& slices) {
    analysis::MarginTable table;
    table.query.by = {by};
    for (const Slice& slice : slices) {
        analysis::MarginRow row;
        row.keys = {slice.key};
        row.figures.requests = 10;
        row.figures.attempts = 11;
        row.figures.revenue = dollars(slice.revenue);
        row.figures.cost = dollars(slice.cost);
        table.total.requests += 10;
        table.total.attempts += 11;
        table.total.revenue += row.figures.revenue;
        table.total.cost += row.figures.cost;
        table.rows.push_back(row);
    }
    return table;
}

Cell at(const report::Table& table, const std::vector<Cell>& cells, const char* name) {
    return cells[columnNamed(table, name)];
}

} // namespace

void TestMarginSection::everyFigureIsInItsColumnAndTotalsAreThoseOfTheAnswer() {
    const auto section = tables::marginSection(
        tableOf(query::Dimension::Feature, {{"chat", 100, 40}, {"draft", 50, 20}}), kContext,
        nullptr);
    QCOMPARE(section.title, std::string("Margin by feature"));
    const report::Table& table = section.table;
    QCOMPARE(table.rows.size(), std::size_t{2});
    QVERIFY(at(table, table.rows[0].cells, "feature") == Cell(std::string("chat")));
    QVERIFY(at(table, table.rows[0].cells, "requests") == Cell(Int128(10)));
    QVERIFY(at(table, table.rows[0].cells, "cost") == Cell(dollars(40)));
    QVERIFY(at(table, table.rows[0].cells, "revenue") == Cell(dollars(100)));
    QVERIFY(at(table, table.rows[0].cells, "margin") == Cell(dollars(60)));
    QVERIFY(at(table, table.rows[0].cells, "margin_pct") == Cell(0.6));
    QVERIFY(at(table, table.total, "margin") == Cell(dollars(90)));
    QVERIFY(at(table, table.total, "requests") == Cell(Int128(20)));
    QVERIFY(at(table, table.total, "margin_pct") == Cell(0.6));
    QCOMPARE(table.rows[0].drill->front().values, std::vector<std::string>{"chat"});
    for (const report::Column& column : table.columns)
        QVERIFY(column.kind == report::Column::Kind::Key || !column.meaning.empty());
}

void TestMarginSection::gpuHoursTellFourCosts() {
    auto answer = tableOf(query::Dimension::Feature, {{"chat", 100, 40}});
    answer.gpu = analysis::GpuBill{};
    answer.rows[0].figures.sharedCost = dollars(7);
    answer.rows[0].figures.idleCost = dollars(3);
    const auto section = tables::marginSection(answer, kContext, nullptr);
    const report::Table& table = section.table;
    QVERIFY(at(table, table.rows[0].cells, "total_cost") == Cell(dollars(50)));
    QVERIFY(at(table, table.rows[0].cells, "margin") == Cell(dollars(50)));
}

void TestMarginSection::aCostThatNobodyKnowsIsUnknown() {
    auto answer = tableOf(query::Dimension::Feature, {{"chat", 100, 0}});
    answer.rows[0].figures.unpricedAttempts = 11;
    QVERIFY(answer.rows[0].figures.isCostUnknown());
    const auto section = tables::marginSection(answer, kContext, nullptr);
    for (const char* name : {"cost", "margin", "margin_pct"})
        QVERIFY(at(section.table, section.table.rows[0].cells, name) == Cell());
    QVERIFY(section.charts[0].series[0].points[0].value == Cell());
}

void TestMarginSection::lossesComeFirstInTheChartAndKeepTheirRows() {
    std::vector<Slice> slices{{"earns", 900, 500}, {"earns more", 990, 400}};
    for (std::int64_t loss = 1; loss <= 7; ++loss)
        slices.push_back({"loses" + std::to_string(loss), 0, loss});
    const auto section =
        tables::marginSection(tableOf(query::Dimension::Tenant, slices), kContext, nullptr);
    const auto& points = section.charts[0].series[0].points;
    QCOMPARE(points.size(), slices.size());
    std::vector<std::string> labels;
    for (const report::Point& point : points) {
        labels.push_back(point.label);
        const auto& row = section.table.rows[std::size_t(point.row)];
        QVERIFY(at(section.table, row.cells, "tenant") == Cell(point.label));
        QVERIFY(at(section.table, row.cells, "margin") == point.value);
    }
    const std::vector<std::string> wanted{"loses7",     "loses6", "loses5", "loses4", "loses3",
                                          "earns more", "earns",  "loses2", "loses1"};
    QCOMPARE(labels, wanted);
}

void TestMarginSection::idleHoursComeLast() {
    auto answer =
        tableOf(query::Dimension::Tenant, {{"", 0, 900}, {"earns", 9, 1}, {"loses", 0, 5}});
    answer.rows[0].isIdle = true;
    const auto section = tables::marginSection(answer, kContext, nullptr);
    const auto& points = section.charts[0].series[0].points;
    QCOMPARE(points.front().label, std::string("loses"));
    QCOMPARE(points.back().label, std::string("(idle)"));
    QCOMPARE(points.back().row, 0);
}

void TestMarginSection::timeStandsInItsOrder() {
    const auto section = tables::marginSection(
        tableOf(query::Dimension::Month, {{"2026-06", 100, 80}, {"2026-05", 100, 60}}), kContext,
        nullptr);
    QVERIFY(section.table.rows[0].cells[0] == Cell(std::string("2026-05")));
    QCOMPARE(section.charts[0].kind, report::Chart::Kind::Columns);
    QCOMPARE(section.charts[0].series[0].points[1].label, std::string("2026-06"));
    QCOMPARE(section.finding, std::string("The margin went from $40.00 (40%) in 2026-05 to $20.00 "
                                          "(20%) in 2026-06."));
}

void TestMarginSection::revenueWithoutUseLeadsNowhere() {
    auto answer = tableOf(query::Dimension::Feature, {{"chat", 100, 40}, {"", 5, 0}});
    answer.rows[1].isNoUsage = true;
    const auto section = tables::marginSection(answer, kContext, nullptr);
    QVERIFY(!section.table.rows[1].drill);
    QVERIFY(section.table.rows[1].cells[0] == Cell(std::string("(no usage)")));
}

void TestMarginSection::nothingHasNoChart() {
    const auto section =
        tables::marginSection(tableOf(query::Dimension::Tenant, {}), kContext, nullptr);
    QVERIFY(section.charts.empty());
    QCOMPARE(section.finding, std::string("Nothing matches the filter."));
}

QTEST_GUILESS_MAIN(TestMarginSection)
#include "tst_margin_section.moc"
