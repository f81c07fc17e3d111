// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/plot_layout.h"

namespace ms::views {

/// Lines, steps and points. Names stand at line ends where they fit, else in a legend.
void layOutCurves(const Plot& plot, const QRectF& room, const QFont& font, PlotLayout& layout);

} // namespace ms::views
