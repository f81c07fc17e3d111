// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/shared_cost.h"
#include "models/report/section.h"

namespace ms::report {

/// Direct, shared and idle cost by slice, utilisation beside the cost per request. Idle cost of no
/// one slice is a row "(idle)", which no attempts are behind. Id "shared_cost".
Section sharedCostSection(const analysis::SharedCostTable& table, const Context& context);

} // namespace ms::report
