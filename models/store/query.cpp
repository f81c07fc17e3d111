// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/event_table.h"
#include "models/store/workspace_state.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace ms::store {

namespace {

constexpr int kOpsBetweenStops = 10'000; // well below a millisecond

/// Reading only: no statement that writes, attaches or changes a setting gets past this.
int authorise(void*, int action, const char* first, const char* second, const char*, const char*) {
    static constexpr std::array<std::string_view, 3> pragmas{"table_info", "table_xinfo",
                                                             "table_list"};
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return second && std::strcmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
        return first && std::find(pragmas.begin(), pragmas.end(), first) != pragmas.end()
                   ? SQLITE_OK
                   : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

int shouldStop(void* stop) {
    return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

/// The SQL is the user's own: what SQLite says about it is the message.
core::Error sqlError(sqlite3* db, int code, const std::filesystem::path& path) {
    if ((code & 0xff) == SQLITE_ERROR || (code & 0xff) == SQLITE_AUTH)
        return usage(std::string{"SQL: "} + sqlite3_errmsg(db) + ".");
    if ((code & 0xff) == SQLITE_CORRUPT) // the event table has told where already
        return {core::Error::Code::Workspace, sqlite3_errmsg(db), path.string()};
    return storeError(code, sqlite3_errmsg(db), path.string());
}

core::Result<Statement> prepare(sqlite3* db, const std::string& sql,
                                const std::filesystem::path& path) {
    sqlite3_stmt* made = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v2(db, sql.c_str(), int(sql.size()) + 1, &made, &rest);
    Statement statement{made};
    if (code != SQLITE_OK)
        return sqlError(db, code, path);
    if (!statement)
        return usage("There is no SQL statement.");
    sqlite3_stmt* second = nullptr;
    const int more = sqlite3_prepare_v2(db, rest, -1, &second, nullptr);
    sqlite3_finalize(second);
    if (second || more != SQLITE_OK)
        return usage("Only one SQL statement can be run at a time.");
    if (!sqlite3_stmt_readonly(made))
        return usage("Only statements that read can be run.");
    return statement;
}

core::Status run(sqlite3* db, sqlite3_stmt* statement, const Workspace::SqlHandler& handler,
                 const std::filesystem::path& path) {
    const int columns = sqlite3_column_count(statement);
    std::vector<std::string> names;
    for (int c = 0; c < columns; ++c)
        names.emplace_back(sqlite3_column_name(statement, c));
    if (handler.header)
        handler.header(names);
    Workspace::SqlRow row(std::size_t(columns), std::nullopt);
    for (;;) {
        const int code = sqlite3_step(statement);
        if (code == SQLITE_DONE)
            return {};
        if (code != SQLITE_ROW)
            return sqlError(db, code, path);
        for (int c = 0; c < columns; ++c) {
            row[std::size_t(c)].reset();
            if (sqlite3_column_type(statement, c) == SQLITE_NULL)
                continue;
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, c));
            if (sqlite3_column_type(statement, c) != SQLITE_BLOB)
                bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, c));
            const auto size = std::size_t(sqlite3_column_bytes(statement, c));
            row[std::size_t(c)].emplace(bytes ? bytes : "", size);
        }
        if (handler.row && !handler.row(row))
            return {};
    }
}

} // namespace

core::Status Workspace::query(const std::string& sql, const SqlHandler& handler,
                              std::stop_token stop) const {
    auto opened = openConnection(m_state->path, Purpose::Read);
    if (!opened)
        return opened.error();
    sqlite3* db = (*opened)->getHandle();
    return guarded(m_state->path, [&]() -> core::Status {
        if (registerEventTable(db) != SQLITE_OK || registerSqlFunctions(db) != SQLITE_OK)
            return core::Error{
                core::Error::Code::Internal, "The event table cannot be set up.", {}};
        // The table is declared on first use, which the authoriser would take for a CREATE.
        (*opened)->exec("SELECT 1 FROM event LIMIT 0");
        (*opened)->exec("BEGIN"); // one state of the file for the whole statement
        sqlite3_progress_handler(db, kOpsBetweenStops, &shouldStop, &stop);
        sqlite3_set_authorizer(db, &authorise, nullptr);
        auto statement = prepare(db, sql, m_state->path);
        if (!statement)
            return statement.error();
        return run(db, statement->get(), handler, m_state->path);
    });
}

} // namespace ms::store
