// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/cost_drift.h"
#include "models/report/section.h"

namespace ms::report {

/// Where a request costs more than it did: one row a drift, by what it is about in money; each with
/// its interval.
Section costDriftSection(const analysis::CostDriftTable& table, const Context& context);

} // namespace ms::report
