// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: band_layout.cpp, curve_layout.cpp, plot_frame.cpp, plot_legend.cpp, thinned_points.cpp
#include "views/charts/plot_layout.h"

#include "tests/views/charts/sample_charts.h"
#include "views/charts/plot_frame.h"
#include "views/charts/report_plot.h"
#include "views/charts/thinned_points.h"

#include <QFontMetricsF>
#include <QTest>

#include <algorithm>

using namespace ms;
using report::Chart;
using report::Column;
using report::Series;
using test::seriesOf;
using views::Plot;
using views::PlotBox;
using views::PlotLayout;
using views::PlotText;

class TestPlotLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsStackFromZeroOnBothSides();
    void aWaterfallGoesFromTotalToTotal();
    void anUnknownStepLeavesTheLevel();
    void aNarrowWaterfallStandsInRows();
    void barsOfSeveralSeriesStandSideBySide();
    void intervalsReachFromLowToHighAndPricesAcross();
    void spansReachFromTheirBeginToTheirEnd();
    void linesBreakAtGaps();
    void marksAtXStandInProportion();
    void stepsHoldUntilTheNextPoint();
    void namesStandAtLineEndsWhereTheyFit();
    void namesThatMeetGoToALegend();
    void theReferenceIsInSightHoweverFar();
    void longNamesAreElidedAndStayInside();
    void namesTakeTwoLinesBeforeTheyAreCut();
    void thinningKeepsTheExtremes();
    void theExtremesOfALongLineAreDrawn();
    void everyPictureStaysInsideItsFrame_data();
    void everyPictureStaysInsideItsFrame();
    void thePointerFindsWhatItIsNear();
    void nothingToDrawDrawsNothing();
};

namespace {

constexpr double kHalfPixel = 0.5;

Plot plotOf(const Chart& chart) {
    return views::reportPlot(chart, "USD", 12).plot;
}

Chart chartOf(Chart::Kind kind, std::vector<Series> series) {
    Chart chart;
    chart.kind = kind;
    chart.series = std::move(series);
    chart.valueKind = Column::Kind::Number;
    return chart;
}

PlotLayout laidOut(const Plot& plot, const QSizeF& size = {900, 320}) {
    return views::layoutOf(plot, size, QFont());
}

/// The pixel of `value` on an upright axis, from the pixels of two marks of it.
double heightOf(const PlotLayout& layout, double value) {
    std::vector<double> rules;
    for (const auto& rule : layout.rules)
        if (rule.role == views::PlotRule::Role::Grid || rule.role == views::PlotRule::Role::Zero)
            rules.push_back(rule.line.y1());
    const double first = layout.values.ticks.front(), last = layout.values.ticks.back();
    return rules.front() +
           (value - first) / (last - first) * (rules[layout.values.ticks.size() - 1] - rules[0]);
}

bool isNear(double a, double b) {
    return std::abs(a - b) < kHalfPixel;
}

QStringList textsOf(const PlotLayout& layout, PlotText::Role role) {
    QStringList texts;
    for (const PlotText& text : layout.texts)
        if (text.role == role)
            texts << text.text;
    return texts;
}

} // namespace

void TestPlotLayout::columnsStackFromZeroOnBothSides() {
    const PlotLayout layout = laidOut(
        plotOf(chartOf(Chart::Kind::Columns, {seriesOf("a", {{"Jan", 30.0}, {"Feb", 10.0}}),
                                              seriesOf("b", {{"Jan", 20.0}, {"Feb", {}}}),
                                              seriesOf("c", {{"Jan", -15.0}, {"Feb", 5.0}})})));
    struct Part {
        int series;
        double from, to;
    };
    const std::vector<Part> parts{{0, 0, 30}, {0, 0, 10}, {1, 30, 50}, {2, -15, 0}, {2, 10, 15}};
    QCOMPARE(layout.boxes.size(), parts.size()); // the unknown one has none
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const PlotBox& box = layout.boxes[i];
        QCOMPARE(box.series, parts[i].series);
        QVERIFY(isNear(box.rect.bottom(), heightOf(layout, parts[i].from)));
        QVERIFY(isNear(box.rect.top(), heightOf(layout, parts[i].to)));
    }
    QVERIFY(
        isNear(layout.boxes[0].rect.center().x(), layout.plot.left() + layout.plot.width() / 4));
}

