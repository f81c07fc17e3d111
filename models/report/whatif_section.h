// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/section.h"
#include "models/scenario/replay_table.h"
#include "models/scenario/uncertainty.h"

namespace ms::report {

/// What each lever does to the margin: after those before it, alone, and whatever the order, with
/// a waterfall. Id "whatif". METHODS 5.9.
Section whatIfSection(const scenario::ReplayTable& table, const Context& context);
/// Who wins and who loses, by the dimensions asked for. Id "whatif_rows".
Section whatIfRowsSection(const scenario::ReplayTable& table, const Context& context);
/// As it was beside the scenario: money, and what the levers put at risk. Id "whatif_risk".
Section whatIfRiskSection(const scenario::ReplayTable& table, const Context& context);

} // namespace ms::report
