// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/table_format.h"

namespace ms::importers {

/// Native `tenants`: who they are and in which tier, several rows when the tier changes.
TableSpec tenantsTable();
/// Native `tenant_aliases`: what billing systems and spreadsheets call the tenants of the events.
TableSpec tenantAliasesTable();
/// Native `features`: which endpoints and use cases of the events are which feature, and whose.
TableSpec featuresTable();
/// Native `decisions`: what was decided about findings.
TableSpec decisionsTable();
/// Native `plans`: what a tier brings in a month.
TableSpec plansTable();
/// Native `revenue`: amounts of a tenant or a tier over a period.
TableSpec revenueTable();
/// Native `fx`: base currency per unit of a currency, a day each.
TableSpec fxTable();
/// Native `budgets`.
TableSpec budgetsTable();

} // namespace ms::importers
