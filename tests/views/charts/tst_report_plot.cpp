// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: waterfall_steps.cpp, plot_size.cpp
#include "views/charts/report_plot.h"

#include "tests/views/charts/sample_charts.h"
#include "tests/views/fake_sections.h"
#include "views/charts/plot_size.h"
#include "views/charts/waterfall_steps.h"

#include <QTest>

#include <limits>

using namespace ms;
using report::Chart;
using report::Column;
using report::Series;
using test::seriesOf;
using views::Plot;

class TestReportPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalLabelsOfSeveralSeriesAreOneCategory();
    void aLabelThatTheFirstSeriesLacksStaysInItsPlace();
    void spansStandInTheOrderOfTheirRows();
    void equalLabelsOfOneSeriesStayApart();
    void unknownIsAGapAndNeverZero();
    void figuresAreReadAsInTheTable();
    void marksAtXAreInOrder();
    void manyRowsAreCutByLabels();
    void aShortWaterfallStaysAsItIs();
    void theStepsOfALongWaterfallStillAddUp();
    void anUnknownStepMakesTheOthersUnknown();
    void heightsFollowTheRows();
};

namespace {

QStringList categoriesOf(const Plot& plot) {
    return QStringList(plot.categories.begin(), plot.categories.end());
}

Plot plotOf(const Chart& chart, std::size_t rows = 12) {
    return views::reportPlot(chart, "USD", rows).plot;
}

Chart chartOf(Chart::Kind kind, std::vector<Series> series,
              Column::Kind values = Column::Kind::Number) {
    Chart chart;
    chart.kind = kind;
    chart.series = std::move(series);
    chart.valueKind = values;
    return chart;
}

} // namespace

void TestReportPlot::equalLabelsOfSeveralSeriesAreOneCategory() {
    const Plot plot = plotOf(
        chartOf(Chart::Kind::Intervals, {seriesOf("median", {{"Free", 1.0}, {"Pro", 2.0}}),
                                         seriesOf("price", {{"Pro", 3.0}})})); // Free has no price
    QCOMPARE(categoriesOf(plot), (QStringList{QStringLiteral("Free"), QStringLiteral("Pro")}));
    QCOMPARE(plot.series[1].marks.size(), std::size_t{1});
    QCOMPARE(plot.series[1].marks[0].category, 1);
}

/// A timeline is read from top to bottom, whatever colour its bars have.
void TestReportPlot::spansStandInTheOrderOfTheirRows() {
    const auto at = [](const char* label, int row) {
        return report::Point{label, 1.0, {}, double(row), row + 1.0, row};
    };
    const Plot plot =
        plotOf(chartOf(Chart::Kind::Spans, {Series{"step", {at("0 a", 0), at("2 a", 2)}},
                                            Series{"retry", {at("1 b", 1), at("4 b", 4)}},
                                            Series{"fallback", {at("3 c", 3)}}}));
    QCOMPARE(categoriesOf(plot).join(u','), QStringLiteral("0 a,1 b,2 a,3 c,4 b"));
    QCOMPARE(plot.series[1].marks[1].category, 4);
    QVERIFY(plot.isAcross());
}

void TestReportPlot::aLabelThatTheFirstSeriesLacksStaysInItsPlace() {
    const Plot plot = plotOf(
        chartOf(Chart::Kind::Columns, {seriesOf("a", {{"Jan", 1.0}, {"Apr", 1.0}}),
                                       seriesOf("b", {{"Jan", 1.0}, {"Feb", 1.0}, {"Apr", 1.0}}),
                                       seriesOf("c", {{"Feb", 1.0}, {"Mar", 1.0}})}));
    QCOMPARE(categoriesOf(plot).join(u' '), QStringLiteral("Jan Feb Mar Apr"));
}

void TestReportPlot::equalLabelsOfOneSeriesStayApart() {
    const Plot plot =
        plotOf(chartOf(Chart::Kind::Bars, {seriesOf("a", {{"same", 1.0}, {"same", 2.0}}),
                                           seriesOf("b", {{"same", 3.0}, {"same", 4.0}})}));
    QCOMPARE(plot.categories.size(), std::size_t{2});
    QCOMPARE(plot.series[1].marks[1].category, 1);
}

void TestReportPlot::unknownIsAGapAndNeverZero() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Plot plot =
        plotOf(chartOf(Chart::Kind::Lines, {seriesOf("a", {{"x", {}}, {"y", nan}, {"z", 0.0}})}));
    const auto& marks = plot.series[0].marks;
    QVERIFY(!marks[0].value);
    QCOMPARE(marks[0].valueText, QStringLiteral("–"));
    QCOMPARE(marks[0].details, QStringLiteral("Not known"));
    QVERIFY(!marks[1].value);
    QCOMPARE(*marks[2].value, 0.0);
}

