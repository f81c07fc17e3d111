// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/timeline.h"
#include "models/report/section.h"

namespace ms::report {

/// The attempts of one request, action or unit in time: when, what for, how much and how dear; with
/// a chart of them on the axis of time, and how the unit compares. Every row is one attempt.
Section timelineSection(const analysis::Timeline& timeline, const Context& context);

} // namespace ms::report