void TestPlotLayout::aWaterfallGoesFromTotalToTotal() {
    const PlotLayout layout = laidOut(plotOf(chartOf(
        Chart::Kind::Waterfall,
        {seriesOf("", {{"before", 100.0}, {"more", 60.0}, {"less", -30.0}, {"after", 130.0}})})));
    const std::vector<std::pair<double, double>> reach{{0, 100}, {100, 160}, {130, 160}, {0, 130}};
    const std::vector<PlotBox::Tone> tones{PlotBox::Tone::Total, PlotBox::Tone::Gain,
                                           PlotBox::Tone::Loss, PlotBox::Tone::Total};
    QCOMPARE(layout.boxes.size(), std::size_t{4});
    for (std::size_t i = 0; i < 4; ++i) {
        QVERIFY(isNear(layout.boxes[i].rect.bottom(), heightOf(layout, reach[i].first)));
        QVERIFY(isNear(layout.boxes[i].rect.top(), heightOf(layout, reach[i].second)));
        QCOMPARE(layout.boxes[i].tone, tones[i]);
    }
    QCOMPARE(textsOf(layout, PlotText::Role::Value).join(u' '),
             QStringLiteral("100.0 +60.0 -30.0 130.0"));
}

void TestPlotLayout::anUnknownStepLeavesTheLevel() {
    const PlotLayout layout = laidOut(plotOf(
        chartOf(Chart::Kind::Waterfall,
                {seriesOf("", {{"before", 100.0}, {"?", {}}, {"more", 20.0}, {"after", 150.0}})})));
    QCOMPARE(layout.boxes.size(), std::size_t{3});
    QVERIFY(isNear(layout.boxes[1].rect.bottom(), heightOf(layout, 100)));
    QVERIFY(isNear(layout.boxes[2].rect.top(), heightOf(layout, 150))); // as it is told
    QVERIFY(textsOf(layout, PlotText::Role::Value).contains(QStringLiteral("–")));
}

void TestPlotLayout::aNarrowWaterfallStandsInRows() {
    const Plot plot = plotOf(test::waterfallSample());
    const PlotLayout narrow = laidOut(plot, {440, 300});
    QCOMPARE(textsOf(narrow, PlotText::Role::Value).size(), 8);
    QVERIFY(textsOf(narrow, PlotText::Role::Value).contains(QStringLiteral("+$1,120.50")));
    QVERIFY(textsOf(narrow, PlotText::Role::Name).contains(QStringLiteral("Longer prompts")));
    QVERIFY(textsOf(narrow, PlotText::Role::AxisTitle).contains(QStringLiteral("Cost")));
    for (std::size_t i = 1; i < narrow.boxes.size(); ++i)
        QVERIFY(narrow.boxes[i].rect.top() > narrow.boxes[i - 1].rect.bottom());
    QVERIFY(isNear(narrow.boxes[1].rect.left(), narrow.boxes[0].rect.right()));
    const PlotLayout wide = laidOut(plot, {1200, 300});
    QVERIFY(isNear(wide.boxes[1].rect.bottom(), wide.boxes[0].rect.top()));
}

void TestPlotLayout::barsOfSeveralSeriesStandSideBySide() {
    const PlotLayout layout =
        laidOut(plotOf(chartOf(Chart::Kind::Bars, {seriesOf("a", {{"x", 10.0}, {"y", -5.0}}),
                                                   seriesOf("b", {{"x", 20.0}, {"y", {}}})})));
    QCOMPARE(layout.boxes.size(), std::size_t{3});
    const QRectF &ax = layout.boxes[0].rect, &ay = layout.boxes[1].rect, &bx = layout.boxes[2].rect;
    QVERIFY(isNear(bx.width(), 2 * ax.width()));
    QVERIFY(isNear(ay.width(), ax.width() / 2));
    QVERIFY(isNear(ay.right(), ax.left())); // both at zero
    QVERIFY(bx.top() >= ax.bottom());
    QVERIFY(ay.top() >= layout.plot.center().y());
    QCOMPARE(layout.samples.size(), std::size_t{2});
    QCOMPARE(textsOf(layout, PlotText::Role::Legend).join(u' '), QStringLiteral("a b"));
}

