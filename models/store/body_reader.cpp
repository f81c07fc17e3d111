// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/body_reader.h"

#include "models/store/sqlite_api.h"
#include "models/store/store_error.h"

namespace ms::store {

namespace {

constexpr const char* kColumnSql = "SELECT checksum, body, 0 FROM column_body WHERE id = ?";
constexpr const char* kPageSql = "SELECT checksum, body, texts FROM id_page WHERE id = ?";

} // namespace

BodyReader::BodyReader(sqlite3* db, std::string path) : m_db{db}, m_path{std::move(path)} {}

BodyReader::~BodyReader() {
    sqlite3_finalize(m_columns);
    sqlite3_finalize(m_pages);
}

template <class Decode>
core::Status BodyReader::read(sqlite3_stmt*& statement, const char* sql, std::int64_t id,
                              const std::string& what, const Decode& decode,
                              const std::function<void()>& whenMissing) {
    const auto failed = [this](int code) { return storeError(code, sqlite3_errmsg(m_db), m_path); };
    if (!statement) {
        const int code =
            sqlite3_prepare_v3(m_db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK)
            return failed(code);
    }
    sqlite3_bind_int64(statement, 1, id);
    const int code = sqlite3_step(statement);
    core::Status status;
    if (code == SQLITE_ROW) {
        const auto checksum = std::uint64_t(sqlite3_column_int64(statement, 0));
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, 1));
        const std::string_view body{bytes ? bytes : "",
                                    std::size_t(sqlite3_column_bytes(statement, 1))};
        const auto texts = std::size_t(sqlite3_column_int64(statement, 2));
        if (checksumOf(body, std::uint64_t(id)) != checksum || !decode(body, texts))
            status = core::Error{core::Error::Code::Workspace,
                                 "This workspace is damaged: " + what + " cannot be read.", m_path};
    } else if (code == SQLITE_DONE && whenMissing) {
        whenMissing();
    } else if (code == SQLITE_DONE) {
        status = core::Error{core::Error::Code::Workspace,
                             "This workspace is damaged: " + what + " is missing.", m_path};
    } else {
        status = failed(code);
    }
    sqlite3_reset(statement);
    return status;
}

template <class Decode>
core::Status BodyReader::column(std::int64_t segment, std::int64_t column, const Decode& decode,
                                const std::function<void()>& whenMissing) {
    return read(
        m_columns, kColumnSql, bodyId(segment, column),
        "the column '" + columnName(column) + "' of segment " + std::to_string(segment),
        [&](std::string_view body, std::size_t) { return decode(body); },
        isStoredWhenEmpty(column) ? nullptr : whenMissing);
}

core::Status BodyReader::numbers(std::int64_t segment, core::NumberColumn c, std::size_t rows,
                                 std::vector<std::int64_t>& values) {
    return column(
        segment, columnIdOf(c),
        [&](std::string_view body) { return decodeNumbers(body, rows, values); },
        [&] { values.assign(rows, core::kUnknownNumber); });
}

core::Status BodyReader::codes(std::int64_t segment, core::TextColumn c, std::size_t rows,
                               std::vector<std::uint32_t>& values) {
    return column(segment, columnIdOf(c),
                  [&](std::string_view body) { return decodeCodes(body, rows, values); });
}

core::Status BodyReader::keys(std::int64_t segment, core::IdColumn c, std::size_t rows,
                              std::vector<std::uint32_t>& values) {
    return column(
        segment, columnIdOf(c),
        [&](std::string_view body) { return decodeCodes(body, rows, values); },
        [&] { values.assign(rows, 0); });
}

core::Status BodyReader::blobs(std::int64_t segment, core::BlobColumn c, std::size_t rows,
                               Texts& values) {
    return column(segment, columnIdOf(c),
                  [&](std::string_view body) { return decodeTexts(body, rows, values); });
}

core::Status BodyReader::all(std::int64_t segment, std::size_t rows, SegmentColumns& columns) {
    columns.rows = rows;
    core::Status status;
    for (std::size_t c = 0; status && c < core::kNumberColumns; ++c)
        status = numbers(segment, core::NumberColumn(c), rows, columns.numbers[c].storage());
    for (std::size_t c = 0; status && c < core::kTextColumns; ++c)
        status = codes(segment, core::TextColumn(c), rows, columns.codes[c].storage());
    for (std::size_t c = 0; status && c < core::kIdColumns; ++c)
        status = keys(segment, core::IdColumn(c), rows, columns.keys[c].storage());
    for (std::size_t c = 0; status && c < core::kBlobColumns; ++c)
        status = blobs(segment, core::BlobColumn(c), rows, columns.blobs[c]);
    return status;
}

core::Status BodyReader::idPage(std::size_t list, std::uint32_t page, Texts& texts) {
    return read(m_pages, kPageSql, pageId(list, page),
                "page " + std::to_string(page) + " of id list " + std::to_string(list),
                [&](std::string_view body, std::size_t count) {
                    return count <= kPageTexts && decodeTexts(body, count, texts);
                });
}

} // namespace ms::store
