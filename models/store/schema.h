// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace SQLite {
class Database;
}

namespace ms::store {

/// "MSmg": marks a file as a workspace (file(1), and our own check before anything else is read).
inline constexpr std::int32_t kApplicationId = 0x4D536D67;
inline constexpr int kPageSize = 8192;

/// The scripts of resources/schema in order; script n takes a workspace from version n to n + 1.
std::span<const std::string_view> schemaScripts();
/// The version this program writes (PRAGMA user_version).
int schemaVersion();

/// Write the whole schema into an empty database.
void createSchema(SQLite::Database& db);
/// Run the scripts from the version of the file up to `schemaVersion()`, in the caller's
/// transaction.
void migrateSchema(SQLite::Database& db);
/// PRAGMA user_version.
int versionOf(const SQLite::Database& db);

/// Refuse what is not a workspace of ours before any of its content is used: wrong application id,
/// newer version, and any table, view, trigger or index that our scripts do not create.
/// Errors  Workspace, with a sentence that says which.
core::Status checkIdentity(const SQLite::Database& db, std::string_view path);
core::Status checkSchema(const SQLite::Database& db, std::string_view path);

} // namespace ms::store