void TestPlotLayout::intervalsReachFromLowToHighAndPricesAcross() {
    Series medians{"median", {{"Pro", 50.0, {}, 40, 80, 0}}};
    Series prices{"price", {{"Pro", 60.0, {}, {}, {}, 0}}};
    const PlotLayout layout = laidOut(plotOf(chartOf(Chart::Kind::Intervals, {medians, prices})));
    QCOMPARE(layout.spans.size(), std::size_t{1});
    QCOMPARE(layout.dots.size(), std::size_t{2});
    const QLineF span = layout.spans[0].line;
    const double unit = span.dx() / 40; // from 40 to 80
    QVERIFY(isNear(layout.dots[0].at.x(), span.x1() + 10 * unit));
    QVERIFY(isNear(layout.dots[1].at.x(), span.x1() + 20 * unit));
    QCOMPARE(layout.dots[1].shape, views::PlotDot::Shape::Tick);
    QVERIFY(layout.dots[1].size > 20); // across the row
}

/// One of no known length is a dot where it begins; one without a begin is not drawn.
void TestPlotLayout::spansReachFromTheirBeginToTheirEnd() {
    Series steps{"step", {{"a", 10.0, {}, 0, 10, 0}, {"b", {}, {}, 20, {}, 1}}};
    Series retries{"retry",
                   {{"c", 5.0, {}, 15, 20, 2}, {"d", {}, {}, {}, {}, 3}, {"e", 0.0, {}, 5, 5, 4}}};
    const PlotLayout layout = laidOut(plotOf(chartOf(Chart::Kind::Spans, {steps, retries})));
    QCOMPARE(layout.boxes.size(), std::size_t{3});
    const QRectF &a = layout.boxes[0].rect, &c = layout.boxes[1].rect, &e = layout.boxes[2].rect;
    QVERIFY(isNear(c.width(), a.width() / 2));
    QVERIFY(isNear(c.left(), a.right() + a.width() / 2));
    QVERIFY(c.top() > a.bottom());
    QVERIFY(isNear(e.width(), 2)); // seen, however short
    QCOMPARE(layout.boxes[1].series, 1);
    QCOMPARE(layout.dots.size(), std::size_t{1});
    QVERIFY(isNear(layout.dots[0].at.x(), a.left() + 2 * a.width()));
    QCOMPARE(layout.targets.size(), std::size_t{5}); // each leads to its row
    QCOMPARE(textsOf(layout, PlotText::Role::Legend).join(u' '), QStringLiteral("step retry"));
    const PlotLayout begins = laidOut(plotOf(chartOf(
        Chart::Kind::Spans, {Series{"step", {{"a", {}, {}, 0, {}, 0}, {"b", {}, {}, 9, {}, 1}}}})));
    QVERIFY(textsOf(begins, PlotText::Role::Note).isEmpty()); // something is known
    QCOMPARE(begins.dots.size(), std::size_t{2});
}

void TestPlotLayout::linesBreakAtGaps() {
    const PlotLayout layout = laidOut(plotOf(chartOf(
        Chart::Kind::Lines,
        {seriesOf("a", {{"1", 1.0}, {"2", 2.0}, {"3", {}}, {"4", 4.0}, {"5", {}}, {"6", 6.0}}),
         seriesOf("b", {{"1", 1.0}, {"2", 1.0}, {"6", 1.0}})}))); // without 3 to 5
    std::vector<qsizetype> a, b;
    for (const auto& curve : layout.curves)
        (curve.series == 0 ? a : b).push_back(curve.points.size());
    QCOMPARE(a, (std::vector<qsizetype>{2, 1, 1}));
    QCOMPARE(b, (std::vector<qsizetype>{2, 1}));
    for (const auto& curve : layout.curves) // a point alone is a dot
        QVERIFY(std::any_of(layout.dots.begin(), layout.dots.end(),
                            [&](const auto& dot) { return dot.at == curve.points.last(); }));
}

void TestPlotLayout::marksAtXStandInProportion() {
    const Series series{"a",
                        {test::pointAt(0, 0.0), test::pointAt(10, 10.0), test::pointAt(40, 20.0)}};
    const PlotLayout layout = laidOut(plotOf(chartOf(Chart::Kind::Lines, {series})));
    QCOMPARE(layout.curves.size(), std::size_t{1});
    const QPolygonF& points = layout.curves[0].points;
    QVERIFY(isNear(points[0].x(), layout.plot.left()));
    QVERIFY(isNear(points[2].x(), layout.plot.right()));
    QVERIFY(isNear(points[1].x(), layout.plot.left() + layout.plot.width() / 4));
    QVERIFY(isNear(points[1].y(), (points[0].y() + points[2].y()) / 2));
    QVERIFY(isNear(points[1].y(), heightOf(layout, 10)));
}

