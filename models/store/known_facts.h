// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/fact_cells.h"

#include <SQLiteCpp/Database.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace ms::store {

/// The rows of one table that were there before a file, each to be met by one row of the file.
/// Cost  the texts of all stored rows; two hash lookups a row of the file.
class KnownFacts {
public:
    enum class Meeting { New, Duplicate };

    /// `isOfSource`: its identity counts, because the file's source wrote it. Rows that do not
    /// count (undone, or stated anew) make no duplicates, but are remembered for their identity.
    struct Row {
        std::int64_t id = 0;
        std::string content;
        std::string identity; // empty: none
        bool isCounted = true;
        bool isOfSource = true;
    };
    void addStored(Row row);
    /// What the next row of the file is.
    Meeting meet(const std::string& content, const std::string& identity);

    /// Stored rows that the file states anew; the first `restatedCounted()` of them counted before.
    std::vector<std::int64_t> restated() const;
    std::int64_t restatedCounted() const;

private:
    enum class State : std::uint8_t { Free, Matched, Restated };
    struct Kept {
        std::int64_t id;
        bool isCounted;
        State state;
    };
    void restateOne(const std::string& identity);

    std::vector<Kept> m_rows;
    std::unordered_map<std::string, std::vector<std::size_t>> m_byContent; // counted rows
    std::unordered_map<std::string, std::vector<std::size_t>> m_byIdentity;
    std::vector<std::size_t> m_otherVersions; // rows that did not count, of identities in the file
    std::unordered_map<std::string, bool> m_isIdentityMet;
};

/// All stored rows of a table. Errors  throws what SQLiteCpp and readCell throw.
template <class F>
KnownFacts storedRows(const SQLite::Database& db, const std::string& source,
                      const std::string& book) {
    const std::string table = FactFields<F>::table;
    const std::string counted =
        hasIdentity<F>
            ? "NOT EXISTS (SELECT 1 FROM replaced_fact r JOIN batch n ON n.id = r.by_batch WHERE "
              "r.kind = '" +
                  table + "' AND r.row = f.rowid AND n.is_active = 1)"
            : "1";
    // Only rows with an identity matter once they do not count.
    SQLite::Statement rows{
        db, "SELECT f.rowid, b.is_active AND " + counted + ", b.source = ?, " + columnsOf<F>("f.") +
                " FROM " + table + " f JOIN batch b ON b.id = f.batch WHERE " +
                (hasIdentity<F> ? "1" : "b.is_active = 1") + (hasBook<F> ? " AND b.book = ?" : "") +
                " ORDER BY f.batch, f.rowid"};
    rows.bind(1, source);
    if (hasBook<F>)
        rows.bind(2, book);
    KnownFacts known;
    while (rows.executeStep()) {
        F fact;
        int column = 3;
        FactFields<F>::visitAll(
            fact, [&](const char*, auto& field) { readCell(rows.getColumn(column++), field); });
        KnownFacts::Row row{rows.getColumn(0).getInt64(),
                            keyOf(cellsOf(fact)),
                            {},
                            rows.getColumn(1).getInt() != 0,
                            !isIdentityOfSource<F> || rows.getColumn(2).getInt() != 0};
        row.identity = identityOf(fact);
        known.addStored(std::move(row));
    }
    return known;
}

} // namespace ms::store
