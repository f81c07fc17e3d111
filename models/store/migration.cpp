// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/migration.h"

#include "models/store/connection.h"
#include "models/store/schema.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Statement.h>

#include <sqlite3.h>

namespace ms::store {

namespace {

namespace fs = std::filesystem;

core::Status copyTo(SQLite::Database& db, const fs::path& copy) {
    std::error_code ignored;
    fs::remove(copy, ignored); // of an attempt that failed: the workspace itself is as it was
    if (auto made = createFile(copy); !made)
        return made;
    SQLite::Database target{copy.string(), SQLite::OPEN_READWRITE};
    SQLite::Backup{target, db}.executeStep(-1);
    SQLite::Statement check{target, "PRAGMA quick_check(1)"};
    if (!check.executeStep() || check.getColumn(0).getString() != "ok")
        return core::Error{core::Error::Code::Workspace,
                           "This workspace is damaged: its copy does not pass SQLite's check.",
                           copy.string()};
    return {};
}

} // namespace

fs::path backupOf(const fs::path& path, int version) {
    fs::path copy = path;
    return copy += ".schema-" + std::to_string(version) + ".backup";
}

core::Status migrate(SQLite::Database& db, const fs::path& path) {
    const int version = versionOf(db);
    if (version >= schemaVersion())
        return {};
    return guarded(path, [&]() -> core::Status {
        if (auto copied = copyTo(db, backupOf(path, version)); !copied)
            return copied;
        db.exec("BEGIN IMMEDIATE");
        try {
            migrateSchema(db);
            db.exec("COMMIT");
        } catch (const SQLite::Exception&) {
            if (sqlite3_get_autocommit(db.getHandle()) == 0)
                db.exec("ROLLBACK");
            throw;
        }
        return {};
    });
}

} // namespace ms::store
