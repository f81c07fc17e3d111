// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/event_cursor.h"

#include "models/store/sqlite_api.h"
#include "models/store/store_error.h"

namespace ms::store {

namespace {

using core::NumberColumn;
using core::TextColumn;

constexpr std::size_t kDecodedPages = 24;

std::string pathOf(sqlite3* db) {
    const char* name = sqlite3_db_filename(db, "main");
    return name ? name : "";
}

class Rows {
public:
    Rows(sqlite3* db, const char* sql) : m_db{db} {
        m_code = sqlite3_prepare_v2(db, sql, -1, &m_statement, nullptr);
    }
    ~Rows() { sqlite3_finalize(m_statement); }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    void bind(int parameter, const std::optional<std::int64_t>& value) {
        if (m_code != SQLITE_OK || !value)
            return; // unbound is null
        sqlite3_bind_int64(m_statement, parameter, *value);
    }
    bool next() {
        if (m_code == SQLITE_OK || m_code == SQLITE_ROW)
            m_code = sqlite3_step(m_statement);
        return m_code == SQLITE_ROW;
    }
    std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    std::string text(int column) const {
        const unsigned char* bytes = sqlite3_column_text(m_statement, column);
        return {reinterpret_cast<const char*>(bytes),
                std::size_t(sqlite3_column_bytes(m_statement, column))};
    }
    core::Status status() const {
        if (m_code == SQLITE_DONE)
            return {};
        return storeError(m_code, sqlite3_errmsg(m_db), pathOf(m_db));
    }

private:
    sqlite3* m_db;
    sqlite3_stmt* m_statement = nullptr;
    int m_code;
};

std::vector<EventColumn> makeColumns() {
    using Kind = EventColumn::Kind;
    std::vector<EventColumn> columns{{Kind::TimeText, 0, "time_utc"}};
    for (std::size_t c = 0; c < core::kNumberColumns; ++c)
        columns.push_back({Kind::Number, c, std::string{nameOf(NumberColumn(c))}});
    for (std::size_t c = 0; c < core::kTextColumns; ++c)
        columns.push_back({Kind::Text, c, std::string{nameOf(TextColumn(c))}});
    columns.push_back({Kind::FeatureOrWorkflow, 0, "feature_or_workflow"});
    for (std::size_t c = 0; c < core::kIdColumns; ++c)
        columns.push_back({Kind::Id, c, std::string{nameOf(core::IdColumn(c))}});
    for (std::size_t c = 0; c < core::kBlobColumns; ++c)
        columns.push_back({Kind::Blob, c, std::string{nameOf(core::BlobColumn(c))}});
    columns.push_back({Kind::Batch, 0, "batch"});
    columns.push_back({Kind::Segment, 0, "segment"});
    return columns;
}

} // namespace

const std::vector<EventColumn>& eventColumns() {
    static const std::vector<EventColumn> columns = makeColumns();
    return columns;
}

EventCursor::EventCursor(sqlite3* db)
    : m_db{db}, m_reader{db, pathOf(db)}, m_pages{kDecodedPages,
                                                  [this](std::int64_t id, Texts& texts) {
                                                      return m_reader.idPage(
                                                          std::size_t(id / kPageTexts),
                                                          std::uint32_t(id % kPageTexts), texts);
                                                  }} {}

core::Status EventCursor::start(const EventRange& range, std::uint64_t wanted) {
    m_wanted = wanted;
    for (auto& dictionary : m_dictionaries)
        dictionary.clear();
    if (auto found = findSegments(range); !found)
        return found;
    auto replaced = readReplaced(m_db, pathOf(m_db));
    if (!replaced)
        return replaced.error();
    m_replaced = *std::move(replaced);
    m_segment = 0;
    m_row = 0;
    if (auto entered = enterSegment(); !entered)
        return entered;
    return skipReplaced();
}

core::Status EventCursor::findSegments(const EventRange& range) {
    Rows rows{m_db, "SELECT s.id, s.batch, s.rows FROM segment s JOIN batch b ON b.id = s.batch "
                    "WHERE b.is_active = 1 AND (?1 IS NULL OR s.batch = ?1) "
                    "AND (?2 IS NULL OR s.id = ?2) AND (?3 IS NULL OR s.last_time >= ?3) "
                    "AND (?4 IS NULL OR s.first_time <= ?4) ORDER BY s.id"};
    rows.bind(1, range.batch);
    rows.bind(2, range.segment);
    rows.bind(3, range.from);
    rows.bind(4, range.to);
    m_segments.clear();
    while (rows.next())
        m_segments.push_back({rows.integer(0), rows.integer(1), std::uint32_t(rows.integer(2))});
    return rows.status();
}

core::Status EventCursor::next() {
    ++m_row;
    return skipReplaced();
}

/// Move on to the next event that counts, if the one at hand does not.
core::Status EventCursor::skipReplaced() {
    while (!isAtEnd()) {
        if (m_row >= m_segments[m_segment].rows) {
            ++m_segment;
            m_row = 0;
            if (auto entered = enterSegment(); !entered)
                return entered;
            continue;
        }
        const auto rows = m_replaced.find(m_segments[m_segment].id);
        if (rows == m_replaced.end() || m_nextReplaced >= rows->second.size() ||
            rows->second[m_nextReplaced] != m_row)
            return {};
        ++m_nextReplaced;
        ++m_row;
    }
    return {};
}

core::Status EventCursor::enterSegment() {
    m_nextReplaced = 0;
    if (isAtEnd())
        return {};
    const Segment& segment = m_segments[m_segment];
    core::Status status;
    const auto readText = [&](TextColumn c) {
        if (status)
            status = m_reader.codes(segment.id, c, segment.rows,
                                    m_columns.codes[std::size_t(c)].storage());
        if (status && m_dictionaries[std::size_t(c)].empty())
            status = loadDictionary(std::size_t(c));
    };
    for (std::size_t i = 0; status && i < eventColumns().size(); ++i) {
        if ((m_wanted >> i & 1) == 0)
            continue;
        const EventColumn& column = eventColumns()[i];
        switch (column.kind) {
        case EventColumn::Kind::TimeText: // reads the number `timestamp`, which is column 0
        case EventColumn::Kind::Number:
            status = m_reader.numbers(segment.id, NumberColumn(column.index), segment.rows,
                                      m_columns.numbers[column.index].storage());
            break;
        case EventColumn::Kind::Text:
            readText(TextColumn(column.index));
            break;
        case EventColumn::Kind::FeatureOrWorkflow:
            readText(TextColumn::Feature);
            readText(TextColumn::Workflow);
            break;
        case EventColumn::Kind::Id:
            status = m_reader.keys(segment.id, core::IdColumn(column.index), segment.rows,
                                   m_columns.keys[column.index].storage());
            break;
        case EventColumn::Kind::Blob:
            status = m_reader.blobs(segment.id, core::BlobColumn(column.index), segment.rows,
                                    m_columns.blobs[column.index]);
            break;
        case EventColumn::Kind::Batch:
        case EventColumn::Kind::Segment:
            break;
        }
    }
    return status;
}

core::Status EventCursor::loadDictionary(std::size_t column) {
    Rows rows{m_db, "SELECT text FROM dictionary WHERE field = ?1 ORDER BY code"};
    rows.bind(1, std::int64_t(column));
    m_dictionaries[column].assign(1, {});
    while (rows.next())
        m_dictionaries[column].push_back(rows.text(0));
    return rows.status();
}

core::Result<std::string_view> EventCursor::text(std::size_t column) {
    const std::uint32_t code = m_columns.codes[column][m_row];
    if (code >= m_dictionaries[column].size())
        return core::Error{core::Error::Code::Workspace,
                           "This workspace is damaged: a text of '" +
                               std::string{nameOf(TextColumn(column))} + "' is missing.",
                           pathOf(m_db)};
    return std::string_view{m_dictionaries[column][code]};
}

core::Result<std::string_view> EventCursor::id(std::size_t column) {
    const std::uint32_t key = m_columns.keys[column][m_row];
    if (key == 0)
        return std::string_view{};
    const std::size_t list = listOf(core::IdColumn(column));
    const std::int64_t page = pageId(list, key / kPageTexts);
    if (!m_lastPage[list] || m_lastPageId[list] != page) {
        auto texts = m_pages.get(page);
        if (!texts)
            return texts.error();
        m_lastPage[list] = *std::move(texts);
        m_lastPageId[list] = page;
    }
    if (key % kPageTexts >= m_lastPage[list]->size())
        return core::Error{core::Error::Code::Workspace,
                           "This workspace is damaged: the text of an id is missing.",
                           pathOf(m_db)};
    return m_lastPage[list]->at(key % kPageTexts);
}

} // namespace ms::store
