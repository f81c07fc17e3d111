// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/plot_legend.h"

#include <QFontMetricsF>

#include "views/charts/plot_size.h"

#include <algorithm>
#include <cmath>

namespace ms::views {
namespace {

using Role = PlotText::Role;
using Kind = Plot::Kind;

constexpr double kSampleWidth = 18;
constexpr double kGap = 6;
constexpr double kBetween = 18;
constexpr double kMostNameWidth = 240;

PlotSample::Shape sampleOf(const Plot& plot, const PlotSeries& series) {
    switch (plot.kind) {
    case Kind::Lines:
    case Kind::Steps:
        return PlotSample::Shape::Line;
    case Kind::Scatter:
        return PlotSample::Shape::Dot;
    case Kind::Intervals:
        return hasIntervals(series) || lanesOf(plot) == 0 ? PlotSample::Shape::Span
                                                          : PlotSample::Shape::Tick;
    default:
        return PlotSample::Shape::Box;
    }
}

/// Where the line of `series` ends; nothing where it does not reach the right quarter of the plot.
std::optional<QPointF> endOf(const PlotLayout& layout, int series) {
    std::optional<QPointF> end;
    for (const PlotCurve& curve : layout.curves)
        if (curve.series == series && !curve.points.isEmpty())
            end = curve.points.last();
    const double least = layout.plot.right() - layout.plot.width() / 4;
    return end && end->x() >= least ? end : std::nullopt;
}

} // namespace

QRectF writeLegend(const Plot& plot, const QRectF& room, const QFont& font, PlotLayout& layout) {
    const QFontMetricsF metrics(fontOf(Role::Legend, font));
    const double height = metrics.height() + kGap;
    double x = room.left() + 4;
    double y = room.top();
    for (std::size_t s = 0; s < plot.series.size(); ++s) {
        const double most = std::min(kMostNameWidth, room.width() - kSampleWidth - 2 * kGap);
        const QString name = metrics.elidedText(plot.series[s].name, Qt::ElideMiddle, most);
        const double width = kSampleWidth + kGap + std::ceil(metrics.horizontalAdvance(name)) + 2;
        if (x > room.left() + 4 && x + width > room.right()) {
            x = room.left() + 4;
            y += height;
        }
        layout.samples.push_back(
            {QRectF(x, y, kSampleWidth, metrics.height()), sampleOf(plot, plot.series[s]), int(s)});
        layout.texts.push_back(
            {QRectF(x + kSampleWidth + kGap, y, width - kSampleWidth - kGap, metrics.height()),
             Qt::AlignLeft, name, Role::Legend, int(s)});
        x += width + kBetween;
    }
    return room.adjusted(0, y - room.top() + height + 2, 0, 0);
}

double endNameRoom(const Plot& plot, double width, const QFont& font) {
    const QFontMetricsF metrics(fontOf(Role::Series, font));
    double widest = 0;
    for (const PlotSeries& series : plot.series)
        widest = std::max(widest, metrics.horizontalAdvance(series.name));
    return std::min(std::ceil(widest) + kGap, width / 4);
}

bool writeEndNames(const Plot& plot, const QFont& font, PlotLayout& layout) {
    const QFontMetricsF metrics(fontOf(Role::Series, font));
    std::vector<PlotText> names;
    for (std::size_t s = 0; s < plot.series.size(); ++s) {
        const auto end = endOf(layout, int(s));
        if (!end)
            return false;
        const double left = end->x() + kGap + 2;
        const double width = layout.size.width() - left - 2;
        const QRectF box(left, end->y() - metrics.height() / 2, width, metrics.height());
        for (const PlotText& name : names)
            if (std::abs(name.box.center().y() - box.center().y()) < metrics.height() * 0.9)
                return false;
        names.push_back({box, Qt::AlignLeft,
                         metrics.elidedText(plot.series[s].name, Qt::ElideMiddle, width),
                         Role::Series, int(s)});
    }
    layout.texts.insert(layout.texts.end(), names.begin(), names.end());
    return true;
}

} // namespace ms::views
