// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/fact_tables.h"

#include <SQLiteCpp/Statement.h>

#include <unordered_map>

namespace ms::store {

namespace {

template <class F>
std::string selectSql() {
    const std::string table = FactFields<F>::table;
    std::string sql = "SELECT " + columnsOf<F>("f.") + ", f.line, b.path, b.id FROM " + table +
                      " f JOIN batch b ON b.id = f.batch WHERE b.is_active = 1";
    if (hasBook<F>)
        sql += " AND b.book = ?";
    if (hasIdentity<F>)
        sql += " AND NOT EXISTS (SELECT 1 FROM replaced_fact r JOIN batch n ON n.id = r.by_batch "
               "WHERE r.kind = '" +
               table + "' AND r.row = f.id AND n.is_active = 1)";
    return sql + " ORDER BY f.batch, f.rowid";
}

/// The fields of a fact and its line; the position of the column behind them.
template <class F>
int readRow(SQLite::Statement& row, F& fact) {
    int column = 0;
    FactFields<F>::visitAll(
        fact, [&](const char*, auto& field) { readCell(row.getColumn(column++), field); });
    fact.line = row.getColumn(column++).getInt64();
    return column;
}

template <class F>
std::vector<F> readAll(const SQLite::Database& db, const std::string& book = {}) {
    SQLite::Statement rows{db, selectSql<F>()};
    if (hasBook<F>)
        rows.bind(1, book);
    std::vector<F> facts;
    while (rows.executeStep()) {
        F fact;
        int column = readRow(rows, fact);
        if constexpr (requires { fact.file; }) {
            const std::string path = rows.getColumn(column).getString();
            fact.file = path.substr(path.find_last_of('/') + 1);
        }
        if constexpr (requires { fact.batch; })
            fact.batch = rows.getColumn(column + 1).getInt64();
        facts.push_back(std::move(fact));
    }
    return facts;
}

/// Billing systems and spreadsheets have names of their own for tenants.
using OwnTenants = std::unordered_map<std::string, std::string>;

OwnTenants ownTenants(const SQLite::Database& db) {
    OwnTenants tenants; // the latest import wins
    for (core::TenantAlias& alias : readAll<core::TenantAlias>(db))
        tenants[std::move(alias.alias)] = std::move(alias.tenant);
    return tenants;
}

void nameOwnTenant(std::string& tenant, const OwnTenants& tenants) {
    if (const auto found = tenants.find(tenant); found != tenants.end())
        tenant = found->second;
}

template <class F>
std::vector<F> underOwnTenants(const SQLite::Database& db, std::vector<F> facts) {
    const OwnTenants tenants = ownTenants(db);
    for (F& fact : facts)
        nameOwnTenant(fact.tenant, tenants);
    return facts;
}

/// Ids of the batches in use, as a list of SQL.
std::string activeBatches(const SQLite::Database& db) {
    SQLite::Statement rows{db, "SELECT id FROM batch WHERE is_active = 1 ORDER BY id"};
    std::string list;
    while (rows.executeStep())
        list += (list.empty() ? "" : ",") + std::to_string(rows.getColumn(0).getInt64());
    return list;
}

core::Status visitOutcomes(const SQLite::Database& db, const std::string& batches,
                           const OwnTenants& tenants, const query::OutcomeVisitor& visit,
                           const std::stop_token& stop) {
    SQLite::Statement rows{db, "SELECT " + columnsOf<core::OutcomeFact>("f.") +
                                   ", f.line FROM outcome f WHERE f.batch IN (" + batches +
                                   ") ORDER BY f.rowid"}; // one batch behind the other
    core::OutcomeFact fact;
    for (std::size_t row = 0; rows.executeStep(); ++row) {
        if (row % 4096 == 0 && stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "The question was cancelled.", {}};
        fact.outcomeAt.reset();
        fact.reopenedAt.reset();
        fact.value.reset();
        readRow(rows, fact);
        nameOwnTenant(fact.tenant, tenants);
        visit(fact);
    }
    return {};
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
std::vector<core::DecisionFact> readDecisions(const SQLite::Database& db) {
    return readAll<core::DecisionFact>(db);
}
std::vector<core::PlanFact> readPlans(const SQLite::Database& db) {
    return readAll<core::PlanFact>(db);
}
std::vector<core::RevenueFact> readRevenue(const SQLite::Database& db) {
    return underOwnTenants(db, readAll<core::RevenueFact>(db));
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

query::OutcomeFacts outcomesOf(const SQLite::Database& db, std::filesystem::path path) {
    return [path = std::move(path), batches = activeBatches(db), tenants = ownTenants(db)](
               const query::OutcomeVisitor& visit, std::stop_token stop) -> core::Status {
        const auto own = openConnection(path, Purpose::Read);
        if (!own)
            return own.error();
        return readStored(path,
                          [&] { return visitOutcomes(**own, batches, tenants, visit, stop); });
    };
}

} // namespace ms::store
