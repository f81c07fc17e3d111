// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Monthly active users as a plain table: month, feature, tenant, plan_tier, monthly_active_users.
/// A blank feature is the whole product: features must not be added to get its users. A later file
/// of the same month states it anew. Source  FORMATS.md 11.3.
std::unique_ptr<Format> makeActiveUsersByMonth();

} // namespace ms::importers
