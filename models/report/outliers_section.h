// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/outliers.h"
#include "models/report/section.h"

namespace ms::report {

/// Units that cost far more than those like them, dearest excess first: what is usual, how far they
/// are out, what drives it, and what else is odd. With the distribution of costs.
Section outliersSection(const analysis::OutlierTable& table, const Context& context);

} // namespace ms::report
