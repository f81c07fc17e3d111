// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/event_store.h"

#include "models/core/check.h"

#include <algorithm>

namespace ms::store {

namespace {

constexpr std::size_t kDecodedSegments = 3;     // about 20 MB each
constexpr std::size_t kMaxBlobBytes = 16 << 20; // closes a segment early; see kMaxValueBytes
constexpr unsigned kEncoders = 2;

} // namespace

EventStore::EventStore(SQLite::Database& db, std::string path, std::int64_t batch)
    : m_db{db}, m_path{std::move(path)}, m_batch{batch}, m_reader{db.getHandle(), m_path},
      m_decoded{
          kDecodedSegments,
          [this](std::int64_t segment, SegmentColumns& columns) { return load(segment, columns); }},
      m_insertColumn{db, "INSERT INTO column_body (id, checksum, body) VALUES (?, ?, ?)"},
      m_insertPage{db, "INSERT OR REPLACE INTO id_page (id, checksum, body, texts) "
                       "VALUES (?, ?, ?, ?)"},
      m_insertSegment{db, "INSERT INTO segment (id, batch, rows, first_time, last_time) "
                          "VALUES (?, ?, ?, ?, ?)"},
      m_queue{kEncoders, [this](std::vector<Body> bodies) { return write(bodies); }} {
    SQLite::Statement last{db, "SELECT coalesce(max(id), 0) FROM segment"};
    last.executeStep();
    m_nextSegmentId = last.getColumn(0).getInt64() + 1;
}

void EventStore::findStored(const std::string& source) {
    SQLite::Statement rows{m_db, "SELECT s.id, s.batch, s.rows, b.is_active FROM segment s "
                                 "JOIN batch b ON b.id = s.batch WHERE b.source = ? ORDER BY s.id"};
    rows.bind(1, source);
    while (rows.executeStep()) {
        const auto count = rows.getColumn(2).getUInt();
        m_segments.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(),
                              m_stored + 1, count, rows.getColumn(3).getInt() != 0});
        m_stored += count;
    }
    m_storedSegments = m_segments.size();
    openSegment();
}

void EventStore::openSegment() {
    const EventRef first = nextRef();
    m_filling = m_emptySegments->take();
    m_segments.push_back({m_nextSegmentId++, m_batch, first, 0, true});
}

EventRef EventStore::nextRef() const {
    return m_segments.empty() ? 1 : m_segments.back().first + m_segments.back().rows;
}

EventStore::Place EventStore::placeOf(EventRef event) const {
    const auto after = std::upper_bound(
        m_segments.begin(), m_segments.end(), event,
        [](EventRef wanted, const Segment& segment) { return wanted < segment.first; });
    CHECK(after != m_segments.begin(), "an event is in some segment");
    const std::size_t segment = std::size_t(after - m_segments.begin()) - 1;
    return {segment, event - m_segments[segment].first};
}

core::Result<std::shared_ptr<const SegmentColumns>> EventStore::columns(std::size_t segment) {
    if (segment + 1 == m_segments.size())
        return std::shared_ptr<const SegmentColumns>{m_filling};
    return m_decoded.get(std::int64_t(segment));
}

core::Status EventStore::load(std::int64_t index, SegmentColumns& columns) {
    const Segment& segment = m_segments[std::size_t(index)];
    if (std::size_t(index) >= m_storedSegments)
        if (auto drained = m_queue.drain(); !drained)
            return drained;
    return m_reader.all(segment.id, segment.rows, columns);
}

core::Result<RowsBySegment> EventStore::readReplacedRows() {
    return readReplaced(m_db.getHandle(), m_path);
}

core::Status EventStore::append(const SegmentColumns& block, std::size_t from, std::size_t to) {
    CHECK(std::uint64_t{nextRef()} + (to - from) < 0xFFFFFFFF,
          "one source holds at most 2^32 - 2 events");
    while (from < to) {
        const std::size_t upTo = std::min(to, from + (kSegmentRows - m_filling->rows));
        m_filling->appendRange(block, from, upTo);
        m_segments.back().rows = std::uint32_t(m_filling->rows);
        from = upTo;
        if (m_filling->rows == kSegmentRows || m_filling->blobBytes() > kMaxBlobBytes)
            if (auto closed = closeSegment(); !closed)
                return closed;
    }
    return {};
}

core::Status EventStore::closeSegment() {
    const Segment& segment = m_segments.back();
    std::shared_ptr<const SegmentColumns> columns = m_filling;
    m_insertSegment.bind(1, segment.id);
    m_insertSegment.bind(2, segment.batch);
    m_insertSegment.bind(3, segment.rows);
    m_insertSegment.bind(4); // null
    m_insertSegment.bind(5);
    std::int64_t first = INT64_MAX;
    std::int64_t last = INT64_MIN;
    for (const std::int64_t time : (*columns)[core::NumberColumn::Time].values()) {
        if (time == core::kUnknownNumber)
            continue;
        first = std::min(first, time);
        last = std::max(last, time);
    }
    if (first <= last) {
        m_insertSegment.bind(4, first);
        m_insertSegment.bind(5, last);
    }
    m_insertSegment.exec();
    m_insertSegment.reset();
    m_decoded.put(std::int64_t(m_segments.size()) - 1, columns);
    const std::int64_t id = segment.id;
    openSegment();
    return m_queue.put([id, columns] { return encodeSegment(id, *columns); });
}

core::Status EventStore::putPage(std::size_t list, std::uint32_t page,
                                 std::shared_ptr<const Texts> texts) {
    return m_queue.put([id = pageId(list, page), texts = std::move(texts)] {
        std::vector<Body> bodies{makeBody(id, encodeTexts(*texts))};
        bodies.front().texts = std::uint32_t(texts->size());
        return bodies;
    });
}

core::Status EventStore::readPage(std::int64_t id, Texts& texts) {
    if (auto drained = m_queue.drain(); !drained)
        return drained;
    return m_reader.idPage(std::size_t(id / kPageTexts), std::uint32_t(id % kPageTexts), texts);
}

core::Status EventStore::write(const std::vector<Body>& bodies) {
    for (const Body& body : bodies) {
        const bool isPage = body.texts > 0;
        SQLite::Statement& insert = isPage ? m_insertPage : m_insertColumn;
        insert.bind(1, body.id);
        insert.bind(2, std::int64_t(body.checksum));
        insert.bindNoCopy(3, body.bytes.data(), int(body.bytes.size()));
        if (isPage)
            insert.bind(4, body.texts);
        insert.exec();
        insert.reset();
    }
    return {};
}

core::Status EventStore::finish() {
    if (m_filling->rows > 0)
        if (auto closed = closeSegment(); !closed)
            return closed;
    return m_queue.drain();
}

} // namespace ms::store
