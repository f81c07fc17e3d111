// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <SQLiteCpp/Database.h>

#include <filesystem>

namespace ms::store {

/// Bring an older workspace up to schemaVersion() in one transaction; nothing when it is current.
/// A copy of it as it was, checked, is left beside it first: "<name>.schema-1.backup".
/// Errors  Storage or Busy: it cannot be copied or written; then it is as before.
core::Status migrate(SQLite::Database& db, const std::filesystem::path& path);

/// The file that migrate() leaves of a workspace of that version.
std::filesystem::path backupOf(const std::filesystem::path& path, int version);

} // namespace ms::store
