// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/stored_columns.h"

#include "models/store/connection.h"
#include "models/store/replaced_rows.h"

#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

namespace ms::store {

namespace {

constexpr std::size_t kDecodedPages = 32;
constexpr std::size_t kDecodedBlobs = 8;

core::Status cancelled() {
    return core::Error{core::Error::Code::Cancelled, "Stopped.", {}};
}

} // namespace

StoredColumns::StoredColumns(std::filesystem::path path)
    : m_path{std::move(path)}, m_pages{kDecodedPages, {}}, m_blobs{kDecodedBlobs, {}} {}

core::Result<std::shared_ptr<const frame::ColumnSource>>
StoredColumns::load(const std::filesystem::path& path) {
    const std::shared_ptr<StoredColumns> columns{new StoredColumns{path}};
    auto reader = columns->borrow();
    if (!reader)
        return reader.error();
    const core::Status loaded = guarded(path, [&]() -> core::Status {
        SQLite::Database& db = *(*reader)->db;
        db.exec("BEGIN"); // one state of the file for all lists
        core::Status read = columns->loadLists(db);
        db.exec("COMMIT");
        return read;
    });
    if (!loaded)
        return loaded.error();
    columns->giveBack(*std::move(reader));
    return std::shared_ptr<const frame::ColumnSource>{columns};
}

core::Status StoredColumns::loadLists(SQLite::Database& db) {
    SQLite::Statement batches{db, "SELECT id, path, source FROM batch "
                                  "WHERE is_active = 1 AND kind = 'events' ORDER BY id"};
    while (batches.executeStep()) {
        const std::string file = batches.getColumn(1).getString();
        m_batches.push_back({batches.getColumn(0).getInt64(),
                             file.substr(file.find_last_of('/') + 1),
                             batches.getColumn(2).getString()});
    }
    SQLite::Statement segments{db, "SELECT s.id, s.batch, s.rows FROM segment s "
                                   "JOIN batch b ON b.id = s.batch WHERE b.is_active = 1 "
                                   "ORDER BY s.id"};
    std::uint64_t row = 0;
    while (segments.executeStep()) {
        const auto rows = segments.getColumn(2).getUInt();
        m_segments.push_back(
            {segments.getColumn(0).getInt64(), segments.getColumn(1).getInt64(), rows, row});
        row += rows;
    }
    m_allSegments.resize(m_segments.size());
    std::iota(m_allSegments.begin(), m_allSegments.end(), std::size_t{0});
    auto replaced = readReplaced(db.getHandle(), m_path.string());
    if (!replaced)
        return replaced.error();
    for (const frame::SegmentInfo& segment : m_segments)
        if (const auto rows = replaced->find(segment.id); rows != replaced->end())
            for (const std::uint32_t r : rows->second)
                m_replaced.push_back(segment.firstRow + r);
    SQLite::Statement pages{db, "SELECT id, texts FROM id_page ORDER BY id"};
    while (pages.executeStep()) {
        const std::int64_t id = pages.getColumn(0).getInt64();
        const auto list = std::size_t(id / kPageTexts);
        if (list >= kIdLists)
            continue;
        m_maxKeys[list] =
            std::uint32_t(id % kPageTexts) * kPageTexts + pages.getColumn(1).getUInt() - 1;
    }
    return {};
}

core::Result<std::unique_ptr<StoredColumns::Reader>> StoredColumns::borrow() const {
    {
        const std::lock_guard lock{m_mutex};
        if (!m_idle.empty()) {
            std::unique_ptr<Reader> reader = std::move(m_idle.back());
            m_idle.pop_back();
            return reader;
        }
    }
    auto db = openConnection(m_path, Purpose::Read);
    if (!db)
        return db.error();
    auto reader = std::make_unique<Reader>();
    reader->db = *std::move(db);
    reader->bodies = std::make_unique<BodyReader>(reader->db->getHandle(), m_path.string());
    return reader;
}

void StoredColumns::giveBack(std::unique_ptr<Reader> reader) const {
    const std::lock_guard lock{m_mutex};
    m_idle.push_back(std::move(reader));
}

core::Status StoredColumns::inParallel(std::size_t count, const Work& work,
                                       std::stop_token stop) const {
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> hasFailed = false;
    const std::size_t threads =
        std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
    std::vector<core::Status> outcomes(threads);
    const auto run = [&](std::size_t thread) {
        auto reader = borrow();
        if (!reader) {
            outcomes[thread] = reader.error();
            hasFailed = true;
            return;
        }
        for (std::size_t i = next++; i < count && !hasFailed; i = next++) {
            outcomes[thread] = stop.stop_requested() ? cancelled() : work(*(*reader)->bodies, i);
            if (!outcomes[thread])
                hasFailed = true;
        }
        giveBack(*std::move(reader));
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t t = 1; t < threads; ++t)
            others.emplace_back(run, t);
        if (threads > 0)
            run(0);
    }
    for (core::Status& outcome : outcomes)
        if (!outcome)
            return std::move(outcome);
    return {};
}