void TestReportPlot::figuresAreReadAsInTheTable() {
    const Plot money =
        plotOf(chartOf(Chart::Kind::Columns, {seriesOf("a", {{"x", test::cents(-150'025)}})},
                       Column::Kind::Money));
    QCOMPARE(*money.series[0].marks[0].value, -1500.25);
    QCOMPARE(money.series[0].marks[0].valueText, QStringLiteral("-$1,500.25"));
    const Plot ratio =
        plotOf(chartOf(Chart::Kind::Columns, {seriesOf("a", {{"x", 0.125}})}, Column::Kind::Ratio));
    QCOMPARE(*ratio.series[0].marks[0].value, 0.125);
    QCOMPARE(ratio.series[0].marks[0].valueText, QStringLiteral("12.5%"));
}

void TestReportPlot::marksAtXAreInOrder() {
    Series series{"a", {test::pointAt(3, 1.0), test::pointAt(1, 2.0), test::pointAt(2, {})}};
    series.points.push_back({"nowhere", 5.0, {}, {}, {}, -1});
    const Plot plot = plotOf(chartOf(Chart::Kind::Lines, {series}));
    QVERIFY(!plot.hasCategories());
    QCOMPARE(plot.series[0].marks.size(), std::size_t{3});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(*plot.series[0].marks[std::size_t(i)].x, double(i + 1));
}

void TestReportPlot::manyRowsAreCutByLabels() {
    std::vector<std::pair<std::string, report::Cell>> values;
    for (int i = 0; i < 1000; ++i)
        values.emplace_back("t" + std::to_string(i), double(i));
    const Chart chart = chartOf(Chart::Kind::Bars, {seriesOf("a", values), seriesOf("b", values)});
    const auto made = views::reportPlot(chart, "USD", 12);
    QCOMPARE(made.allLabels, std::size_t{1000});
    QCOMPARE(made.shownLabels, std::size_t{7}); // of 40 pixels in the 312 of 12 bars
    for (const auto& series : made.plot.series)
        QCOMPARE(series.marks.size(), std::size_t{7});
    QCOMPARE(plotOf(chart, 0).categories.size(), std::size_t{3});
}

void TestReportPlot::aShortWaterfallStaysAsItIs() {
    const auto points = test::waterfallSample().series[0].points;
    const auto steps = views::waterfallSteps(points, 14);
    QCOMPARE(steps.size(), points.size());
    QCOMPARE(steps[4].label, points[4].label);
}

void TestReportPlot::theStepsOfALongWaterfallStillAddUp() {
    std::vector<report::Point> points{{"before", test::cents(100'000), {}, {}, {}, -1}};
    std::int64_t sum = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::int64_t step = (i % 2 ? -1 : 1) * (i * 7 % 1013);
        sum += step;
        points.push_back({"t" + std::to_string(i), test::cents(step), {}, {}, {}, i});
    }
    points.push_back({"after", test::cents(100'000 + sum), {}, {}, {}, -1});
    const auto steps = views::waterfallSteps(points, 14);
    QCOMPARE(steps.size(), std::size_t{14});
    QCOMPARE(steps.front().label, std::string("before"));
    QCOMPARE(steps.back().label, std::string("after"));
    QCOMPARE(steps[12].label, std::string("989 others together"));
    core::MoneySum level;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i)
        level += std::get<core::MoneySum>(steps[i].value);
    QCOMPARE(report::Cell{level}, steps.back().value);
    for (std::size_t i = 2; i < 12; ++i)
        QVERIFY(steps[i].row > steps[i - 1].row); // in their order
}

void TestReportPlot::anUnknownStepMakesTheOthersUnknown() {
    std::vector<report::Point> points;
    for (int i = 0; i < 8; ++i)
        points.push_back({"t", i == 3 ? report::Cell{} : report::Cell{1.0 + i}, {}, {}, {}, i});
    const auto steps = views::waterfallSteps(points, 5);
    QCOMPARE(steps.size(), std::size_t{5});
    QCOMPARE(steps[3].value, report::Cell{});
}

void TestReportPlot::heightsFollowTheRows() {
    const Plot fit = plotOf(test::fitSample());
    QCOMPARE(views::lanesOf(fit), 2); // prices have no interval and no lane
    QCOMPARE(views::rowHeightOf(fit), 40.0);
    QCOMPARE(views::heightFor(fit), 4 * 40 + 56 + 26);
    QVERIFY(views::heightFor(plotOf(test::whaleSample(), 3)) >= 200);
    QVERIFY(views::heightFor(plotOf(test::whaleSample(), 1000)) <= 400);
}

QTEST_MAIN(TestReportPlot)
#include "tst_report_plot.moc"
