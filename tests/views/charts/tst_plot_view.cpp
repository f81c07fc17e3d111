// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: plot_painter.cpp, plot_words.cpp
#include "views/charts/plot_view.h"

#include "tests/views/charts/sample_charts.h"
#include "views/charts/chart_panel.h"
#include "views/charts/plot_painter.h"
#include "views/charts/plot_words.h"
#include "views/charts/report_chart.h"
#include "views/charts/report_plot.h"
#include "views/widgets/theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace ms;
using report::Chart;
using views::Plot;
using views::PlotLayout;
using views::PlotView;

class TestPlotView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hoveringACategoryTellsAllItsFigures();
    void hoveringAPointTellsLabelPlaceAndExactFigure();
    void theUnknownIsToldAsUnknown();
    void namesAreTextAndNeverMarkup();
    void aClickNamesTheRow();
    void keysGoFromMarkToMark();
    void theSpokenTextHasEveryFigure();
    void theSpokenTextOfALongLineSaysItsExtremes();
    void thePanelShowsWhatFitsTheChart();
    void everySeriesIsSeenOnBothGrounds();
    void barsAreWhereTheLayoutSays();
    void thePictureFollowsPlotThemeAndPointer();
    void aWholeChartHasFindingAndSource();
};

namespace {

const views::ChartContext kContext{"USD", "UTC", "default", QStringLiteral("May 2026")};

Plot plotOf(const Chart& chart) {
    return views::reportPlot(chart, "USD", 12).plot;
}

QString hoverOf(const Plot& plot, std::size_t target) {
    const PlotLayout layout = views::layoutOf(plot, {900, 320}, QFont());
    return views::hoverText(plot, layout.targets[target]);
}

double luminance(const QColor& colour) {
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

} // namespace

void TestPlotView::hoveringACategoryTellsAllItsFigures() {
    QCOMPARE(hoverOf(plotOf(test::fitSample()), 1),
             QStringLiteral("Pro\nMedian with its interval: $61.50 ($55.00 to $70.00)\n"
                            "10 to 90 % of months: $61.50 ($12.00 to $210.00)\n"
                            "Revenue a month: $49.00"));
}

void TestPlotView::hoveringAPointTellsLabelPlaceAndExactFigure() {
    Chart chart = test::whaleSample();
    chart.series[0].points = {test::pointAt(0, test::units(0)),
                              test::pointAt(3, test::units(12'345.678901), "acme", 2)};
    const Plot plot = plotOf(chart);
    QCOMPARE(hoverOf(plot, 1), QStringLiteral("acme\nMargin piled up: $12,345.678901\n"
                                              "Customers, best margin first: 3"));
    QCOMPARE(hoverOf(plot, 0),
             QStringLiteral("Customers, best margin first: 0\nMargin piled up: $0.00"));
}

void TestPlotView::theUnknownIsToldAsUnknown() {
    QCOMPARE(hoverOf(plotOf(test::waterfallSample()), 6),
             QStringLiteral("Prices\nCost: Not known"));
}

void TestPlotView::namesAreTextAndNeverMarkup() {
    const Plot plot = plotOf(test::fitSample());
    const PlotLayout layout = views::layoutOf(plot, {900, 320}, QFont());
    bool isSeen = false; // drawn as it is: a painter knows no markup
    for (const auto& text : layout.texts)
        isSeen |= text.text.contains(QStringLiteral("<beta> &"));
    QVERIFY(isSeen);
    views::ChartPanel panel;
    views::ChartSpec spec = views::reportChart(test::fitSample(), kContext, 12);
    panel.setSpec(spec);
    QVERIFY(views::spokenText(spec).contains(QStringLiteral("Team <beta> & friends")));
    QVERIFY(hoverOf(plot, 2).startsWith(QStringLiteral("Team <beta> & friends")));
}

void TestPlotView::aClickNamesTheRow() {
    PlotView view;
    view.resize(900, 320);
    view.setPlot(plotOf(test::fitSample()));
    view.show();
    QSignalSpy clicked(&view, &PlotView::rowClicked);
    const auto& targets = view.layoutInForce().targets;
    QTest::mouseClick(&view, Qt::LeftButton, {}, targets[2].area.center().toPoint());
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][0].toInt(), 2);
    view.setPlot(plotOf(test::lorenzSample())); // nothing behind its points
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.layoutInForce().targets[5].anchor.toPoint());
    QCOMPARE(clicked.count(), 1);
}

void TestPlotView::keysGoFromMarkToMark() {
    PlotView view;
    view.resize(900, 320);
    view.setPlot(plotOf(test::monthsSample()));
    view.show();
    QSignalSpy clicked(&view, &PlotView::rowClicked);
    QTest::keyClick(&view, Qt::Key_Return); // nothing is looked at yet
    QCOMPARE(clicked.count(), 0);
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY(view.currentText().startsWith(QStringLiteral("2026-01\n")));
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(clicked[0][0].toInt(), 1);
    QTest::keyClick(&view, Qt::Key_End);
    QTest::keyClick(&view, Qt::Key_Right); // stays
    QVERIFY(view.currentText().startsWith(QStringLiteral("2026-06\n")));
    QTest::keyClick(&view, Qt::Key_Home);
    QVERIFY(view.currentText().startsWith(QStringLiteral("2026-01\n")));
}

void TestPlotView::theSpokenTextHasEveryFigure() {
    const views::ChartSpec spec = views::reportChart(test::barsSample(), kContext, 12);
    const QString spoken = views::spokenText(spec);
    QVERIFY(spoken.startsWith(spec.title));
    QVERIFY(spoken.contains(QStringLiteral("Cost per success, USD")));
    QVERIFY(spoken.contains(QStringLiteral("May 2026\nchat: $0.0562\n")));
    QVERIFY(spoken.contains(QStringLiteral("classification: not known")));
    const QString fit = views::spokenText(views::reportChart(test::fitSample(), kContext, 12));
    QVERIFY(fit.contains(QStringLiteral("Pro: $61.50 ($55.00 to $70.00)")));
}

void TestPlotView::theSpokenTextOfALongLineSaysItsExtremes() {
    Chart chart = test::whaleSample();
    chart.valueKind = report::Column::Kind::Count;
    chart.series[0].points.clear();
    for (int i = 0; i < 4000; ++i)
        chart.series[0].points.push_back(test::pointAt(
            i, i == 9 ? report::Cell{} : report::Cell{core::Int128{i == 77 ? 9'999 : i % 50}}));
    const QStringList lines = views::spokenLines(plotOf(chart));
    QVERIFY(lines.size() < 12);
    QVERIFY(lines.contains(QStringLiteral("highest, Customers, best margin first: 77: 9,999")));
    QVERIFY(lines.contains(QStringLiteral("4000 figures, 1 of them not known")));
}

void TestPlotView::thePanelShowsWhatFitsTheChart() {
    views::ChartPanel panel;
    panel.setSpec(views::reportChart(test::whaleSample(), kContext, 8));
    auto* plot = panel.findChild<PlotView*>();
    QVERIFY(!plot->isHidden());
    QCOMPARE(plot->height(), plot->heightForPlot());
    QCOMPARE(plot->accessibleName(), QString::fromStdString(test::whaleSample().title));
    QVERIFY(plot->accessibleDescription().contains(QStringLiteral("Margin piled up, USD")));
    QSignalSpy clicked(&panel, &views::ChartPanel::rowClicked);
    Q_EMIT plot->rowClicked(4);
    QCOMPARE(clicked.count(), 1);
    panel.toggleFolded();
    QVERIFY(plot->isHidden());
    panel.toggleFolded();
    Chart bars = test::barsSample();
    bars.series.resize(1);
    panel.setSpec(views::reportChart(bars, kContext, 8));
    QVERIFY(plot->isHidden());
    panel.setSpec({});
    QVERIFY(plot->isHidden());
}

void TestPlotView::everySeriesIsSeenOnBothGrounds() {
    Plot plot;
    plot.series.resize(9);
    plot.series[3].isYardstick = true;
    auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
    for (const auto theme : {views::ThemeChoice::Light, views::ThemeChoice::Dark}) {
        views::applyTheme(application, theme);
        const QPalette palette = QApplication::palette();
        const auto looks = views::looksOf(plot, palette);
        QCOMPARE(looks.size(), plot.series.size());
        for (const auto& look : looks)
            QVERIFY2(contrast(look.colour, views::coloursOf(palette).surface) >= 3,
                     qPrintable(look.colour.name()));
        for (std::size_t i = 0; i < looks.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(looks[i].colour != looks[j].colour || looks[i].dash != looks[j].dash);
    }
    views::applyTheme(application, views::ThemeChoice::Light);
}

void TestPlotView::barsAreWhereTheLayoutSays() {
    const Plot plot = plotOf(test::columnsSample());
    const QSize size(900, 320);
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    const PlotLayout layout = views::layoutOf(plot, size, QFont());
    const auto looks = views::looksOf(plot, QApplication::palette());
    views::paintLayout(painter, layout, looks, QApplication::palette(), QFont());
    painter.end();
    int seen = 0;
    for (const auto& box : layout.boxes) {
        if (box.rect.height() < 6)
            continue;
        QCOMPARE(image.pixelColor(box.rect.center().toPoint()),
                 looks[std::size_t(box.series)].colour);
        ++seen;
    }
    QVERIFY(seen > 50);
}

void TestPlotView::thePictureFollowsPlotThemeAndPointer() {
    auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
    PlotView view;
    view.resize(900, 320);
    view.setPlot(plotOf(test::whaleSample()));
    view.show();
    const QImage whale = view.grab().toImage();
    QCOMPARE(view.grab().toImage(), whale);
    view.setPlot(plotOf(test::monthsSample()));
    const QImage months = view.grab().toImage();
    QVERIFY(months != whale);
    QTest::mouseMove(&view, view.layoutInForce().targets[1].area.center().toPoint());
    QTRY_VERIFY(!view.currentText().isEmpty());
    QVERIFY(view.grab().toImage() != months); // what is looked at stands out
    views::applyTheme(application, views::ThemeChoice::Dark);
    QCOMPARE(view.grab().toImage().pixelColor(1, 1),
             views::coloursOf(QApplication::palette()).surface);
    views::applyTheme(application, views::ThemeChoice::Light);
    QCOMPARE(view.grab().toImage().pixelColor(1, 1),
             views::coloursOf(QApplication::palette()).surface);
}

void TestPlotView::aWholeChartHasFindingAndSource() {
    const views::ChartSpec spec = views::reportChart(test::whaleSample(), kContext, 12);
    const QRect rect(0, 0, 900, 480);
    QImage image(rect.size(), QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    views::paintChart(painter, rect, QApplication::palette(), QFont(), spec);
    painter.end();
    const auto inked = [&](const QRect& part) {
        const QRgb ground = image.pixel(2, 2);
        for (int y = part.top(); y <= part.bottom(); ++y)
            for (int x = part.left(); x <= part.right(); ++x)
                if (image.pixel(x, y) != ground)
                    return true;
        return false;
    };
    QVERIFY(inked({10, 8, 500, 24}));     // the finding
    QVERIFY(inked({10, 450, 300, 22}));   // the source
    QVERIFY(inked({200, 100, 500, 250})); // the plot
    QCOMPARE(image.pixelColor(899, 479), views::coloursOf(QApplication::palette()).surface);
}

QTEST_MAIN(TestPlotView)
#include "tst_plot_view.moc"