void TestPlotLayout::stepsHoldUntilTheNextPoint() {
    const Series series{"a", {test::pointAt(0, 15.0), test::pointAt(5, 10.0)}};
    const Series longer{"b", {test::pointAt(0, 1.0), test::pointAt(10, 1.0)}};
    const PlotLayout layout = laidOut(plotOf(chartOf(Chart::Kind::Steps, {series, longer})));
    const QPolygonF& points = layout.curves[0].points;
    QCOMPARE(points.size(), qsizetype{4}); // there, along, down, and on to the end
    QCOMPARE(points[1].y(), points[0].y());
    QCOMPARE(points[2].x(), points[1].x());
    QVERIFY(isNear(points[2].y(), heightOf(layout, 10)));
    QVERIFY(isNear(points[3].x(), layout.plot.right()));
}

void TestPlotLayout::namesStandAtLineEndsWhereTheyFit() {
    const PlotLayout layout =
        laidOut(plotOf(chartOf(Chart::Kind::Lines, {seriesOf("up", {{"1", 1.0}, {"2", 9.0}}),
                                                    seriesOf("down", {{"1", 5.0}, {"2", 1.0}})})));
    QVERIFY(layout.samples.empty());
    int named = 0;
    for (const PlotText& text : layout.texts) {
        if (text.role != PlotText::Role::Series)
            continue;
        ++named;
        const auto curve = std::find_if(layout.curves.begin(), layout.curves.end(),
                                        [&](const auto& c) { return c.series == text.series; });
        QVERIFY(isNear(text.box.center().y(), curve->points.last().y()));
        QVERIFY(text.box.left() > curve->points.last().x());
    }
    QCOMPARE(named, 2);
}

void TestPlotLayout::namesThatMeetGoToALegend() {
    const PlotLayout layout = laidOut(plotOf(test::lorenzSample())); // all end at 100 %
    QVERIFY(textsOf(layout, PlotText::Role::Series).isEmpty());
    QCOMPARE(textsOf(layout, PlotText::Role::Legend).join(u'|'),
             QStringLiteral("Cost|Revenue|All equal"));
}

void TestPlotLayout::theReferenceIsInSightHoweverFar() {
    Chart chart = chartOf(Chart::Kind::Lines, {seriesOf("a", {{"1", 1.0}, {"2", 2.0}})});
    chart.reference = 50;
    chart.referenceLabel = "Budget";
    const PlotLayout layout = laidOut(plotOf(chart));
    QVERIFY(layout.values.high >= 50);
    const auto rule = std::find_if(layout.rules.begin(), layout.rules.end(), [](const auto& r) {
        return r.role == views::PlotRule::Role::Reference;
    });
    QVERIFY(rule != layout.rules.end());
    QVERIFY(isNear(rule->line.y1(), heightOf(layout, 50)));
    QCOMPARE(textsOf(layout, PlotText::Role::Reference).join(u' '), QStringLiteral("Budget"));
}

void TestPlotLayout::longNamesAreElidedAndStayInside() {
    const std::string longName(300, 'w');
    const PlotLayout layout =
        laidOut(plotOf(chartOf(Chart::Kind::Bars, {seriesOf(longName, {{longName, 10.0}}),
                                                   seriesOf("b", {{longName, 20.0}})})));
    const QString name = textsOf(layout, PlotText::Role::Name).join(u' ');
    QVERIFY(name.size() < 100);
    QVERIFY(name.contains(QChar(0x2026)));
    QVERIFY(layout.plot.width() > 500);
}

void TestPlotLayout::namesTakeTwoLinesBeforeTheyAreCut() {
    const QFontMetricsF metrics{QFont()};
    const QString name = QStringLiteral("Longer prompts of customers");
    const double width = metrics.horizontalAdvance(QStringLiteral("of customers")) + 8;
    const QStringList lines = views::wrappedName(name, metrics, width);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.front(), QStringLiteral("Longer"));
    QCOMPARE(views::wrappedName(name, metrics, 1000).size(), 1);
    QCOMPARE(views::wrappedName(QStringLiteral("unbreakable-name"), metrics, 40).size(), 1);
}

