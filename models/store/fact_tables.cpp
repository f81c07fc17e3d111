// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/fact_tables.h"

#include "models/store/fact_cells.h"

#include <SQLiteCpp/Statement.h>

#include <unordered_map>

namespace ms::store {

namespace {

template <class F>
std::string selectSql() {
    const std::string table = FactFields<F>::table;
    std::string sql = "SELECT f.line, b.path, b.id, " + columnsOf<F>("f.") + " FROM " + table +
                      " f JOIN batch b ON b.id = f.batch WHERE b.is_active = 1";
    if (hasBook<F>)
        sql += " AND b.book = ?";
    if (hasIdentity<F>)
        sql += " AND NOT EXISTS (SELECT 1 FROM replaced_fact r JOIN batch n ON n.id = r.by_batch "
               "WHERE r.kind = '" +
               table + "' AND r.row = f.id AND n.is_active = 1)";
    return sql + " ORDER BY f.batch, f.rowid";
}

template <class F>
std::vector<F> readAll(const SQLite::Database& db, const std::string& book = {}) {
    SQLite::Statement rows{db, selectSql<F>()};
    if (hasBook<F>)
        rows.bind(1, book);
    std::vector<F> facts;
    while (rows.executeStep()) {
        F fact;
        fact.line = rows.getColumn(0).getInt64();
        if constexpr (requires { fact.file; }) {
            const std::string path = rows.getColumn(1).getString();
            fact.file = path.substr(path.find_last_of('/') + 1);
        }
        if constexpr (requires { fact.batch; })
            fact.batch = rows.getColumn(2).getInt64();
        int column = 3;
        FactFields<F>::visitAll(
            fact, [&](const char*, auto& field) { readCell(rows.getColumn(column++), field); });
        facts.push_back(std::move(fact));
    }
    return facts;
}

/// Billing systems and spreadsheets have names of their own for tenants.
template <class F>
std::vector<F> underOwnTenants(const SQLite::Database& db, std::vector<F> facts) {
    std::unordered_map<std::string, std::string> tenants; // the latest import wins
    for (core::TenantAlias& alias : readAll<core::TenantAlias>(db))
        tenants[std::move(alias.alias)] = std::move(alias.tenant);
    if (!tenants.empty())
        for (F& fact : facts)
            if (const auto found = tenants.find(fact.tenant); found != tenants.end())
                fact.tenant = found->second;
    return facts;
}

} // namespace

std::vector<core::PriceRule> readPriceRules(const SQLite::Database& db, const std::string& book) {
    return readAll<core::PriceRule>(db, book);
}
std::vector<core::ModelAlias> readAliases(const SQLite::Database& db, const std::string& book) {
    return readAll<core::ModelAlias>(db, book);
}
std::vector<core::TenantFact> readTenants(const SQLite::Database& db) {
    return readAll<core::TenantFact>(db);
}
std::vector<core::FeatureFact> readFeatures(const SQLite::Database& db) {
    return readAll<core::FeatureFact>(db);
}
std::vector<core::PlanFact> readPlans(const SQLite::Database& db) {
    return readAll<core::PlanFact>(db);
}
std::vector<core::RevenueFact> readRevenue(const SQLite::Database& db) {
    return underOwnTenants(db, readAll<core::RevenueFact>(db));
}
std::vector<core::OutcomeFact> readOutcomes(const SQLite::Database& db) {
    return underOwnTenants(db, readAll<core::OutcomeFact>(db));
}
std::vector<core::ActiveUsersFact> readActiveUsers(const SQLite::Database& db) {
    return underOwnTenants(db, readAll<core::ActiveUsersFact>(db));
}
std::vector<core::GpuHourFact> readGpuHours(const SQLite::Database& db) {
    return readAll<core::GpuHourFact>(db);
}
std::vector<core::FxFact> readFx(const SQLite::Database& db) {
    return readAll<core::FxFact>(db);
}
std::vector<core::ChargeFact> readCharges(const SQLite::Database& db) {
    return readAll<core::ChargeFact>(db);
}
std::vector<core::UsageFact> readUsage(const SQLite::Database& db) {
    return readAll<core::UsageFact>(db);
}

} // namespace ms::store
