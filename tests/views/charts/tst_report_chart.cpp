// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/report_chart.h"

#include "tests/views/fake_sections.h"

#include <QTest>

using namespace ms;
using report::Chart;
using report::Column;

class TestReportChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindOfFigureIsReadAsInTheTable_data();
    void everyKindOfFigureIsReadAsInTheTable();
    void theSourceSaysWhenSomeAreLeftOut();
    void everyKindIsDrawn();
    void theAxisOfMoneyNamesItsCurrency();
};

namespace {

const views::ChartContext kContext{"USD", "UTC", "default", QStringLiteral("May 2026")};

Chart barsOf(std::vector<report::Cell> values, Column::Kind kind) {
    Chart chart;
    chart.valueKind = kind;
    chart.series.resize(1);
    for (std::size_t i = 0; i < values.size(); ++i)
        chart.series[0].points.push_back({"p", values[i], {}, {}, {}, int(i)});
    return chart;
}

} // namespace

void TestReportChart::everyKindOfFigureIsReadAsInTheTable_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<report::Cell>("cell");
    QTest::addColumn<double>("length");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* fact, Column::Kind kind, report::Cell cell, double length,
                        const QString& text) {
        QTest::newRow(fact) << int(kind) << cell << length << text;
    };
    row("money is drawn in units of the currency", Column::Kind::Money, test::cents(-150'025),
        -1500.25, QStringLiteral("-$1,500.25"));
    row("a ratio is drawn in percent", Column::Kind::Ratio, 0.125, 12.5, QStringLiteral("12.5%"));
    row("a count is itself", Column::Kind::Count, core::Int128{48'210}, 48'210,
        QStringLiteral("48,210"));
    row("a number is itself", Column::Kind::Number, 2.5, 2.5, QStringLiteral("2.50"));
    row("unknown is a dash and no bar", Column::Kind::Money, std::monostate{}, 0,
        QStringLiteral("–"));
}

void TestReportChart::everyKindOfFigureIsReadAsInTheTable() {
    QFETCH(int, kind);
    QFETCH(report::Cell, cell);
    QFETCH(double, length);
    const auto spec = views::reportChart(barsOf({cell}, Column::Kind(kind)), kContext, 10);
    QCOMPARE(spec.bars.front().value, length);
    QTEST(spec.bars.front().valueText, "text");
}

void TestReportChart::theSourceSaysWhenSomeAreLeftOut() {
    const Chart chart = barsOf({1.0, 2.0, 3.0}, Column::Kind::Number);
    QCOMPARE(views::reportChart(chart, kContext, 3).source,
             QStringLiteral("May 2026 · UTC · price book default"));
    const auto cut = views::reportChart(chart, kContext, 2);
    QCOMPARE(cut.bars.size(), std::size_t{2});
    QCOMPARE(cut.source, QStringLiteral("May 2026 · UTC · price book default · the first 2 of 3"));
}

void TestReportChart::everyKindIsDrawn() {
    using Kind = Chart::Kind;
    for (const Kind kind : {Kind::Bars, Kind::Columns, Kind::Waterfall, Kind::Lines, Kind::Steps,
                            Kind::Scatter, Kind::Intervals, Kind::Spans}) {
        Chart chart = barsOf({1.0, 2.0}, Column::Kind::Number);
        chart.kind = kind;
        QVERIFY(views::isDrawable(chart));
        const auto spec = views::reportChart(chart, kContext, 5);
        QCOMPARE(spec.plot.has_value(), kind != Kind::Bars); // those are drawn as bars
        QVERIFY(!spec.isEmpty());
        chart.series.push_back(chart.series.front());
        QCOMPARE(views::reportChart(chart, kContext, 5).plot->kind, kind);
    }
    Chart empty;
    QVERIFY(!views::isDrawable(empty));
    empty.series.resize(2);
    QVERIFY(!views::isDrawable(empty));
}

void TestReportChart::theAxisOfMoneyNamesItsCurrency() {
    Chart chart = barsOf({test::cents(1)}, Column::Kind::Money);
    chart.kind = Chart::Kind::Columns;
    chart.yTitle = "Cost";
    QCOMPARE(views::reportChart(chart, kContext, 5).plot->yTitle, QStringLiteral("Cost, USD"));
    chart.yTitle = "Cost in USD";
    QCOMPARE(views::reportChart(chart, kContext, 5).plot->yTitle, QStringLiteral("Cost in USD"));
    Chart bars = barsOf({test::cents(100)}, Column::Kind::Money);
    bars.xTitle = "Cost per unit";
    QCOMPARE(views::reportChart(bars, kContext, 10).axisTitle,
             QStringLiteral("Cost per unit, USD"));
}

QTEST_MAIN(TestReportChart)
#include "tst_report_chart.moc"
