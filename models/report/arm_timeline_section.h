// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_timeline.h"
#include "models/report/section.h"

namespace ms::report {

/// Arms over time: the metric and success by day and arm, and what could be said at each look.
Section armTimelineSection(const analysis::ArmTimeline& timeline, const Context& context);

} // namespace ms::report