template <class Value, class Column, class Visitor, class Read>
core::Status StoredColumns::readSegments(std::span<const std::size_t> segments,
                                         std::span<const Column> columns, const Visitor& visit,
                                         std::stop_token stop, const Read& read) const {
    const auto work = [&](BodyReader& reader, std::size_t index) -> core::Status {
        thread_local std::vector<Value> values;
        const frame::SegmentInfo& segment = m_segments[segments[index]];
        for (const Column column : columns) {
            if (stop.stop_requested())
                return cancelled();
            if (auto done = read(reader, segment, column, values); !done)
                return done;
            visit(segments[index], column, std::span<const Value>{values});
        }
        return {};
    };
    return inParallel(segments.size(), work, stop);
}

core::Status StoredColumns::readNumbersOf(std::span<const std::size_t> segments,
                                          std::span<const core::NumberColumn> columns,
                                          const NumberVisitor& visit, std::stop_token stop) const {
    return readSegments<std::int64_t>(
        segments, columns, visit, stop,
        [](BodyReader& reader, const frame::SegmentInfo& segment, core::NumberColumn column,
           auto& values) { return reader.numbers(segment.id, column, segment.rows, values); });
}

core::Status StoredColumns::readCodesOf(std::span<const std::size_t> segments,
                                        std::span<const core::TextColumn> columns,
                                        const CodeVisitor& visit, std::stop_token stop) const {
    return readSegments<std::uint32_t>(
        segments, columns, visit, stop,
        [](BodyReader& reader, const frame::SegmentInfo& segment, core::TextColumn column,
           auto& values) { return reader.codes(segment.id, column, segment.rows, values); });
}

core::Status StoredColumns::readKeysOf(std::span<const std::size_t> segments,
                                       std::span<const core::IdColumn> columns,
                                       const KeyVisitor& visit, std::stop_token stop) const {
    return readSegments<std::uint32_t>(
        segments, columns, visit, stop,
        [](BodyReader& reader, const frame::SegmentInfo& segment, core::IdColumn column,
           auto& values) { return reader.keys(segment.id, column, segment.rows, values); });
}

core::Status StoredColumns::readBlobsOf(std::span<const std::size_t> segments,
                                        std::span<const core::BlobColumn> columns,
                                        const BlobVisitor& visit, std::stop_token stop) const {
    const auto work = [&](BodyReader& reader, std::size_t index) -> core::Status {
        const frame::SegmentInfo& segment = m_segments[segments[index]];
        Texts texts;
        for (const core::BlobColumn column : columns) {
            if (stop.stop_requested())
                return cancelled();
            if (auto read = reader.blobs(segment.id, column, segment.rows, texts); !read)
                return read;
            visit(segments[index], column, {texts.bytes, texts.ends});
        }
        return {};
    };
    return inParallel(segments.size(), work, stop);
}

