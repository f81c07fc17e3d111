// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFont>
#include <QImage>
#include <QSizeF>
#include <QString>

#include "views/charts/chart_spec.h"
#include "views/charts/plot_painter.h"
#include "views/widgets/theme.h"

#include <optional>

namespace ms::views {

/// How large a picture is and how it looks. `size` is in pixels of 1/96 inch: text sizes follow
/// from it, so that a chart for a slide can be read from the last row.
struct PictureLook {
    QSizeF size{960, 540}; // half a slide of 1920 x 1080
    int dpi = 192;         // of a PNG: 192 makes two dots of a pixel
    ThemeChoice theme = ThemeChoice::Light;
    ChartGround ground = ChartGround::Surface;
};

/// The sizes that people ask for by name: "slide" (16:9), "half-slide", "a4" (landscape),
/// "a5" (landscape: half a page of A4).
std::optional<QSizeF> pictureSizeNamed(const QString& name);
QStringList pictureSizeNames();

/// How many rows of 26 pixels a chart of this height has room for.
std::size_t rowsIn(const QSizeF& size);

/// The font of texts in pictures: the program's own, with digits of one width.
QFont pictureFont(int pixelSize);
/// The one for a chart of this size.
QFont pictureFont(const QSizeF& size);

/// A chart as a file of its own: finding above, source and period below, as vectors (SVG, PDF with
/// embedded fonts) or dots. The same bytes for the same chart. A chart of bars alone is drawn as
/// plots are. CHECKs that there is something to draw.
/// Threads  any, while there is a QGuiApplication.
QByteArray chartSvg(const ChartSpec& spec, const PictureLook& look);
QByteArray chartPdf(const ChartSpec& spec, const PictureLook& look);
QByteArray chartPng(const ChartSpec& spec, const PictureLook& look);
QImage chartImage(const ChartSpec& spec, const PictureLook& look);

/// A PDF as Qt writes it without what differs from one run to the next: the time becomes
/// `isoDate` (2026-06-01), or the first day of 1980 where it is empty.
QByteArray datedPdf(QByteArray pdf, const QString& isoDate);

} // namespace ms::views
