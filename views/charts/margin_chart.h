// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/margin.h"
#include "views/charts/chart_spec.h"

#include <string>

namespace ms::views {

/// What a chart says of its figures beyond the figures.
struct ChartContext {
    std::string currency;
    std::string zone;
    std::string book;
    QString period; // "May 2026"
};

/// Margin by row: the deepest losses first, then the largest margins, and everything else summed
/// in one bar, so that the bars add up to the total. Without any revenue, cost by row instead.
ChartSpec marginChart(const analysis::MarginTable& table, const ChartContext& context,
                      std::size_t bars = 10);

/// The finding in one sentence: "Acme loses $1,840.00 on $312.00 of revenue."
QString marginFinding(const analysis::MarginTable& table, const std::string& currency);

/// The keys of a row as one label: "Acme · Draft Email".
QString rowLabel(const analysis::MarginRow& row);

} // namespace ms::views
