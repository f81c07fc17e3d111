// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/tenant_share.h"
#include "models/report/section.h"

namespace ms::report {

/// Which tenants took much more of the cost than before, and how concentrated it is week by week.
Section tenantShareSection(const analysis::TenantShareTable& table, const Context& context);

} // namespace ms::report
