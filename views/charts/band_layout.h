// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/plot_layout.h"

namespace ms::views {

/// Bars, columns, waterfalls, intervals and spans: each category has a band of its own. `room` is what the
/// legend leaves.
void layOutBands(const Plot& plot, const QRectF& room, const QFont& font, PlotLayout& layout);

/// Whether a waterfall `width` pixels wide has no room for its figures above its columns.
bool isTooNarrow(const Plot& plot, double width, const QFont& font);

} // namespace ms::views
