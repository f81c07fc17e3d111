// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/outliers.h"

namespace ms::analysis {

/// Fill in what else is odd about the rows of `table`, from their attempts.
/// Input   rows of requests, actions, units or attempts.
/// Errors  as EventSource.
/// Cost    two queries over attempts at most, whatever the number of rows.
/// Source  METHODS 2.4, checklist.
core::Status checkOutliers(OutlierTable& table, const query::EventSource& source,
                           std::stop_token stop);

} // namespace ms::analysis
