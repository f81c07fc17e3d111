// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/plot_layout.h"

#include <QCoreApplication>

#include "views/charts/band_layout.h"
#include "views/charts/curve_layout.h"
#include "views/charts/plot_legend.h"
#include "views/widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ms::views {
namespace {

constexpr double kReach = 40; // pixels from which the nearest mark is still meant

template <class Is>
bool anyMark(const Plot& plot, const Is& is) {
    return std::any_of(plot.series.begin(), plot.series.end(), [&](const PlotSeries& series) {
        return std::any_of(series.marks.begin(), series.marks.end(), is);
    });
}

} // namespace

PlotLayout layoutOf(const Plot& plot, const QSizeF& size, const QFont& font) {
    PlotLayout layout;
    layout.size = size;
    QRectF room(QPointF(), size);
    if (!anyMark(plot, [](const PlotMark&) { return true; }) || size.isEmpty())
        return layout;
    switch (plot.kind) {
    case Plot::Kind::Lines:
    case Plot::Kind::Steps:
    case Plot::Kind::Scatter:
        layOutCurves(plot, room, font, layout);
        break;
    default:
        if (plot.series.size() > 1)
            room = writeLegend(plot, room, font, layout);
        if (isTooNarrow(plot, size.width(), font)) {
            Plot turned = plot;
            turned.isTurned = true;
            std::swap(turned.xTitle, turned.yTitle);
            layOutBands(turned, room, font, layout);
        } else {
            layOutBands(plot, room, font, layout);
        }
    }
    if (!anyMark(plot, [&](const PlotMark& mark) { return plot.isKnown(mark); }))
        layout.texts.push_back({layout.plot, Qt::AlignCenter,
                                QCoreApplication::translate("ms::views", "Not known"),
                                PlotText::Role::Note, -1});
    return layout;
}

int targetAt(const PlotLayout& layout, const QPointF& point) {
    int nearest = -1;
    double least = kReach;
    for (std::size_t i = 0; i < layout.targets.size(); ++i) {
        const PlotTarget& target = layout.targets[i];
        if (!target.area.isEmpty()) {
            if (target.area.contains(point))
                return int(i);
            continue;
        }
        const QPointF away = target.anchor - point;
        const double distance = std::hypot(away.x(), away.y());
        if (distance < least) {
            least = distance;
            nearest = int(i);
        }
    }
    return nearest;
}

QFont fontOf(PlotText::Role role, const QFont& font) {
    switch (role) {
    case PlotText::Role::Axis:
    case PlotText::Role::AxisTitle:
    case PlotText::Role::Reference:
        return tabularFont(scaledFont(font, 88));
    case PlotText::Role::Value:
    case PlotText::Role::RowValue:
        return tabularFont(scaledFont(font, 92));
    case PlotText::Role::Series:
        return scaledFont(font, 95, QFont::DemiBold);
    default:
        return scaledFont(font, 95);
    }
}

} // namespace ms::views
