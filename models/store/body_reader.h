// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/store/segment_columns.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace ms::store {

/// Lists of ids; Request, Root and Record share one: a root that is a request has the same key.
inline constexpr std::size_t kIdLists = 6;
constexpr std::size_t listOf(core::IdColumn c) {
    const bool isFirst = c == core::IdColumn::Request || c == core::IdColumn::Record;
    return isFirst ? 0 : std::size_t(c) - 1;
}
/// id_page.id of page `page` of list `list`.
constexpr std::int64_t pageId(std::size_t list, std::uint32_t page) {
    return std::int64_t(list) * 65'536 + page;
}
inline constexpr std::uint32_t kPageTexts = 65'536;

/// Reads and decodes stored columns and id pages over one connection, on one thread.
/// A column that is stored only where it says something (isStoredWhenEmpty) reads as not given.
/// Errors  Workspace (missing, damaged: names segment and column), Busy, Storage.
class BodyReader {
public:
    BodyReader(sqlite3* db, std::string path);
    ~BodyReader();
    BodyReader(const BodyReader&) = delete;
    BodyReader& operator=(const BodyReader&) = delete;

    core::Status numbers(std::int64_t segment, core::NumberColumn column, std::size_t rows,
                         std::vector<std::int64_t>& values);
    core::Status codes(std::int64_t segment, core::TextColumn column, std::size_t rows,
                       std::vector<std::uint32_t>& values);
    core::Status keys(std::int64_t segment, core::IdColumn column, std::size_t rows,
                      std::vector<std::uint32_t>& values);
    core::Status blobs(std::int64_t segment, core::BlobColumn column, std::size_t rows,
                       Texts& values);
    core::Status all(std::int64_t segment, std::size_t rows, SegmentColumns& columns);
    core::Status idPage(std::size_t list, std::uint32_t page, Texts& texts);

private:
    template <class Decode>
    core::Status read(sqlite3_stmt*& statement, const char* sql, std::int64_t id,
                      const std::string& what, const Decode& decode,
                      const std::function<void()>& whenMissing = nullptr);
    template <class Decode>
    core::Status column(std::int64_t segment, std::int64_t column, const Decode& decode,
                        const std::function<void()>& whenMissing = nullptr);

    sqlite3* m_db;
    std::string m_path;
    sqlite3_stmt* m_columns = nullptr;
    sqlite3_stmt* m_pages = nullptr;
};

} // namespace ms::store
