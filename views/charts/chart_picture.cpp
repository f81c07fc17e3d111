// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_picture.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "models/core/check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ms::views {
namespace {

constexpr double kDotsPerInch = 96; // of the pixels that sizes are in
constexpr double kPointsPerInch = 72;
constexpr int kPdfDpi = 1200;
constexpr double kRowPixels = 26;
constexpr double kAroundRows = 110; // title, axis and source of a chart
constexpr double kTextShare = 38;   // of the height: a line of text

struct NamedSize {
    const char* name;
    QSizeF size;
};

/// A slide of PowerPoint is 13.33 x 7.5 inches.
const std::array<NamedSize, 4>& namedSizes() {
    static const std::array<NamedSize, 4> sizes{{{"slide", QSizeF(1280, 720)},
                                                 {"half-slide", QSizeF(640, 560)},
                                                 {"a4", QSizeF(1008, 680)},
                                                 {"a5", QSizeF(680, 454)}}};
    return sizes;
}

/// The bars of a chart as a plot: the axis has plain numbers, whose unit its title says.
Plot plotOf(const ChartSpec& spec) {
    Plot plot;
    plot.kind = Plot::Kind::Bars;
    plot.xTitle = spec.axisTitle;
    plot.valueKind = report::Column::Kind::Number;
    PlotSeries& series = plot.series.emplace_back();
    for (const ChartBar& bar : spec.bars) {
        PlotMark& mark = series.marks.emplace_back();
        mark.value = bar.value;
        mark.label = bar.label;
        mark.valueText = bar.valueText;
        mark.category = int(plot.categories.size());
        plot.categories.push_back(bar.label);
    }
    plot.rows = std::max<std::size_t>(spec.bars.size(), 1);
    return plot;
}

void paintOn(QPaintDevice& device, double scale, ChartSpec spec, const PictureLook& look) {
    CHECK(!spec.isEmpty(), "There is nothing to draw.");
    if (!spec.plot)
        spec.plot = plotOf(spec);
    QPainter painter(&device);
    painter.scale(scale, scale);
    paintChart(painter, QRectF(QPointF(), look.size), paletteOf(look.theme), pictureFont(look.size),
               spec, look.ground);
}

} // namespace

std::optional<QSizeF> pictureSizeNamed(const QString& name) {
    for (const NamedSize& named : namedSizes())
        if (name == QLatin1String(named.name))
            return named.size;
    return std::nullopt;
}

QStringList pictureSizeNames() {
    QStringList names;
    for (const NamedSize& named : namedSizes())
        names << QString::fromLatin1(named.name);
    return names;
}

std::size_t rowsIn(const QSizeF& size) {
    return std::size_t(std::clamp((size.height() - kAroundRows) / kRowPixels, 3.0, 60.0));
}

QFont pictureFont(int pixelSize) {
    QFont font = tabularFont(QGuiApplication::font());
    font.setPixelSize(pixelSize);
    font.setHintingPreference(QFont::PreferNoHinting); // as wide on a screen as on paper
    // A spacing of 100 % changes no width, but keeps Qt from joining letters: who searches a PDF
    // for "first" finds it.
    font.setLetterSpacing(QFont::PercentageSpacing, 100);
    return font;
}

QFont pictureFont(const QSizeF& size) {
    return pictureFont(int(std::clamp(size.height() / kTextShare, 10.0, 48.0)));
}

QByteArray chartSvg(const ChartSpec& spec, const PictureLook& look) {
    QByteArray svg;
    QBuffer buffer(&svg);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(int(kDotsPerInch));
    generator.setSize(look.size.toSize());
    generator.setViewBox(QRectF(QPointF(), look.size));
    generator.setTitle(spec.title);
    generator.setDescription(spec.source);
    paintOn(generator, 1, spec, look);
    return svg;
}

QByteArray chartPdf(const ChartSpec& spec, const PictureLook& look) {
    QByteArray pdf;
    {
        QBuffer buffer(&pdf);
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setResolution(kPdfDpi);
        writer.setPageSize(QPageSize(look.size * kPointsPerInch / kDotsPerInch, QPageSize::Point));
        writer.setPageMargins(QMarginsF());
        writer.setTitle(spec.title);
        writer.setCreator(QStringLiteral("MarginScope"));
        paintOn(writer, kPdfDpi / kDotsPerInch, spec, look);
    }
    return datedPdf(std::move(pdf), {});
}

QImage chartImage(const ChartSpec& spec, const PictureLook& look) {
    const double scale = look.dpi / kDotsPerInch;
    QImage image((look.size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    image.setDotsPerMeterX(int(std::lround(look.dpi / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    paintOn(image, scale, spec, look);
    return image;
}

QByteArray chartPng(const ChartSpec& spec, const PictureLook& look) {
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    chartImage(spec, look).save(&buffer, "PNG");
    return png;
}

QByteArray datedPdf(QByteArray pdf, const QString& isoDate) {
    const QString day =
        isoDate.isEmpty() ? QStringLiteral("19800101") : QString(isoDate).remove(u'-');
    static const QByteArray kKey("/CreationDate (D:");
    const qsizetype at = pdf.lastIndexOf(kKey);
    const qsizetype end = at < 0 ? -1 : pdf.indexOf(')', at);
    if (end < 0)
        return pdf;
    const qsizetype begin = at + kKey.size();
    // As long as it was: the file says where each of its parts begins.
    const QByteArray time =
        (day.toLatin1() + "000000Z00'00'").leftJustified(end - begin, ' ', true);
    return pdf.replace(begin, end - begin, time);
}

} // namespace ms::views
