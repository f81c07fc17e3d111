// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/chart.h"
#include "views/charts/margin_chart.h"

namespace ms::views {

/// Whether `chart` has anything to draw.
bool isDrawable(const report::Chart& chart);

/// `chart` in words, with room for so many bars: bars of one series as bars, everything else as a
/// plot. The source says how many labels there are when not all are shown. Unknown amounts have no
/// mark and say so. CHECKs that it is drawable.
ChartSpec reportChart(const report::Chart& chart, const ChartContext& context, std::size_t bars);

/// The same as a plot whatever its kind, for exports. `rows`: that there is room for, of 26 pixels.
ChartSpec pictureOf(const report::Chart& chart, const ChartContext& context, std::size_t rows);

} // namespace ms::views
