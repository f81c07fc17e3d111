// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/outliers.h"

#include <functional>

namespace ms::analysis {

/// Fill in why each row of `table` costs what it costs: its reference is the componentwise median
/// of up to 2,000 of the units that it is compared with, every k-th of them.
/// Input   `unitOf` by row, numbers of `baselines`; `firstRowOf` a unit; `filter` of its question.
/// Errors  as EventSource.
/// Source  METHODS 2.4. Tokens are those an attempt with a price, prices those paid on average.
core::Status explainOutliers(OutlierTable& table, const stats::CohortBaselines& baselines,
                             const std::vector<std::size_t>& unitOf,
                             const std::function<std::uint64_t(std::size_t unit)>& firstRowOf,
                             const query::Filter& filter, const query::EventSource& source,
                             std::stop_token stop);

} // namespace ms::analysis
