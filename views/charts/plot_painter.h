// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include "views/charts/chart_spec.h"
#include "views/charts/plot_layout.h"

#include <vector>

class QPainter;

namespace ms::views {

/// How a series looks: colours after Okabe and Ito (2008), each at least 3:1 on its ground, and a
/// dash of its own, so that lines are not told apart by colour alone.
struct SeriesLook {
    QColor colour;
    QList<qreal> dash; // of pen widths; empty: a whole line
};
std::vector<SeriesLook> looksOf(const Plot& plot, const QPalette& palette);

/// Paint `layout` with its corner at the painter's origin. All of it is lines, areas and text: a
/// printer or an SVG gets no pixels.
void paintLayout(QPainter& painter, const PlotLayout& layout, const std::vector<SeriesLook>& looks,
                 const QPalette& palette, const QFont& font);

/// A ring around the mark that is looked at.
void paintRing(QPainter& painter, const PlotLayout& layout, const PlotTarget& target,
               const QPalette& palette);

/// What a chart is painted on: the surface of the palette, or whatever is there already.
enum class ChartGround { Surface, None };

/// Paint a whole chart into `rect`, for exports: the finding above unless it is empty, the source
/// below. The same text sizes on every device: scale the painter for more pixels.
void paintChart(QPainter& painter, const QRectF& rect, const QPalette& palette, const QFont& font,
                const ChartSpec& spec, ChartGround ground = ChartGround::Surface);

} // namespace ms::views
