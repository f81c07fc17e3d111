// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/column_source.h"
#include "models/store/body_reader.h"
#include "models/store/page_cache.h"

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ms::store {

/// The columns of all active event batches as they were when it was made. Segments never change
/// and are never removed, so it stays valid whatever happens to the workspace; it reads through
/// connections of its own, opened when first needed.
class StoredColumns : public frame::ColumnSource {
public:
    static core::Result<std::shared_ptr<const frame::ColumnSource>>
    load(const std::filesystem::path& path);

    std::span<const frame::SegmentInfo> segments() const override { return m_segments; }
    std::span<const frame::BatchInfo> batches() const override { return m_batches; }
    core::Status readNumbers(std::span<const core::NumberColumn> columns,
                             const NumberVisitor& visit, std::stop_token stop) const override;
    core::Status readCodes(std::span<const core::TextColumn> columns, const CodeVisitor& visit,
                           std::stop_token stop) const override;
    core::Status readKeys(std::span<const core::IdColumn> columns, const KeyVisitor& visit,
                          std::stop_token stop) const override;
    core::Status readNumbersOf(std::span<const std::size_t> segments,
                               std::span<const core::NumberColumn> columns,
                               const NumberVisitor& visit, std::stop_token stop) const override;
    core::Status readCodesOf(std::span<const std::size_t> segments,
                             std::span<const core::TextColumn> columns, const CodeVisitor& visit,
                             std::stop_token stop) const override;
    core::Status readKeysOf(std::span<const std::size_t> segments,
                            std::span<const core::IdColumn> columns, const KeyVisitor& visit,
                            std::stop_token stop) const override;
    core::Status readBlobsOf(std::span<const std::size_t> segments,
                             std::span<const core::BlobColumn> columns, const BlobVisitor& visit,
                             std::stop_token stop) const override;
    core::Result<std::vector<std::string>> dictionary(core::TextColumn column) const override;
    core::Result<std::vector<std::string>>
    idTexts(core::IdColumn column, std::span<const std::uint32_t> keys) const override;
    core::Result<std::uint32_t> idKey(core::IdColumn column, std::string_view text,
                                      std::stop_token stop) const override;
    std::uint32_t maxKey(core::IdColumn column) const override { return m_maxKeys[listOf(column)]; }
    core::Result<std::string> blob(core::BlobColumn column, std::size_t segment,
                                   std::uint32_t row) const override;
    std::span<const std::uint64_t> replacedRows() const override { return m_replaced; }

private:
    /// A connection and its statements; used by one thread at a time.
    struct Reader {
        std::unique_ptr<SQLite::Database> db;
        std::unique_ptr<BodyReader> bodies;
    };
    using Work = std::function<core::Status(BodyReader& reader, std::size_t index)>;

    explicit StoredColumns(std::filesystem::path path);
    core::Status loadLists(SQLite::Database& db);
    core::Result<std::unique_ptr<Reader>> borrow() const;
    void giveBack(std::unique_ptr<Reader> reader) const;
    /// Do `work` for each index below `count`, on all cores.
    core::Status inParallel(std::size_t count, const Work& work, std::stop_token stop) const;
    template <class Value, class Column, class Visitor, class Read>
    core::Status readSegments(std::span<const std::size_t> segments,
                              std::span<const Column> columns, const Visitor& visit,
                              std::stop_token stop, const Read& read) const;
    std::uint32_t pagesOf(std::size_t list) const { return m_maxKeys[list] / kPageTexts + 1; }

    std::filesystem::path m_path;
    std::vector<frame::SegmentInfo> m_segments;
    std::vector<std::size_t> m_allSegments; // indices of m_segments
    std::vector<frame::BatchInfo> m_batches;
    std::vector<std::uint64_t> m_replaced;
    std::array<std::uint32_t, kIdLists> m_maxKeys{};

    core::Result<std::shared_ptr<const Texts>>
    idPage(BodyReader& reader, std::size_t list, std::uint32_t number, std::uint32_t last) const;
    std::vector<std::size_t> unknownOf(std::size_t list, std::span<const std::uint32_t> keys,
                                       std::vector<std::string>& texts) const;
    void remember(std::size_t list, std::span<const std::uint32_t> keys,
                  const std::vector<std::string>& texts) const;
    std::optional<std::uint32_t> remembered(std::size_t list, std::string_view text) const;

    mutable std::mutex m_mutex; // guards those below
    mutable std::vector<std::unique_ptr<Reader>> m_idle;
    mutable RecentlyUsed<Texts> m_pages;
    mutable RecentlyUsed<Texts> m_blobs;
    /// Ids that were shown lately, by list: what is asked for next is mostly one of them.
    using KeyOf = std::unordered_map<std::string, std::uint32_t>;
    using TextOf = std::unordered_map<std::uint32_t, std::string>;
    mutable std::array<KeyOf, kIdLists> m_shown;
    mutable std::array<TextOf, kIdLists> m_shownTexts;
};

} // namespace ms::store
