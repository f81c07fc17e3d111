// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/replaced_rows.h"

#include "models/store/byte_stream.h"
#include "models/store/sqlite_api.h"
#include "models/store/store_error.h"

#include <algorithm>
#include <memory>

namespace ms::store {

namespace {

constexpr const char* kSql =
    "SELECT r.segment, r.checksum, r.body FROM replaced r JOIN batch b ON b.id = r.by_batch "
    "WHERE b.is_active = 1";

bool decodeRows(std::string_view body, std::vector<std::uint32_t>& rows) {
    ByteReader in{body};
    const auto count = in.get<std::uint32_t>();
    if (!in.isGood() || count > kSegmentRows)
        return false;
    return decodeCodes(body.substr(sizeof count), count, rows);
}

} // namespace

Body replacedBody(std::int64_t segment, const std::vector<std::uint32_t>& rows) {
    std::string bytes;
    put(bytes, std::uint32_t(rows.size()));
    bytes += encodeCodes(rows);
    return makeBody(segment, std::move(bytes));
}

core::Result<RowsBySegment> readReplaced(sqlite3* db, const std::string& path) {
    sqlite3_stmt* prepared = nullptr;
    const int made = sqlite3_prepare_v2(db, kSql, -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement{
        prepared, [](sqlite3_stmt* s) { return sqlite3_finalize(s); }};
    if (made != SQLITE_OK)
        return storeError(made, sqlite3_errmsg(db), path);

    RowsBySegment all;
    std::vector<std::uint32_t> rows;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
        const std::int64_t segment = sqlite3_column_int64(prepared, 0);
        const auto checksum = std::uint64_t(sqlite3_column_int64(prepared, 1));
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(prepared, 2));
        const std::string_view body{bytes ? bytes : "",
                                    std::size_t(sqlite3_column_bytes(prepared, 2))};
        if (checksumOf(body, std::uint64_t(segment)) != checksum || !decodeRows(body, rows))
            return core::Error{core::Error::Code::Workspace,
                               "This workspace is damaged: the replaced rows of segment " +
                                   std::to_string(segment) + " cannot be read.",
                               path};
        auto& known = all[segment];
        known.insert(known.end(), rows.begin(), rows.end());
    }
    if (code != SQLITE_DONE)
        return storeError(code, sqlite3_errmsg(db), path);
    for (auto& [segment, list] : all) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return all;
}

} // namespace ms::store
