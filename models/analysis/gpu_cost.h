// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/margin.h"
#include "models/analysis/shared_cost.h"
#include "models/analysis/units.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace ms::analysis {

/// Put what GPU hours cost beside the direct cost of an answer: shared cost to the slices whose
/// attempts used an hour, idle cost to the slice that it was kept for, else to a row of its own.
/// Where the filter asks only for some of those who could use an hour (a tenant), its idle part is
/// nobody's of them: it is in `gpu`, and in no row.
/// Output  rows add up to the total, and shared + idle + what `gpu` tells besides are the bill, to
///         the last pico-unit. Without GPU hours in `books` the answer stays as it is.
/// Errors  as EventSource.
/// Cost    nothing without GPU hours; else two group queries a pool and month.
/// Source  DESIGN.md section 2, Margin; METHODS 6.1.
core::Status addGpuCost(MarginTable& table, const query::EventSource& source, const GpuBooks& books,
                        std::stop_token stop);
core::Status addGpuCost(UnitsTable& table, const query::EventSource& source, const GpuBooks& books,
                        std::stop_token stop);

/// What GPU hours cost the slices of `by`, idle hours of a selection as above. Nothing where there
/// are none.
core::Result<std::optional<SharedCostTable>> gpuCostOf(const std::vector<query::Dimension>& by,
                                                       const query::Filter& filter,
                                                       const query::EventSource& source,
                                                       const GpuBooks& books, std::stop_token stop);
GpuBill billOf(const SharedCostTable& costs);

/// Margin with what GPU hours cost beside the calls: marginBy and addGpuCost.
core::Result<MarginTable> marginWithGpu(const MarginQuery& query, const query::EventSource& source,
                                        const RevenueBooks& revenue, const GpuBooks& gpu,
                                        std::stop_token stop);

/// Say what of the bill is in the costs of an answer and what is not. `shared` and `idle` of its
/// total.
std::vector<std::string> gpuNotes(const GpuBill& gpu, core::MoneySum shared, core::MoneySum idle,
                                  std::string_view currency);

} // namespace ms::analysis
