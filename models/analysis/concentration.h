// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/gpu_cost.h"
#include "models/stats/concentration.h"
#include "models/stats/whale_curve.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct ConcentrationQuery {
    query::Dimension of = query::Dimension::Tenant; // whose shares
    query::Filter filter;
};

/// One holder of cost and revenue, in the order of the whale curve: the best margin first.
struct Holder {
    std::string key;
    MarginFigures figures;
    core::MoneySum cumulatedMargin;
    bool flipsTotal = false; // without this one the total margin would have the other sign
};

/// How few hold how much of cost and revenue, and who takes the profit away again.
/// Output  one holder a value of the dimension, those with revenue but no use included; attempts
///         that name none are left out and told in `unattributed`. Indices are of shares, so they
///         stand beside `cost` and `revenue` in units of the currency. Costs are with GPU hours;
///         idle ones that are nobody's are in `unattributed`.
/// Errors  as marginWithGpu.
/// Cost    that of marginWithGpu.
/// Source  METHODS 4.1, 4.2.
struct ConcentrationTable {
    ConcentrationQuery query;
    std::vector<Holder> holders;
    MarginFigures total; // of the holders
    MarginFigures unattributed;
    std::optional<GpuBill> gpu; // where the workspace has GPU hours
    stats::Concentration cost;
    stats::Concentration revenue;
    core::MoneySum peak; // the largest cumulated margin
    std::size_t holdersAtPeak = 0;
    stats::MarginRates rates;
};
core::Result<ConcentrationTable> concentrationOf(const ConcentrationQuery& query,
                                                 const query::EventSource& source,
                                                 const RevenueBooks& books, const GpuBooks& gpu,
                                                 std::stop_token stop);

} // namespace ms::analysis
