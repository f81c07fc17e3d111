// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/plain_database.h"

#include "models/core/check.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

namespace ms::store {

namespace {

namespace fs = std::filesystem;

core::Error storageError(const fs::path& path, const SQLite::Exception& failure) {
    return {core::Error::Code::Storage,
            std::string("The SQLite file cannot be written: ") + failure.what() + ".",
            path.string()};
}

std::string quoted(const std::string& name) {
    CHECK(name.find('"') == std::string::npos, "A column name of an export is a plain identifier.");
    return '"' + name + '"';
}

std::string createStatement(const std::string& table, const std::vector<PlainColumn>& columns) {
    std::string list;
    for (const PlainColumn& column : columns)
        list += (list.empty() ? "" : ", ") + quoted(column.name) +
                (column.type == PlainColumn::Type::Integer ? " INTEGER" : " TEXT");
    return "CREATE TABLE " + quoted(table) + " (" + list + ") STRICT";
}

std::string insertStatement(const std::string& table, std::size_t columns) {
    std::string marks;
    for (std::size_t i = 0; i < columns; ++i)
        marks += i == 0 ? "?" : ", ?";
    return "INSERT INTO " + quoted(table) + " VALUES (" + marks + ")";
}

} // namespace

struct PlainDatabase::State {
    State(const fs::path& file, const std::string& table, const std::vector<PlainColumn>& columns)
        : path{file}, db{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE} {
        transaction.emplace(db);
        db.exec(createStatement(table, columns));
        insert.emplace(db, insertStatement(table, columns.size()));
    }
    ~State() {
        insert.reset();
        transaction.reset(); // rolls back when not committed
        std::error_code ignored;
        if (!isFinished)
            fs::remove(path, ignored);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    fs::path path;
    SQLite::Database db;
    std::optional<SQLite::Transaction> transaction;
    std::optional<SQLite::Statement> insert;
    bool isFinished = false;
};

PlainDatabase::PlainDatabase(std::unique_ptr<State> state) : m_state{std::move(state)} {}
PlainDatabase::PlainDatabase(PlainDatabase&&) noexcept = default;
PlainDatabase& PlainDatabase::operator=(PlainDatabase&&) noexcept = default;
PlainDatabase::~PlainDatabase() = default;

core::Result<PlainDatabase> PlainDatabase::create(const fs::path& path, const std::string& table,
                                                  const std::vector<PlainColumn>& columns) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(path, ignored)))
        return core::Error{core::Error::Code::Storage,
                           "There is a file of that name already; it is not overwritten.",
                           path.string()};
    try {
        return PlainDatabase(std::make_unique<State>(path, table, columns));
    } catch (const SQLite::Exception& failure) {
        return storageError(path, failure);
    }
}

core::Status PlainDatabase::add(std::span<const PlainValue> row) {
    try {
        SQLite::Statement& insert = *m_state->insert;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const int at = static_cast<int>(i) + 1;
            if (const auto* number = std::get_if<std::int64_t>(&row[i]))
                insert.bind(at, *number);
            else if (const auto* text = std::get_if<std::string>(&row[i]))
                insert.bindNoCopy(at, *text);
            else
                insert.bind(at);
        }
        insert.exec();
        insert.reset();
        return {};
    } catch (const SQLite::Exception& failure) {
        return storageError(m_state->path, failure);
    }
}

core::Status PlainDatabase::finish() {
    try {
        m_state->insert.reset();
        m_state->transaction->commit();
        m_state->isFinished = true;
        return {};
    } catch (const SQLite::Exception& failure) {
        return storageError(m_state->path, failure);
    }
}

} // namespace ms::store
