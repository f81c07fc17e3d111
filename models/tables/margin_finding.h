// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/analysis/margin.h"
#include "models/query/tenant_timeline.h"
#include "models/tables/dimension_text.h"

#include <cstddef>
#include <optional>

namespace ms::tables {

/// The row with the deepest loss, when that loss is at least 1 % of the total cost. A loss is cost
/// that nobody pays for; below a hundredth of the bill, ending it would not show in any total.
std::optional<std::size_t> materialLoss(const analysis::MarginTable& table);

/// What to look at first, in a sentence or two:
///   "Quillmark loses $1,840.00: $2,152.00 cost on $312.00 revenue. 2 others lose $41.20."
///   "3 of 60 tenants take 41.0% of the cost."
///   "Nothing matches the filter."
/// Tenants by their names where `names` has them.
QString marginFinding(const analysis::MarginTable& table, const std::string& currency,
                      const query::TenantTimeline* names);

/// The keys of a row as one label: "Acme · Draft Email".
QString rowLabel(const analysis::MarginTable& table, const analysis::MarginRow& row,
                 const query::TenantTimeline* names);

/// Why keys of a row are empty.
EmptyKey emptyKeyOf(const analysis::MarginRow& row);

/// Some row has revenue: margins can be told.
bool hasRevenue(const analysis::MarginTable& table);

} // namespace ms::tables
