// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Native `tenants`: who they are and in which tier, several rows when the tier changes.
std::unique_ptr<Format> makeTenantsTable();
/// Native `tenant_aliases`: what billing systems and spreadsheets call the tenants of the events.
std::unique_ptr<Format> makeTenantAliasesTable();
/// Native `plans`: what a tier brings in a month.
std::unique_ptr<Format> makePlansTable();
/// Native `revenue`: amounts of a tenant or a tier over a period.
std::unique_ptr<Format> makeRevenueTable();
/// Native `fx`: base currency per unit of a currency, a day each.
std::unique_ptr<Format> makeFxTable();
/// Native `budgets`.
std::unique_ptr<Format> makeBudgetsTable();

} // namespace ms::importers
