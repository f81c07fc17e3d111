// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/timeline.h"
#include "models/report/section.h"

namespace ms::report {

/// The unit beside the one in the middle of its like, figure by figure.
Section comparisonSection(const analysis::Timeline& timeline, const Context& context);
/// How many times the median the unit takes of each thing, where both take some.
/// Input  a timeline that is compared.
Chart comparisonChart(const analysis::Timeline& timeline);

} // namespace ms::report
