// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/store/body_reader.h"
#include "models/store/encode_queue.h"
#include "models/store/page_cache.h"
#include "models/store/replaced_rows.h"
#include "models/store/segment_pool.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ms::store {

/// Number of an event among those of one source: 1 on; 0 is none. Stable during one import.
using EventRef = std::uint32_t;

/// The events of one source, those stored before and those of the import at hand, which it writes.
/// Hands out decoded segments, the one being filled included.
class EventStore {
public:
    struct Segment {
        std::int64_t id = 0;
        std::int64_t batch = 0;
        EventRef first = 0;
        std::uint32_t rows = 0;
        bool isActive = true;
    };
    /// Where an event is.
    struct Place {
        std::size_t segment; // index into `segments()`
        std::uint32_t row;
    };

    EventStore(SQLite::Database& db, std::string path, std::int64_t batch);

    /// Find the segments of other batches of `source`. Call once, before anything else.
    void findStored(const std::string& source);
    EventRef storedEvents() const { return m_stored; }
    std::size_t storedSegments() const { return m_storedSegments; }
    const std::vector<Segment>& segments() const { return m_segments; }
    Place placeOf(EventRef event) const;
    EventRef nextRef() const;

    /// Columns of a segment, from memory or from the file.
    core::Result<std::shared_ptr<const SegmentColumns>> columns(std::size_t segment);
    /// Read one column of a stored segment.
    BodyReader& reader() { return m_reader; }
    /// Rows of stored segments that active batches replace.
    core::Result<RowsBySegment> readReplacedRows();

    /// Append rows [from, to) of `block`, closing segments as they fill.
    core::Status append(const SegmentColumns& block, std::size_t from, std::size_t to);
    core::Status putPage(std::size_t list, std::uint32_t page, std::shared_ptr<const Texts> texts);
    core::Status readPage(std::int64_t id, Texts& texts);
    /// Close the last segment and write all that is under way.
    core::Status finish();

private:
    core::Status closeSegment();
    core::Status write(const std::vector<Body>& bodies);
    core::Status load(std::int64_t segment, SegmentColumns& columns);
    void openSegment();

    SQLite::Database& m_db;
    std::string m_path;
    std::int64_t m_batch;
    BodyReader m_reader;
    std::vector<Segment> m_segments; // stored ones, then those of this import
    std::size_t m_storedSegments = 0;
    EventRef m_stored = 0;
    std::int64_t m_nextSegmentId = 1;
    std::shared_ptr<SegmentPool> m_emptySegments = std::make_shared<SegmentPool>();
    std::shared_ptr<SegmentColumns> m_filling;
    RecentlyUsed<SegmentColumns> m_decoded;
    SQLite::Statement m_insertColumn;
    SQLite::Statement m_insertPage;
    SQLite::Statement m_insertSegment;
    EncodeQueue m_queue;
};

} // namespace ms::store
