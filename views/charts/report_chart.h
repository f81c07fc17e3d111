// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/chart.h"
#include "views/charts/margin_chart.h"

namespace ms::views {

/// Whether `chart` can be drawn: bars of one series. The figures of others are in their table.
bool isDrawable(const report::Chart& chart);

/// The first `bars` marks of `chart`, in words; the source says how many there are when that is
/// not all. Unknown amounts have no bar and say so. CHECKs that it is drawable.
ChartSpec reportChart(const report::Chart& chart, const ChartContext& context, std::size_t bars);

} // namespace ms::views
