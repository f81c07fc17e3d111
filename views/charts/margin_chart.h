// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/margin.h"
#include "models/query/tenant_timeline.h"
#include "views/charts/chart_spec.h"

#include <string>

namespace ms::views {

/// What a chart says of its figures beyond the figures.
struct ChartContext {
    std::string currency;
    std::string zone;
    std::string book;
    QString period;                               // "May 2026"
    const query::TenantTimeline* names = nullptr; // of tenants; null: ids
};

/// "May 2026 · UTC · price book default".
QString sourceText(const ChartContext& context);

/// Margin by row: the deepest losses first, then the largest margins, and everything else summed
/// in one bar, so that the bars add up to the total. Without any revenue, cost by row instead.
ChartSpec marginChart(const analysis::MarginTable& table, const ChartContext& context,
                      std::size_t bars = 10);

} // namespace ms::views
