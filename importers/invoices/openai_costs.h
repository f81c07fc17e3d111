// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// OpenAI's costs: pages of daily buckets as the administration API answers them. Amounts are
/// dollars, some with float noise or 28 decimals. Without `group_by` a row is the total of its day:
/// it must not be added to grouped rows, and is flagged. Taxes and credits are not in it. Source
/// FORMATS.md 9.5.
std::unique_ptr<Format> makeOpenaiCosts();

/// The same from the dashboard, as CSV. Days without cost are rows of blanks and are skipped; the
/// user's mail address is not read.
std::unique_ptr<Format> makeOpenaiDashboardCost();

} // namespace ms::importers