core::Status StoredColumns::readNumbers(std::span<const core::NumberColumn> columns,
                                        const NumberVisitor& visit, std::stop_token stop) const {
    return readNumbersOf(m_allSegments, columns, visit, stop);
}

core::Status StoredColumns::readCodes(std::span<const core::TextColumn> columns,
                                      const CodeVisitor& visit, std::stop_token stop) const {
    return readCodesOf(m_allSegments, columns, visit, stop);
}

core::Status StoredColumns::readKeys(std::span<const core::IdColumn> columns,
                                     const KeyVisitor& visit, std::stop_token stop) const {
    return readKeysOf(m_allSegments, columns, visit, stop);
}

core::Result<std::vector<std::string>> StoredColumns::dictionary(core::TextColumn column) const {
    auto reader = borrow();
    if (!reader)
        return reader.error();
    auto texts = guarded(m_path, [&]() -> core::Result<std::vector<std::string>> {
        std::vector<std::string> all(1); // code 0 is the empty text
        SQLite::Statement rows{*(*reader)->db,
                               "SELECT text FROM dictionary WHERE field = ? ORDER BY code"};
        rows.bind(1, int(column));
        while (rows.executeStep())
            all.push_back(rows.getColumn(0).getString());
        return all;
    });
    giveBack(*std::move(reader));
    return texts;
}

/// A page that holds text `last`; an older copy of the last page may end before it.
core::Result<std::shared_ptr<const Texts>> StoredColumns::idPage(BodyReader& reader,
                                                                 std::size_t list,
                                                                 std::uint32_t number,
                                                                 std::uint32_t last) const {
    const std::int64_t id = pageId(list, number);
    std::shared_ptr<const Texts> page;
    {
        const std::lock_guard lock{m_mutex};
        page = m_pages.find(id);
    }
    if (page && page->size() > last)
        return page;
    auto decoded = std::make_shared<Texts>();
    if (const core::Status read = reader.idPage(list, number, *decoded); !read)
        return read.error();
    const std::lock_guard lock{m_mutex};
    m_pages.put(id, decoded);
    return std::shared_ptr<const Texts>(std::move(decoded));
}

core::Result<std::vector<std::string>>
StoredColumns::idTexts(core::IdColumn column, std::span<const std::uint32_t> keys) const {
    const std::size_t list = listOf(column);
    std::vector<std::string> texts(keys.size());
    std::vector<std::size_t> order = unknownOf(list, keys, texts);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return keys[a] / kPageTexts < keys[b] / kPageTexts;
    });
    std::vector<std::size_t> begins; // of the pages in `order`
    for (std::size_t i = 0; i < order.size(); ++i)
        if (i == 0 || keys[order[i]] / kPageTexts != keys[order[i - 1]] / kPageTexts)
            begins.push_back(i);
    const auto readPage = [&](BodyReader& reader, std::size_t p) -> core::Status {
        const std::size_t end = p + 1 < begins.size() ? begins[p + 1] : order.size();
        const auto wanted = std::span(order).subspan(begins[p], end - begins[p]);
        std::uint32_t last = 0;
        for (const std::size_t i : wanted)
            last = std::max(last, keys[i] % kPageTexts);
        if (keys[wanted.front()] < kPageTexts && last == 0)
            return {}; // the empty text only
        const auto page = idPage(reader, list, keys[wanted.front()] / kPageTexts, last);
        if (!page)
            return page.error();
        for (const std::size_t i : wanted)
            if (keys[i] != 0 && keys[i] % kPageTexts < (*page)->size())
                texts[i] = (*page)->at(keys[i] % kPageTexts);
        return {};
    };
    const core::Status status = inParallel(begins.size(), readPage, {});
    if (!status)
        return status.error();
    remember(list, keys, texts);
    return texts;
}

