// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/chart.h"
#include "views/charts/plot.h"

#include <string>

namespace ms::views {

/// A plot, and how many of its labels it shows.
struct ReportPlot {
    Plot plot;
    std::size_t shownLabels = 0;
    std::size_t allLabels = 0;
};

/// `chart` as a plot. Bars, intervals and spans keep the labels that `rows` rows of 26 pixels have room
/// for, at least three; of a long waterfall the small steps in between are summed in one.
/// A value that is not known or not finite is a gap.
ReportPlot reportPlot(const report::Chart& chart, const std::string& currency, std::size_t rows);

} // namespace ms::views
