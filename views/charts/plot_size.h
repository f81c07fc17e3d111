// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/plot.h"

namespace ms::views {

/// Series of intervals each have a lane of their own in a row; at least one.
int lanesOf(const Plot& plot);
bool hasIntervals(const PlotSeries& series);

/// Height of a row of bars or intervals, in pixels.
double rowHeightOf(const Plot& plot);

/// How many rows of this plot are as high as `plot.rows` rows of one bar; at least three.
std::size_t categoriesFor(const Plot& plot);

/// How high the plot wants to be, axis and legend included.
int heightFor(const Plot& plot);

} // namespace ms::views
