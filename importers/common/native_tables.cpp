// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/native_tables.h"

#include "importers/gpu/gpu_hours.h"
#include "importers/invoices/charge_table.h"
#include "importers/prices/price_tables.h"
#include "importers/revenue/revenue_tables.h"
#include "importers/units/unit_tables.h"

namespace ms::importers {

namespace {

const std::vector<TableSpec>& nativeTables() {
    static const std::vector<TableSpec> tables{
        pricesTable(),   aliasesTable(), tenantsTable(),  tenantAliasesTable(), plansTable(),
        revenueTable(),  fxTable(),      budgetsTable(),  outcomesTable(),      activeUsersTable(),
        gpuHoursTable(), chargesTable(), featuresTable(), decisionsTable()};
    return tables;
}

} // namespace

const TableSpec* nativeTable(core::FileKind kind) {
    for (const TableSpec& table : nativeTables())
        if (table.kind == kind)
            return &table;
    return nullptr;
}

std::vector<std::unique_ptr<Format>> makeNativeTables() {
    std::vector<std::unique_ptr<Format>> formats;
    for (const TableSpec& table : nativeTables())
        formats.push_back(makeTableFormat(table));
    return formats;
}

} // namespace ms::importers
