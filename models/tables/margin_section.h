// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/margin.h"
#include "models/query/tenant_timeline.h"
#include "models/report/section.h"

namespace ms::tables {

/// Cost, revenue and margin by the dimensions that `table` was asked by, in its order; by time, in
/// the order of time. Costs of rows without any price are unknown. The chart shows margins: the
/// deepest losses first, then the largest margins; by time, in order; without revenue, costs.
/// Rows lead to the attempts behind them.
report::Section marginSection(const analysis::MarginTable& table, const report::Context& context,
                              const query::TenantTimeline* names);

} // namespace ms::tables
