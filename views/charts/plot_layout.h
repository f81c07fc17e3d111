// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include "views/charts/axis_scale.h"
#include "views/charts/plot.h"

#include <vector>

namespace ms::views {

/// A text that fits its box in one line.
struct PlotText {
    enum class Role { Axis, AxisTitle, Name, Value, RowValue, Legend, Series, Reference, Note };
    QRectF box;
    Qt::Alignment alignment = Qt::AlignLeft;
    QString text;
    Role role = Role::Axis;
    int series = -1;
};

struct PlotRule {
    enum class Role { Grid, Zero, Reference, Connector };
    QLineF line;
    Role role = Role::Grid;
};

/// A bar or a part of one.
struct PlotBox {
    enum class Tone { Series, Gain, Loss, Total };
    QRectF rect;
    Tone tone = Tone::Series;
    int series = 0;
};

/// A line without a gap.
struct PlotCurve {
    QPolygonF points;
    int series = 0;
};

/// The interval around a curve.
struct PlotArea {
    QPolygonF outline;
    int series = 0;
};

/// An interval on its lane; the first series is heavier than the others.
struct PlotSpan {
    QLineF line;
    int series = 0;
    bool isHeavy = false;
};

struct PlotDot {
    enum class Shape { Round, Tick }; // a tick stands across all lanes of its row
    QPointF at;
    Shape shape = Shape::Round;
    int series = 0;
    double size = 7; // diameter, or length of the tick
};

/// What the legend shows before a name.
struct PlotSample {
    enum class Shape { Box, Line, Span, Tick, Dot };
    QRectF box;
    Shape shape = Shape::Line;
    int series = 0;
};

/// Where the pointer finds a mark, or all marks of a category.
struct PlotTarget {
    QRectF area; // empty: only near the anchor
    QPointF anchor;
    int category = -1; // of the plot, or -1 and:
    int series = -1;
    int mark = -1; // of the series
    int row = -1;  // of the table
};

/// A plot in pixels: where everything stands, and nothing of how it is coloured.
struct PlotLayout {
    QSizeF size;
    QRectF plot; // between the axes
    AxisScale values;
    AxisScale positions; // of the x axis, where marks stand at x
    std::vector<PlotText> texts;
    std::vector<PlotRule> rules;
    std::vector<PlotBox> boxes;
    std::vector<PlotArea> areas;
    std::vector<PlotCurve> curves;
    std::vector<PlotSpan> spans;
    std::vector<PlotDot> dots;
    std::vector<PlotSample> samples;
    std::vector<PlotTarget> targets; // in reading order
};

/// Lay `plot` out in `size` with texts in `font` and smaller ones. Names that have no room are
/// elided. Lines of more points than pixels are thinned out, their extremes stay.
/// Cost    linear in the number of marks.
PlotLayout layoutOf(const Plot& plot, const QSizeF& size, const QFont& font);

/// The target at `point`: the one whose area it is in, else the nearest one in reach. -1: none.
int targetAt(const PlotLayout& layout, const QPointF& point);

/// The font of a text of this role, from that of the plot.
QFont fontOf(PlotText::Role role, const QFont& font);

} // namespace ms::views