/// Fill in the texts that were shown before; the places of the others.
std::vector<std::size_t> StoredColumns::unknownOf(std::size_t list,
                                                  std::span<const std::uint32_t> keys,
                                                  std::vector<std::string>& texts) const {
    std::vector<std::size_t> unknown;
    const std::lock_guard lock{m_mutex};
    const TextOf& shown = m_shownTexts[list];
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (const auto found = shown.find(keys[i]); found != shown.end())
            texts[i] = found->second;
        else
            unknown.push_back(i);
    return unknown;
}

/// Tables are asked again for what they show with every change of filter, and each text may be on
/// a page of its own.
void StoredColumns::remember(std::size_t list, std::span<const std::uint32_t> keys,
                             const std::vector<std::string>& texts) const {
    constexpr std::size_t kMostShown = 65'536;
    if (keys.size() > kMostShown / 4)
        return; // nobody looks at so many
    const std::lock_guard lock{m_mutex};
    KeyOf& shown = m_shown[list];
    TextOf& shownTexts = m_shownTexts[list];
    if (shownTexts.size() + keys.size() > kMostShown) {
        shown.clear();
        shownTexts.clear();
    }
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i] != 0 && shownTexts.emplace(keys[i], texts[i]).second)
            shown.emplace(texts[i], keys[i]);
}

std::optional<std::uint32_t> StoredColumns::remembered(std::size_t list,
                                                       std::string_view text) const {
    const std::lock_guard lock{m_mutex};
    const auto found = m_shown[list].find(std::string(text));
    return found == m_shown[list].end() ? std::nullopt : std::optional(found->second);
}

core::Result<std::uint32_t> StoredColumns::idKey(core::IdColumn column, std::string_view text,
                                                 std::stop_token stop) const {
    if (text.empty())
        return std::uint32_t{0};
    const std::size_t list = listOf(column);
    if (m_maxKeys[list] == 0)
        return std::uint32_t{0};
    if (const auto known = remembered(list, text))
        return *known;
    std::atomic<std::uint32_t> key = 0;
    // There is no index by text: an id that was not shown is rarely asked for.
    const core::Status looked = inParallel(
        pagesOf(list),
        [&](BodyReader& reader, std::size_t page) -> core::Status {
            if (key != 0)
                return {};
            Texts texts;
            if (auto read = reader.idPage(list, std::uint32_t(page), texts); !read)
                return read;
            std::size_t at = texts.bytes.find(text);
            while (at != std::string::npos) {
                const auto end = std::lower_bound(texts.ends.begin(), texts.ends.end(),
                                                  std::uint32_t(at + text.size()));
                const auto row = std::size_t(end - texts.ends.begin());
                if (row < texts.size() && texts.at(row) == text) {
                    key = std::uint32_t(page * kPageTexts + row);
                    return {};
                }
                at = texts.bytes.find(text, at + 1);
            }
            return {};
        },
        stop);
    if (!looked)
        return looked.error();
    const std::uint32_t found = key;
    return found > m_maxKeys[list] ? 0 : found; // a later import's ids are not of this snapshot
}

core::Result<std::string> StoredColumns::blob(core::BlobColumn column, std::size_t segment,
                                              std::uint32_t row) const {
    const frame::SegmentInfo& info = m_segments[segment];
    const std::int64_t id = bodyId(info.id, columnIdOf(column));
    std::shared_ptr<const Texts> texts;
    {
        const std::lock_guard lock{m_mutex};
        texts = m_blobs.find(id);
    }
    if (!texts) {
        auto reader = borrow();
        if (!reader)
            return reader.error();
        auto decoded = std::make_shared<Texts>();
        const core::Status read = (*reader)->bodies->blobs(info.id, column, info.rows, *decoded);
        giveBack(*std::move(reader));
        if (!read)
            return read.error();
        texts = decoded;
        const std::lock_guard lock{m_mutex};
        m_blobs.put(id, texts);
    }
    return std::string{texts->at(row)};
}

} // namespace ms::store
