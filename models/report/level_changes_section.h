// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/level_changes.h"
#include "models/report/section.h"

namespace ms::report {

/// When the cost changed: each change with its kind, its factors and who moved most. The chart
/// shows the days beside the levels.
Section levelChangesSection(const analysis::LevelChangeTable& table, const Context& context);

} // namespace ms::report
