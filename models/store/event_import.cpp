// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/event_import.h"

#include "models/core/at_once.h"

#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <map>

namespace ms::store {

namespace {

constexpr std::size_t kDecodedPages = 24; // 65,536 texts each: about 2.5 MB
/// A page of the longest ids must stay below kMaxValueBytes even when nothing compresses.
constexpr std::size_t kMaxIdBytes = 512;

bool hasLongId(const core::EventBlock& block) {
    for (std::size_t c = 0; c < core::kIdColumns; ++c) {
        const auto column = core::IdColumn(c);
        for (std::size_t row = 0; block.hasAny(column) && row < block.size(); ++row)
            if (block.id(column, row).size() > kMaxIdBytes)
                return true;
    }
    return false;
}

} // namespace

EventImport::EventImport(SQLite::Database& db, const std::string& path, std::int64_t batch,
                         const core::SourceInfo& info, IdHash hash)
    : m_db{db}, m_identityKind{info.identity}, m_batch{batch},
      m_pages{std::make_shared<IdIndex::Pages>(
          kDecodedPages,
          [this](std::int64_t id, Texts& texts) { return m_store.readPage(id, texts); })},
      m_store{db, path, batch} {
    for (std::size_t c = 0; c < core::kTextColumns; ++c)
        m_dictionaries.emplace_back(db, core::TextColumn(c));
    m_ids.reserve(kIdLists);
    for (std::size_t list = 0; list < kIdLists; ++list)
        m_ids.emplace_back(hash, m_pages, list);
    m_store.findStored(info.source);
}

void EventImport::expectRows(std::uint64_t rows) {
    for (IdIndex& list : m_ids)
        list.expectRows(rows);
}

core::Status EventImport::loadIds() {
    if (m_isReady)
        return {};
    m_isReady = true;
    std::vector<std::int64_t> stored;
    SQLite::Statement rows{m_db, "SELECT id FROM id_page ORDER BY id"};
    while (rows.executeStep())
        stored.push_back(rows.getColumn(0).getInt64());
    std::vector<std::size_t> pages(m_ids.size());
    for (const std::int64_t id : stored)
        ++pages.at(std::size_t(id / kPageTexts));
    for (std::size_t list = 0; list < m_ids.size(); ++list)
        m_ids[list].reserve(pages[list] * kPageTexts);
    Texts texts;
    for (const std::int64_t id : stored) {
        if (auto read = m_store.readPage(id, texts); !read)
            return read;
        m_ids[std::size_t(id / kPageTexts)].addStored(texts);
    }
    m_identity.emplace(m_store, m_identityKind, m_batch, m_ids[0].size());
    return {};
}

core::Status EventImport::add(core::EventBlock block) {
    if (block.size() == 0)
        return {};
    if (auto loaded = loadIds(); !loaded)
        return loaded;
    const std::vector<std::uint32_t> refused = refuseLongIds(block);
    if (auto translated = translate(block, refused); !translated)
        return translated;
    if (!refused.empty())
        dropRows(refused);
    if (m_block.rows == 0)
        return {};
    auto outcome = m_identity->resolve(m_block);
    if (!outcome)
        return outcome.error();
    m_accepted += std::int64_t(outcome->accepted.size()) - outcome->superseded;
    m_duplicates += outcome->duplicates + outcome->superseded;
    m_replaced += outcome->replaced;
    noteTimes(outcome->accepted);
    return append(*outcome);
}

std::vector<std::uint32_t> EventImport::refuseLongIds(const core::EventBlock& block) {
    std::vector<std::uint32_t> refused;
    if (!hasLongId(block))
        return refused;
    for (std::uint32_t row = 0; row < block.size(); ++row) {
        for (std::size_t c = 0; c < core::kIdColumns; ++c) {
            const auto column = core::IdColumn(c);
            const std::string_view id = block.id(column, row);
            if (id.size() <= kMaxIdBytes)
                continue;
            refused.push_back(row);
            m_rejects.push_back(
                {block.numbers(core::NumberColumn::SourceRow)[row], std::string{nameOf(column)},
                 "This id has " + std::to_string(id.size()) + " bytes; ids may have up to " +
                     std::to_string(kMaxIdBytes) + ".",
                 std::string{id.substr(0, kMaxIdBytes)}});
            break; // one reject a row
        }
    }
    return refused;
}

core::Status EventImport::translate(core::EventBlock& block,
                                    const std::vector<std::uint32_t>& refused) {
    m_block.rows = block.size();
    for (std::size_t c = 0; c < core::kNumberColumns; ++c)
        m_block.numbers[c].take(block.takeNumbers(core::NumberColumn(c)));
    for (std::size_t c = 0; c < core::kTextColumns; ++c) {
        const auto column = core::TextColumn(c);
        m_block.codes[c].clear();
        if (block.dictionary(column).size() > 1) // more than the empty text
            m_dictionaries[c].translate(block.dictionary(column), block.codes(column),
                                        m_block.codes[c].storage());
    }
    if (auto done = internAll(block, refused); !done)
        return done;
    for (std::size_t c = 0; c < core::kBlobColumns; ++c) {
        const auto column = core::BlobColumn(c);
        m_block.blobs[c].clear();
        if (!block.hasAny(column))
            m_block.blobs[c].ends.assign(block.size(), 0);
        else
            for (std::size_t row = 0; row < block.size(); ++row)
                m_block.blobs[c].append(block.blob(column, row));
    }
    return {};
}

/// The lists are independent of each other, and request ids alone are about half of the work.
core::Status EventImport::internAll(const core::EventBlock& block,
                                    const std::vector<std::uint32_t>& refused) {
    const auto internList = [&](bool isFirst, core::Status& status) {
        for (std::size_t c = 0; c < core::kIdColumns && status; ++c)
            if ((listOf(core::IdColumn(c)) == 0) == isFirst)
                status = intern(block, core::IdColumn(c), refused);
    };
    core::Status first;
    core::Status others;
    core::atOnce({[&] { internList(true, first); }, [&] { internList(false, others); }});
    if (!first || !others)
        return first ? others : first;
    return storePages(&IdIndex::takeFull);
}

core::Status EventImport::storePages(std::vector<IdIndex::Page> (IdIndex::*take)()) {
    for (std::size_t list = 0; list < m_ids.size(); ++list)
        for (IdIndex::Page& page : (m_ids[list].*take)())
            if (auto put = m_store.putPage(list, page.number, std::move(page.texts)); !put)
                return put;
    return {};
}

core::Status EventImport::intern(const core::EventBlock& block, core::IdColumn column,
                                 const std::vector<std::uint32_t>& refused) {
    m_block.keys[std::size_t(column)].clear();
    if (!block.hasAny(column))
        return {};
    std::vector<std::uint32_t>& keys = m_block.keys[std::size_t(column)].filled(block.size());
    std::vector<std::string_view> texts(block.size());
    for (std::size_t row = 0; row < block.size(); ++row)
        texts[row] = block.id(column, row);
    for (const std::uint32_t row : refused)
        texts[row] = {};
    if (column != core::IdColumn::Root)
        return m_ids[listOf(column)].intern(texts, keys);

    // Mostly a request is its own root, and its key is known already.
    const SegmentColumns::Codes& requests = m_block[core::IdColumn::Request];
    std::vector<std::uint32_t> own;
    for (std::uint32_t row = 0; row < block.size(); ++row)
        if (requests[row] != 0 && texts[row] == block.id(core::IdColumn::Request, row)) {
            texts[row] = {};
            own.push_back(row);
        }
    if (own.size() < block.size())
        if (auto done = m_ids[listOf(column)].intern(texts, keys); !done)
            return done;
    for (const std::uint32_t row : own)
        keys[row] = requests[row];
    return {};
}

void EventImport::dropRows(const std::vector<std::uint32_t>& rows) {
    SegmentColumns kept;
    std::size_t from = 0;
    for (const std::uint32_t row : rows) {
        kept.appendRange(m_block, from, row);
        from = row + 1;
    }
    kept.appendRange(m_block, from, m_block.rows);
    m_block = std::move(kept);
}

core::Status EventImport::append(const EventIdentity::Outcome& outcome) {
    const std::vector<std::uint32_t>& rows = outcome.accepted;
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t end = i + 1; // copy runs of neighbours at once: mostly the whole block
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        if (auto done = m_store.append(m_block, rows[i], rows[end - 1] + 1); !done)
            return done;
        i = end;
    }
    return {};
}

