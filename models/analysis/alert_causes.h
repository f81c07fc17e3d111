// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/daily_alerts.h"

namespace ms::analysis {

/// Fill in what kind of rise an alert is about, and who moved most: the day it is raised on beside
/// the same weekday of the four weeks before, factor by factor and value by value their medians.
/// Errors  as EventSource.
/// Cost    35 queries of a day each, and one over four weeks.
/// Source  METHODS 3.5. "First seen in the last 24 hours" is: not before the first high day of the
///         alert, within those weeks.
core::Status explainAlert(DailyAlert& alert, const DailyAlertQuery& query,
                          const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
