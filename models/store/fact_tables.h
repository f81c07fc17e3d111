// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/query/outcome_facts.h"
#include "models/store/connection.h"
#include "models/store/fact_cells.h"

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ms::store {

/// Run `read`; a stored value that is none of ours means a damaged workspace.
template <class Read>
auto readStored(const std::filesystem::path& path, const Read& read)
    -> decltype(guarded(path, read)) {
    try {
        return guarded(path, read);
    } catch (const StoredValueError& error) {
        return core::Error{core::Error::Code::Workspace,
                           std::string{"This workspace is damaged: "} + error.what(),
                           path.string()};
    }
}

/// Rows of all active batches in order of import, without those that a later import states anew; of
/// prices and aliases those of `book` only. Revenue, outcomes and active users come under the
/// tenants that aliases name.
/// Errors  throws StoredValueError and what SQLiteCpp throws.
std::vector<core::PriceRule> readPriceRules(const SQLite::Database& db, const std::string& book);
std::vector<core::ModelAlias> readAliases(const SQLite::Database& db, const std::string& book);
std::vector<core::TenantFact> readTenants(const SQLite::Database& db);
std::vector<core::FeatureFact> readFeatures(const SQLite::Database& db);
std::vector<core::DecisionFact> readDecisions(const SQLite::Database& db);
std::vector<core::PlanFact> readPlans(const SQLite::Database& db);
std::vector<core::RevenueFact> readRevenue(const SQLite::Database& db);
std::vector<core::ActiveUsersFact> readActiveUsers(const SQLite::Database& db);
std::vector<core::GpuHourFact> readGpuHours(const SQLite::Database& db);
std::vector<core::FxFact> readFx(const SQLite::Database& db);
std::vector<core::ChargeFact> readCharges(const SQLite::Database& db);
std::vector<core::UsageFact> readUsage(const SQLite::Database& db);

/// Outcomes of the batches that are active now, read through a connection of its own whenever they
/// are asked for; rows are never changed or removed, so later imports do not show in them.
query::OutcomeFacts outcomesOf(const SQLite::Database& db, std::filesystem::path path);

} // namespace ms::store
