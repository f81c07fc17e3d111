// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"

#include <SQLiteCpp/Database.h>

#include <string>
#include <vector>

namespace ms::store {

/// Rows of all active batches in order of import, without those that a later import states anew; of
/// prices and aliases those of `book` only. Revenue, outcomes and active users come under the
/// tenants that aliases name.
/// Errors  throws StoredValueError and what SQLiteCpp throws.
std::vector<core::PriceRule> readPriceRules(const SQLite::Database& db, const std::string& book);
std::vector<core::ModelAlias> readAliases(const SQLite::Database& db, const std::string& book);
std::vector<core::TenantFact> readTenants(const SQLite::Database& db);
std::vector<core::FeatureFact> readFeatures(const SQLite::Database& db);
std::vector<core::PlanFact> readPlans(const SQLite::Database& db);
std::vector<core::RevenueFact> readRevenue(const SQLite::Database& db);
std::vector<core::OutcomeFact> readOutcomes(const SQLite::Database& db);
std::vector<core::ActiveUsersFact> readActiveUsers(const SQLite::Database& db);
std::vector<core::GpuHourFact> readGpuHours(const SQLite::Database& db);
std::vector<core::FxFact> readFx(const SQLite::Database& db);
std::vector<core::ChargeFact> readCharges(const SQLite::Database& db);
std::vector<core::UsageFact> readUsage(const SQLite::Database& db);

} // namespace ms::store
