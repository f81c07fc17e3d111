// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: plot_painter.cpp
#include "views/charts/chart_picture.h"

#include <QPainter>
#include <QSvgRenderer>
#include <QTest>
#include <QThread>

#include "tests/views/charts/sample_charts.h"
#include "views/charts/report_chart.h"

using namespace ms;
using views::ChartGround;
using views::PictureLook;

class TestChartPicture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dotsFollowFromSizeAndDpi();
    void aTransparentPictureHasNoGround();
    void darkIsDark();
    void svgShowsWhatPngShows();
    void stripesStayInTheirBars();
    void pdfHasVectorsAndItsFonts();
    void theSameChartIsTheSameBytes();
    void textGrowsWithThePicture();
    void sizesHaveNames();
};

namespace {

const views::ChartContext kContext{"USD", "UTC", "default", QStringLiteral("May 2026"), nullptr};

views::ChartSpec losses() {
    report::Chart chart;
    chart.title = "<b>Acme</b> loses $40.00.";
    chart.xTitle = "Margin";
    chart.series.resize(1);
    for (const int amount : {-40, -12, 25, 60})
        chart.series[0].points.push_back(
            {"tenant " + std::to_string(amount),
             core::MoneySum::fromPicos(core::Int128(amount) * core::kPicosPerUnit),
             {},
             {},
             {},
             -1});
    return views::pictureOf(chart, kContext, 8);
}

/// How much of two pictures of one size differs, as a share of their pixels.
double difference(const QImage& a, const QImage& b) {
    qint64 different = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            if (std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) +
                    std::abs(qBlue(p) - qBlue(q)) >
                120)
                ++different;
        }
    return double(different) / double(qint64(a.width()) * a.height());
}

} // namespace

void TestChartPicture::dotsFollowFromSizeAndDpi() {
    PictureLook look;
    look.size = {400, 300};
    look.dpi = 300;
    const QImage image = QImage::fromData(views::chartPng(losses(), look), "PNG");
    QCOMPARE(image.size(), QSize(1250, 938));
    QCOMPARE(image.dotsPerMeterX(), 11811);
}

void TestChartPicture::aTransparentPictureHasNoGround() {
    PictureLook look;
    QCOMPARE(views::chartImage(losses(), look).pixelColor(2, 2), QColor(Qt::white));
    look.ground = ChartGround::None;
    QCOMPARE(views::chartImage(losses(), look).pixelColor(2, 2).alpha(), 0);
}

void TestChartPicture::darkIsDark() {
    PictureLook look;
    look.theme = views::ThemeChoice::Dark;
    QVERIFY(views::chartImage(losses(), look).pixelColor(2, 2).lightness() < 60);
}

void TestChartPicture::svgShowsWhatPngShows() {
    PictureLook look;
    look.dpi = 96;
    const QImage png = views::chartImage(losses(), look);
    QSvgRenderer svg(views::chartSvg(losses(), look));
    QVERIFY(svg.isValid());
    QImage drawn(png.size(), QImage::Format_ARGB32_Premultiplied);
    drawn.fill(Qt::white);
    QPainter painter(&drawn);
    svg.render(&painter);
    painter.end();
    QVERIFY2(difference(png, drawn) < 0.03, qPrintable(QString::number(difference(png, drawn))));
    const QString text = QString::fromUtf8(views::chartSvg(losses(), look));
    QVERIFY(text.contains(QStringLiteral("&lt;b&gt;Acme&lt;/b&gt; loses $40.00.")));
}

/// Left of the loss that reaches furthest there is nothing but its figure.
void TestChartPicture::stripesStayInTheirBars() {
    PictureLook look;
    look.dpi = 96;
    QSvgRenderer svg(views::chartSvg(losses(), look));
    QImage drawn(look.size.toSize(), QImage::Format_RGB32);
    drawn.fill(Qt::white);
    QPainter painter(&drawn);
    svg.render(&painter);
    painter.end();
    const QImage png = views::chartImage(losses(), look);
    const QColor loss = views::coloursOf(views::paletteOf(look.theme)).loss;
    const auto inked = [&](const QImage& image) {
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                count += std::abs(pixel.red() - loss.red()) < 40 &&
                         std::abs(pixel.green() - loss.green()) < 40 &&
                         std::abs(pixel.blue() - loss.blue()) < 40;
            }
        return count;
    };
    const double ratio = double(inked(drawn)) / double(std::max(1, inked(png)));
    QVERIFY2(ratio > 0.8 && ratio < 1.25, qPrintable(QString::number(ratio)));
}

void TestChartPicture::pdfHasVectorsAndItsFonts() {
    const QByteArray pdf = views::chartPdf(losses(), {});
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.contains("/FontFile2"));
    QVERIFY(!pdf.contains("/Subtype /Image"));
    QVERIFY(pdf.contains("/MediaBox [0 0 720")); // 960 pixels of 1/96 inch
}

void TestChartPicture::theSameChartIsTheSameBytes() {
    const QByteArray pdf = views::chartPdf(losses(), {});
    const QByteArray svg = views::chartSvg(losses(), {});
    const QByteArray png = views::chartPng(losses(), {});
    QThread::msleep(1100);
    QVERIFY(pdf == views::chartPdf(losses(), {}));
    QVERIFY(svg == views::chartSvg(losses(), {}));
    QVERIFY(png == views::chartPng(losses(), {}));
    QCOMPARE(views::datedPdf("no PDF", QStringLiteral("2026-06-01")), QByteArray("no PDF"));
}

void TestChartPicture::textGrowsWithThePicture() {
    QVERIFY(views::pictureFont(QSizeF(1280, 720)).pixelSize() >= 18);
    QCOMPARE(views::pictureFont(QSizeF(300, 200)).pixelSize(), 10);
    QCOMPARE(views::rowsIn(QSizeF(300, 100)), std::size_t{3});
}

void TestChartPicture::sizesHaveNames() {
    for (const QString& name : views::pictureSizeNames())
        QVERIFY(views::pictureSizeNamed(name));
    QVERIFY(!views::pictureSizeNamed(QStringLiteral("poster")));
}

QTEST_MAIN(TestChartPicture)
#include "tst_chart_picture.moc"
