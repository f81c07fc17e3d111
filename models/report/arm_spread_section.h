// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_spread.h"
#include "models/report/section.h"

namespace ms::report {

/// How cost and latency are spread: one row a figure, arm and share, and a quantile plot of each.
Section armSpreadSection(const analysis::ArmSpread& all, const Context& context);

} // namespace ms::report
