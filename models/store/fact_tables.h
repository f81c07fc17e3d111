// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/import_stream.h"

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace ms::store {

/// Writes the rows of native files and recognises those that are there already: the k-th equal row
/// of a file is the k-th equal row of the active batches of the same kind (and book).
class FactWriter {
public:
    FactWriter(SQLite::Database& db, std::int64_t batch, std::string book);
    ~FactWriter();
    enum class Outcome { Added, Duplicate };
    Outcome write(const core::Fact& fact);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// A stored value that we cannot have written.
class StoredValueError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Rows of all active batches in order of import; of prices and aliases those of `book` only.
/// Errors  throws StoredValueError and what SQLiteCpp throws.
std::vector<core::PriceRule> readPriceRules(const SQLite::Database& db, const std::string& book);
std::vector<core::ModelAlias> readAliases(const SQLite::Database& db, const std::string& book);
std::vector<core::TenantFact> readTenants(const SQLite::Database& db);
std::vector<core::PlanFact> readPlans(const SQLite::Database& db);
std::vector<core::RevenueFact> readRevenue(const SQLite::Database& db);
std::vector<core::OutcomeFact> readOutcomes(const SQLite::Database& db);
std::vector<core::FxFact> readFx(const SQLite::Database& db);

} // namespace ms::store
