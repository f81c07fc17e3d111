// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_columns.h"
#include "models/store/body_reader.h"
#include "models/store/page_cache.h"
#include "models/store/replaced_rows.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ms::store {

/// One column of the SQL table `event`.
struct EventColumn {
    enum class Kind { Number, TimeText, Text, FeatureOrWorkflow, Id, Blob, Batch, Segment };
    Kind kind;
    std::size_t index = 0; // of the stored column, where it is one
    std::string name;
};
const std::vector<EventColumn>& eventColumns();

/// Which segments a statement wants; absent is any.
struct EventRange {
    std::optional<std::int64_t> batch;
    std::optional<std::int64_t> segment;
    std::optional<std::int64_t> from; // timestamps, both ends included
    std::optional<std::int64_t> to;
};

/// Walks over the counted events of a workspace and decodes only what it is told to.
class EventCursor {
public:
    explicit EventCursor(sqlite3* db);

    /// Start at the first event of `range`; bit i of `wanted` asks for eventColumns()[i].
    core::Status start(const EventRange& range, std::uint64_t wanted);
    core::Status next();
    bool isAtEnd() const { return m_segment >= m_segments.size(); }

    std::int64_t rowId() const { return m_segments[m_segment].id * 65'536 + m_row; }
    std::int64_t batch() const { return m_segments[m_segment].batch; }
    std::int64_t segment() const { return m_segments[m_segment].id; }
    std::int64_t number(std::size_t column) const { return m_columns.numbers[column][m_row]; }
    core::Result<std::string_view> text(std::size_t column);
    core::Result<std::string_view> id(std::size_t column);
    std::string_view blob(std::size_t column) const { return m_columns.blobs[column].at(m_row); }

private:
    struct Segment {
        std::int64_t id;
        std::int64_t batch;
        std::uint32_t rows;
    };
    core::Status findSegments(const EventRange& range);
    core::Status enterSegment();
    core::Status skipReplaced();
    core::Status loadDictionary(std::size_t column);

    sqlite3* m_db;
    BodyReader m_reader;
    std::uint64_t m_wanted = 0;
    std::vector<Segment> m_segments;
    RowsBySegment m_replaced;
    std::size_t m_segment = 0;
    std::uint32_t m_row = 0;
    std::size_t m_nextReplaced = 0;
    SegmentColumns m_columns;
    std::array<std::vector<std::string>, core::kTextColumns> m_dictionaries;
    RecentlyUsed<Texts> m_pages;
    std::array<std::shared_ptr<const Texts>, kIdLists> m_lastPage;
    std::array<std::int64_t, kIdLists> m_lastPageId{};
};

} // namespace ms::store
