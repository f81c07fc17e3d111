// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/daily_alerts.h"
#include "models/report/section.h"

namespace ms::report {

/// Days on which the cost was unusually high: one row an alert, dearest first, and the cost day by
/// day beside what was usual.
Section dailyAlertsSection(const analysis::DailyAlertTable& table, const Context& context);

} // namespace ms::report