void TestPlotLayout::thinningKeepsTheExtremes() {
    std::vector<QPointF> points;
    for (int i = 0; i < 1000; ++i) // 100 to a pixel
        points.emplace_back(i / 100.0, i == 537 ? 900 : i == 538 ? -900 : i % 10);
    const std::vector<QPointF> kept = views::thinnedPoints(points);
    QVERIFY(kept.size() <= 40);
    QVERIFY(std::is_sorted(kept.begin(), kept.end(),
                           [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
    for (const int i : {0, 537, 538, 999})
        QVERIFY(std::find(kept.begin(), kept.end(), points[std::size_t(i)]) != kept.end());
    const std::vector<QPointF> few(points.begin(), points.begin() + 3);
    QCOMPARE(views::thinnedPoints(few), few);
    QVERIFY(views::thinnedPoints({}).empty());
}

void TestPlotLayout::theExtremesOfALongLineAreDrawn() {
    Series series{"a", {}};
    for (int i = 0; i < 100'000; ++i)
        series.points.push_back(test::pointAt(i, i == 77'777 ? 500.0 : double(i % 7)));
    const PlotLayout layout = laidOut(plotOf(chartOf(Chart::Kind::Lines, {series})));
    QVERIFY(layout.curves[0].points.size() <= 4 * 900);
    double top = layout.plot.bottom();
    for (const QPointF& point : layout.curves[0].points)
        top = std::min(top, point.y());
    QVERIFY(isNear(top, heightOf(layout, 500)));
}

void TestPlotLayout::everyPictureStaysInsideItsFrame_data() {
    QTest::addColumn<std::string>("name");
    QTest::addColumn<QSizeF>("size");
    for (const auto& [name, chart] : test::sampleCharts())
        for (const QSizeF size : {QSizeF(360, 210), QSizeF(900, 260), QSizeF(1440, 320)})
            QTest::addRow("%s in %d pixels", name.c_str(), int(size.width())) << name << size;
}

void TestPlotLayout::everyPictureStaysInsideItsFrame() {
    QFETCH(std::string, name);
    QFETCH(QSizeF, size);
    const auto charts = test::sampleCharts();
    const auto found = std::find_if(charts.begin(), charts.end(),
                                    [&](const auto& chart) { return chart.first == name; });
    const PlotLayout layout = laidOut(plotOf(found->second), size);
    const QRectF frame = QRectF(QPointF(), size).adjusted(-1, -1, 1, 1);
    const QRectF plot = layout.plot.adjusted(-1, -1, 1, 1);
    QVERIFY(frame.contains(layout.plot));
    QVERIFY(layout.plot.width() > size.width() * 0.4);
    QVERIFY(!layout.targets.empty());
    for (const PlotBox& box : layout.boxes)
        QVERIFY(plot.contains(box.rect.adjusted(0, 0, 1e-3, 1e-3)));
    for (const auto& curve : layout.curves)
        for (const QPointF& point : curve.points)
            QVERIFY(plot.contains(point));
    for (const auto& span : layout.spans)
        QVERIFY(plot.contains(span.line.p1()) && plot.contains(span.line.p2()));
    for (const auto& dot : layout.dots)
        QVERIFY(plot.contains(dot.at));
    for (const PlotText& text : layout.texts) {
        const double width =
            QFontMetricsF(views::fontOf(text.role, QFont())).horizontalAdvance(text.text);
        const double left = text.alignment & Qt::AlignHCenter ? text.box.center().x() - width / 2
                            : text.alignment & Qt::AlignRight ? text.box.right() - width
                                                              : text.box.left();
        QVERIFY2(left > -2 && left + width < size.width() + 2, qPrintable(text.text));
        QVERIFY2(text.box.top() > -2 && text.box.bottom() < size.height() + 3,
                 qPrintable(text.text));
    }
}

void TestPlotLayout::thePointerFindsWhatItIsNear() {
    const PlotLayout whale = laidOut(plotOf(test::whaleSample()));
    const QPointF at = whale.targets[50].anchor;
    QCOMPARE(views::targetAt(whale, at + QPointF(1, 3)), 50);
    QCOMPARE(views::targetAt(whale, QPointF(-500, -500)), -1);
    const PlotLayout fit = laidOut(plotOf(test::fitSample()));
    const QPointF inSecondRow(5, fit.plot.top() + fit.plot.height() * 0.4); // over its name
    QCOMPARE(fit.targets[std::size_t(views::targetAt(fit, inSecondRow))].row, 1);
}

void TestPlotLayout::nothingToDrawDrawsNothing() {
    for (const PlotLayout& layout :
         {laidOut(Plot()), laidOut(plotOf(chartOf(Chart::Kind::Bars, {Series{"a", {}}}))),
          laidOut(plotOf(test::fitSample()), QSizeF(0, 0))}) {
        QVERIFY(layout.texts.empty());
        QVERIFY(layout.targets.empty());
    }
}

QTEST_MAIN(TestPlotLayout)
#include "tst_plot_layout.moc"
