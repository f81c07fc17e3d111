// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/cost_tail.h"
#include "models/report/section.h"

namespace ms::report {

/// What the dearest cost, as they are and as a generalised Pareto tail has them.
Section costTailSection(const analysis::CostTail& tail, const Context& context);

} // namespace ms::report
