// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/failing_bursts.h"
#include "models/report/section.h"

namespace ms::report {

/// On which days requests burst and failed: one row a burst, by what it is about in money.
Section failingBurstsSection(const analysis::FailingBurstTable& table, const Context& context);

} // namespace ms::report