void EventImport::noteTimes(const std::vector<std::uint32_t>& rows) {
    const SegmentColumns::Numbers& times = m_block[core::NumberColumn::Time];
    for (const std::uint32_t row : rows) {
        if (times[row] == core::kUnknownNumber)
            continue;
        const core::Instant time{times[row]};
        if (!m_span)
            m_span = std::pair{time, time};
        m_span->first = std::min(m_span->first, time);
        m_span->second = std::max(m_span->second, time);
    }
}

core::Status EventImport::finish() {
    if (auto stored = storePages(&IdIndex::takeRest); !stored)
        return stored;
    if (auto finished = m_store.finish(); !finished)
        return finished;
    for (TextDictionary& dictionary : m_dictionaries)
        dictionary.save();
    saveReplacements();
    return {};
}

void EventImport::saveReplacements() {
    if (!m_identity)
        return;
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::uint32_t>> rows;
    for (const Replacement& one : m_identity->replacements()) {
        const EventStore::Place place = m_store.placeOf(one.event);
        rows[{m_store.segments()[place.segment].id, one.byBatch}].push_back(place.row);
    }
    SQLite::Statement insert{m_db, "INSERT INTO replaced (segment, by_batch, checksum, body) "
                                   "VALUES (?, ?, ?, ?)"};
    for (auto& [where, list] : rows) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        const Body body = replacedBody(where.first, list);
        insert.bind(1, where.first);
        insert.bind(2, where.second);
        insert.bind(3, std::int64_t(body.checksum));
        insert.bind(4, body.bytes.data(), int(body.bytes.size()));
        insert.exec();
        insert.reset();
    }
}

} // namespace ms::store
