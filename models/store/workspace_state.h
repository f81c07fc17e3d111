// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/connection.h"
#include "models/store/workspace.h"

namespace ms::store {

struct Workspace::State {
    std::filesystem::path path;
    Access access = Access::ReadOnly;
    std::unique_ptr<SQLite::Database> db;
};

/// One transaction; rolled back unless committed.
class Transaction {
public:
    explicit Transaction(SQLite::Database& db) : m_db{db} { db.exec("BEGIN IMMEDIATE"); }
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    enum class Figures { Changed, Same };
    /// Makes it durable; what may change figures counts in `Workspace::version`.
    void commit(Figures figures = Figures::Changed);

private:
    SQLite::Database& m_db;
    bool m_isOpen = true;
};

std::string settingOf(const SQLite::Database& db, const char* name);
void saveSetting(SQLite::Database& db, const char* name, const std::string& value);
/// Rows of `batch` in order of id; all of them, or the one with `id`.
std::vector<Batch> readBatches(const SQLite::Database& db, std::optional<std::int64_t> id);
core::Error noSuchBatch(std::int64_t id);

} // namespace ms::store
