// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/connection.h"

#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ms::store {

namespace {

constexpr int kBusyMillis = 5000;
/// Larger than any column body or id page that we write; a hostile file cannot make us allocate
/// more.
constexpr int kMaxValueBytes = 64 << 20;

struct Switch {
    int option;
    int value;
    const char* name;
};
constexpr Switch kSwitches[] = {
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, "trusted_schema"},
    {SQLITE_DBCONFIG_DEFENSIVE, 1, "defensive"},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, "enable_trigger"},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0, "enable_view"},
    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, "enable_fts3_tokenizer"},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, "enable_load_extension"},
    {SQLITE_DBCONFIG_DQS_DDL, 0, "dqs_ddl"},
    {SQLITE_DBCONFIG_DQS_DML, 0, "dqs_dml"},
};

struct Limit {
    int id;
    int value;
};
constexpr Limit kLimits[] = {
    {SQLITE_LIMIT_LENGTH, kMaxValueBytes},
    {SQLITE_LIMIT_SQL_LENGTH, 1'000'000},
    {SQLITE_LIMIT_COLUMN, 200},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 20},
    {SQLITE_LIMIT_VDBE_OP, 250'000},
    {SQLITE_LIMIT_FUNCTION_ARG, 16},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 1000},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
};

core::Error notHardened(const char* name) {
    return {core::Error::Code::Internal,
            std::string{"The SQLite library does not accept the setting '"} + name +
                "', without which MarginScope does not open a workspace.",
            {}};
}

core::Status setSwitches(sqlite3* db) {
    for (const Switch& wanted : kSwitches) {
        int now = -1;
        const int code = sqlite3_db_config(db, wanted.option, wanted.value, &now);
        if (code != SQLITE_OK || now != wanted.value)
            return notHardened(wanted.name);
    }
    for (const Limit& limit : kLimits) {
        sqlite3_limit(db, limit.id, limit.value);
        if (sqlite3_limit(db, limit.id, -1) != limit.value)
            return notHardened("limit");
    }
    return {};
}

/// Set a pragma and make sure that it reads back as `expected`.
core::Status setPragma(SQLite::Database& db, const std::string& name, const std::string& value,
                       const std::string& expected) {
    db.exec("PRAGMA " + name + " = " + value);
    SQLite::Statement now{db, "PRAGMA " + name};
    // mmap_size answers nothing where it is compiled out, which is as good as 0.
    if (!now.executeStep()) {
        if (name == "mmap_size")
            return {};
        return notHardened(name.c_str());
    }
    if (now.getColumn(0).getString() != expected)
        return notHardened(name.c_str());
    return {};
}

core::Status setPragmas(SQLite::Database& db, Purpose purpose) {
    const std::string cache = purpose == Purpose::Write ? "-65536" : "-16384";
    const std::string queryOnly = purpose == Purpose::Write ? "0" : "1";
    const struct {
        const char* name;
        std::string value;
        std::string expected;
    } wanted[] = {
        {"synchronous", "EXTRA", "3"}, {"cell_size_check", "ON", "1"},
        {"mmap_size", "0", "0"},       {"temp_store", "MEMORY", "2"},
        {"foreign_keys", "ON", "1"},   {"trusted_schema", "OFF", "0"},
        {"cache_size", cache, cache},  {"query_only", queryOnly, queryOnly},
    };
    for (const auto& pragma : wanted)
        if (auto set = setPragma(db, pragma.name, pragma.value, pragma.expected); !set)
            return set;
    return {};
}

core::Status checkRegularFile(const std::filesystem::path& path) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0)
        return core::Error{core::Error::Code::Storage,
                           errno == ENOENT ? "There is no such workspace."
                                           : std::string{"The workspace cannot be reached: "} +
                                                 std::strerror(errno) + ".",
                           path.string()};
    if (!S_ISREG(info.st_mode))
        return core::Error{core::Error::Code::Storage,
                           "A workspace must be a regular file, not a link, folder or device.",
                           path.string()};
    return {};
}

} // namespace

std::filesystem::path resolved(const std::filesystem::path& path) {
    std::error_code failed;
    const auto absolute = std::filesystem::absolute(path, failed);
    const auto folder = std::filesystem::canonical(absolute.parent_path(), failed);
    return failed ? absolute : folder / absolute.filename();
}

core::Error storeError(const SQLite::Exception& exception, const std::filesystem::path& path) {
    return storeError(exception.getErrorCode(), exception.what(), path.string());
}

core::Status createFile(const std::filesystem::path& path) {
    const int file =
        ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return core::Error{core::Error::Code::Storage,
                           errno == EEXIST ? "A file of that name exists already."
                                           : std::string{"The workspace cannot be created: "} +
                                                 std::strerror(errno) + ".",
                           path.string()};
    ::close(file);
    return {};
}

namespace {

core::Result<std::unique_ptr<SQLite::Database>> openOnce(const std::filesystem::path& path,
                                                         Purpose purpose) {
    const int access = purpose == Purpose::Write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    auto db = std::make_unique<SQLite::Database>(
        path.string(), access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, kBusyMillis);
    sqlite3_extended_result_codes(db->getHandle(), 1);
    if (auto set = setSwitches(db->getHandle()); !set)
        return set.error();
    if (auto set = setPragmas(*db, purpose); !set)
        return set.error();
    return db;
}

/// A first read: where a writer was killed half-way, SQLite rolls its changes back now.
void readSchema(SQLite::Database& db) {
    SQLite::Statement{db, "SELECT count(*) FROM sqlite_schema"}.executeStep();
}

} // namespace

core::Result<std::unique_ptr<SQLite::Database>> openConnection(const std::filesystem::path& path,
                                                               Purpose purpose) {
    if (auto regular = checkRegularFile(path); !regular)
        return regular.error();
    try {
        if (purpose == Purpose::Write)
            return openOnce(path, purpose);
        try {
            auto db = openOnce(path, purpose);
            if (db)
                readSchema(**db);
            return db;
        } catch (const SQLite::Exception& exception) {
            if (exception.getExtendedErrorCode() != SQLITE_READONLY_ROLLBACK)
                throw;
        }
        // Readers may not roll back what a killed writer left; a writer that writes nothing does.
        auto writer = openOnce(path, Purpose::Write);
        if (!writer)
            return writer;
        readSchema(**writer);
        return openOnce(path, purpose);
    } catch (const SQLite::Exception& exception) {
        return storeError(exception, path);
    }
}

} // namespace ms::store
