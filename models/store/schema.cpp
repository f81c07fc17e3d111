// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/schema.h"

#include "models/store/event_table.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <map>
#include <string>

namespace ms::store {

namespace {

void runScripts(SQLite::Database& db, int from, int to) {
    registerSqlFunctions(db.getHandle()); // money(), for amounts that change their form
    for (int version = from; version < to; ++version)
        db.exec(std::string{schemaScripts()[std::size_t(version)]});
    db.exec("PRAGMA user_version = " + std::to_string(to));
}

/// Blanks and comments may differ (other tools re-indent), nothing else.
std::string normalised(std::string_view sql) {
    std::string out;
    bool pendingBlank = false;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql.substr(i, 2) == "--") {
            i = std::min(sql.find('\n', i), sql.size());
            pendingBlank = true;
        } else if (sql[i] == ' ' || sql[i] == '\n' || sql[i] == '\t' || sql[i] == '\r') {
            pendingBlank = true;
        } else {
            if (pendingBlank && !out.empty())
                out += ' ';
            pendingBlank = false;
            out += sql[i];
        }
    }
    return out;
}

std::map<std::string, std::string> schemaOf(const SQLite::Database& db) {
    std::map<std::string, std::string> objects;
    SQLite::Statement rows{db, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"};
    while (rows.executeStep()) {
        const std::string name =
            rows.getColumn(0).getString() + ' ' + rows.getColumn(1).getString();
        objects[name] =
            rows.getColumn(2).getString() + ": " + normalised(rows.getColumn(3).getString());
    }
    return objects;
}

/// What our own scripts make of an empty database, at the version of the file.
std::map<std::string, std::string> expectedSchema(int version) {
    SQLite::Database memory{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    runScripts(memory, 0, version);
    return schemaOf(memory);
}

core::Error refusal(std::string_view path, std::string sentence) {
    return {core::Error::Code::Workspace, std::move(sentence), std::string{path}};
}

} // namespace

int versionOf(const SQLite::Database& db) {
    SQLite::Statement version{db, "PRAGMA user_version"};
    version.executeStep();
    return version.getColumn(0).getInt();
}

int schemaVersion() {
    return int(schemaScripts().size());
}

void createSchema(SQLite::Database& db) {
    db.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    runScripts(db, 0, schemaVersion());
}

void migrateSchema(SQLite::Database& db) {
    runScripts(db, versionOf(db), schemaVersion());
}

core::Status checkIdentity(const SQLite::Database& db, std::string_view path) {
    SQLite::Statement id{db, "PRAGMA application_id"};
    id.executeStep();
    if (id.getColumn(0).getInt() != kApplicationId)
        return refusal(path, "This file is not a MarginScope workspace.");
    const int version = versionOf(db);
    if (version < 1)
        return refusal(path, "This workspace has no version and is refused.");
    if (version > schemaVersion())
        return refusal(path,
                       "This workspace was written by a newer version of MarginScope (schema " +
                           std::to_string(version) + ", this program knows " +
                           std::to_string(schemaVersion()) + "). Update the program to open it.");
    return {};
}

core::Status checkSchema(const SQLite::Database& db, std::string_view path) {
    const auto expected = expectedSchema(versionOf(db));
    const auto found = schemaOf(db);
    for (const auto& [name, sql] : found) {
        const auto ours = expected.find(name);
        if (ours == expected.end())
            return refusal(path,
                           "This workspace holds something MarginScope did not put there and is "
                           "refused: " +
                               name + ".");
        if (ours->second != sql)
            return refusal(path,
                           "The definition of " + name +
                               " in this workspace was changed by another program; it is refused.");
    }
    for (const auto& [name, sql] : expected)
        if (!found.contains(name))
            return refusal(path, "This workspace is damaged: " + name + " is missing.");
    return {};
}

} // namespace ms::store
