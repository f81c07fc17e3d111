// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/plot_size.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr double kBarRow = 26;  // one bar with its gap
constexpr double kSpanRow = 20; // one of a timeline, which is read as a whole
constexpr double kLane = 14;    // one of several bars or intervals of a row
constexpr double kRowGap = 12;
constexpr int kAxis = 56; // labels and title of the axis
constexpr int kLegend = 26;
constexpr std::size_t kFewestRows = 3;
constexpr int kLowestPlot = 200;
constexpr int kHighestPlot = 340;
constexpr int kCurve = 110; // of lines and columns beside its rows: they need height to be read

} // namespace

bool hasIntervals(const PlotSeries& series) {
    return std::any_of(series.marks.begin(), series.marks.end(),
                       [](const PlotMark& mark) { return mark.low && mark.high; });
}

int lanesOf(const Plot& plot) {
    if (plot.kind == Plot::Kind::Spans)
        return 1;
    if (plot.kind != Plot::Kind::Intervals)
        return std::max(1, int(plot.series.size()));
    return std::max(1, int(std::count_if(plot.series.begin(), plot.series.end(), hasIntervals)));
}

double rowHeightOf(const Plot& plot) {
    if (plot.kind == Plot::Kind::Spans)
        return kSpanRow;
    const int lanes = lanesOf(plot);
    return lanes == 1 ? kBarRow : kRowGap + kLane * lanes;
}

std::size_t categoriesFor(const Plot& plot) {
    return std::max(kFewestRows, std::size_t(double(plot.rows) * kBarRow / rowHeightOf(plot)));
}

int heightFor(const Plot& plot) {
    if (!plot.isAcross())
        return std::clamp(kCurve + int(kBarRow) * int(std::min<std::size_t>(plot.rows, 100)),
                          kLowestPlot, kHighestPlot);
    const int rows =
        int(double(std::max<std::size_t>(plot.categories.size(), 1)) * rowHeightOf(plot));
    return rows + kAxis + (plot.series.size() > 1 ? kLegend : 0);
}

} // namespace ms::views
