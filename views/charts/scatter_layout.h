// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPointF>

#include "models/analysis/scatter.h"
#include "views/charts/plot_layout.h"

#include <string>
#include <vector>

namespace ms::views {

/// A mark in pixels: the larger and the stronger, the more stand there.
struct ScatterDot {
    QPointF at;
    double size = 0;      // diameter
    double strength = 1;  // opacity
    std::size_t mark = 0; // of the scatter
};

/// A scatter in pixels, and the way back from pixels to positions.
struct ScatterLayout {
    PlotLayout axes;                 // rules and texts
    stats::PlaneBox shown;           // positions at the edges of the plot
    std::vector<ScatterDot> dots;    // crowds first, so that single ones are seen on them
    std::vector<ScatterDot> samples; // of the legend

    const QRectF& plot() const { return axes.plot; }
    QPointF pixelOf(const stats::PlanePoint& position) const;
    /// Of a pixel; those beside the plot count as its nearest.
    stats::PlanePoint positionAt(const QPointF& pixel) const;
    /// A region in pixels; its inside is Qt::WindingFill's.
    QPainterPath pathOf(const stats::PlaneRegion& region) const;
    /// The nearest dot within reach of a pointer; null: none.
    const ScatterDot* dotAt(const QPointF& pixel) const;
};

/// Axes with powers of ten or even steps, zero in its lane, dots and their legend.
/// Cost  linear in marks.
ScatterLayout scatterLayout(const analysis::Scatter& scatter, const std::string& currency,
                            const QSizeF& size, const QFont& font);

/// A figure of an axis as people read it: "$0.0042", "1,204 prompt tokens".
QString figureText(analysis::ScatterMeasure measure, std::int64_t value,
                   const std::string& currency);

} // namespace ms::views
