// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>

#include "views/charts/plot_layout.h"

namespace ms::views {

/// What the inside of a plot asks of its axes.
struct FrameWishes {
    AxisRange values;
    double before = 0;  // pixels for texts beyond the lowest value
    double after = 0;   // and beyond the highest
    double endRoom = 0; // right of the plot, for names at line ends
    bool reachesZero = false;
};

/// The axes of a plot: places them, writes their texts into the layout and turns values and
/// positions into pixels. A category `c` reaches from position c to c + 1.
class PlotFrame {
public:
    /// `room`: what the legend leaves.
    PlotFrame(const Plot& plot, const QRectF& room, const QFont& font, const FrameWishes& wishes,
              PlotLayout& layout);

    double pixelOf(double value) const;
    /// Of a category's position or an x.
    double placeOf(double position) const;
    QPointF pointAt(double position, double value) const;
    /// From one position and value to another.
    QRectF boxOf(double fromPosition, double toPosition, double fromValue, double toValue) const;
    double categoryWidth() const;
    /// A line across all categories at `value`.
    QLineF acrossAt(double value) const;

private:
    void arrangeUpwards(const QRectF& room, double endRoom);
    void arrangeAcross(const QRectF& room);
    void writeValues();
    void writePositions();
    void writeNames();
    void writeThinnedNames(double step);
    void writeWrapped(std::size_t category);
    void writeRows();
    void writeTitles(const QRectF& room);
    void writeReference();
    QFontMetricsF metricsOf(PlotText::Role role) const;
    double missingRoom(double wanted, double values) const;
    double widestTick() const;
    double widestName() const;
    double widestRowValue() const;

    const Plot& m_plot;
    const QFont& m_font;
    FrameWishes m_wishes;
    PlotLayout& m_layout;
    bool m_isAcross;
    double m_before = 0; // pixels below the lowest end of the axis, or left of it
    double m_after = 0;  // and beyond the other one
    int m_nameLines = 1;
    double m_valueColumn = 0; // right of the names of intervals
};

/// `text` in at most two lines of `width`, elided.
QStringList wrappedName(const QString& text, const QFontMetricsF& metrics, double width);

} // namespace ms::views
