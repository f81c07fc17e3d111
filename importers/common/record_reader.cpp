// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/record_reader.h"

#include "importers/common/byte_scan.h"
#include "importers/common/csv.h"
#include "importers/common/json_record.h"
#include "importers/common/number_format.h"

#include <algorithm>

namespace ms::importers {

namespace {

bool mayHoldNul(std::string_view text) {
    return text.find("\\u0000") != std::string_view::npos;
}

class CsvReader final : public RecordReader {
public:
    CsvReader(std::shared_ptr<const RecordShape> shape, CsvPlace place)
        : m_shape{std::move(shape)}, m_place{std::move(place)}, m_record{*m_shape} {}

    void start(const Chunk& chunk) override {
        m_records.emplace(chunk.bytes, m_place.delimiter, chunk.firstLine, chunk.firstRow);
        m_record.expectNul(mayHoldNul(chunk.bytes)); // within JSON that a cell holds
    }

    Record* next(ParsedChunk& out) override {
        while (m_records->next(m_row)) {
            ++out.rows;
            if (m_row.problem == nullptr && m_row.cells.size() == m_place.columns) {
                m_record.start(m_row.line, m_row.row, m_row.raw);
                for (const auto& [column, key] : m_place.read)
                    m_record.set(key, m_row.cells[column]);
                return &m_record;
            }
            out.reject(m_row.line, {},
                       m_row.problem != nullptr
                           ? m_row.problem
                           : "Cells in this row: " + std::to_string(m_row.cells.size()) +
                                 "; columns in the header: " + std::to_string(m_place.columns) +
                                 ".",
                       m_row.raw);
        }
        return nullptr;
    }

private:
    std::shared_ptr<const RecordShape> m_shape;
    CsvPlace m_place;
    std::optional<CsvRecords> m_records;
    CsvRecord m_row;
    Record m_record;
};

class JsonReader final : public RecordReader {
public:
    JsonReader(std::shared_ptr<const RecordShape> shape, Layout layout)
        : m_layout{layout}, m_json{std::move(shape)} {}

    void start(const Chunk& chunk) override {
        m_chunk = chunk;
        m_at = 0;
        m_line = chunk.firstLine;
        m_row = chunk.firstRow;
        m_json.record().expectNul(mayHoldNul(chunk.bytes));
        m_areNotesTold = false;
        m_isCutTold = false;
    }

    Record* next(ParsedChunk& out) override {
        while (takeText()) {
            ++out.rows;
            if (readText(out))
                return &m_json.record();
        }
        if (m_layout == Layout::Values && !std::exchange(m_areNotesTold, true))
            tellNotes(out);
        return nullptr;
    }

private:
    /// Where the next record stands; false at the end of the chunk.
    bool takeText() {
        if (m_layout == Layout::Values) {
            if (m_at == m_chunk.values.size())
                return false;
            const JsonCutter::Piece& piece = m_chunk.values[m_at++];
            m_text = m_chunk.bytes.substr(piece.at, piece.size);
            m_textLine = piece.line;
            m_textRow = m_row++;
            m_isCut = piece.isCut;
            return true;
        }
        while (m_at < m_chunk.bytes.size()) {
            const std::size_t end = findByte(m_chunk.bytes, '\n', m_at, m_chunk.bytes.size());
            m_text = trimmed(m_chunk.bytes.substr(m_at, end - m_at));
            m_textLine = m_textRow = m_line++;
            m_isCut = m_chunk.isLast && end == m_chunk.bytes.size();
            m_at = end + 1;
            if (!m_text.empty())
                return true;
        }
        return false;
    }

    bool readText(ParsedChunk& out) {
        // The bytes behind the text are the rest of the chunk or its padding: no copy is needed.
        const auto found = m_json.readPadded(m_text, m_textLine, m_textRow);
        if (found == JsonRecord::Found::Object)
            return true;
        if (found == JsonRecord::Found::NoJson && m_isCut) {
            ++out.skipped;
            out.note(Note::PartialLine);
            m_isCutTold = true;
            return false;
        }
        const std::string what = m_layout == Layout::Lines ? "The line" : "The value";
        out.reject(m_textLine, {},
                   found == JsonRecord::Found::NoJson
                       ? what + " is not valid JSON: " + m_json.problem()
                       : what + " is not a JSON object.",
                   m_text);
        return false;
    }

    void tellNotes(ParsedChunk& out) {
        JsonParser parser;
        for (const std::string& page : m_chunk.pages)
            if (const auto value = parser.parse(page); value && announcesMore(*value))
                out.note(Note::PageIncomplete);
        if (m_chunk.isCutShort && !m_isCutTold)
            out.note(Note::PartialLine);
    }

    Layout m_layout;
    JsonRecord m_json;
    Chunk m_chunk;
    std::size_t m_at = 0; // byte (Lines), or position among the values
    std::int64_t m_line = 1;
    std::int64_t m_row = 1;
    std::string_view m_text;
    std::int64_t m_textLine = 1;
    std::int64_t m_textRow = 1;
    bool m_isCut = false;
    bool m_areNotesTold = false;
    bool m_isCutTold = false;
};

} // namespace

core::Result<CsvPlace> placeOf(const RecordShape& shape, const CsvHeader& header, Letters letters) {
    CsvPlace place{header.delimiter, header.names.size(), {}};
    for (std::size_t key = 0; key < shape.size(); ++key) {
        std::optional<std::size_t> found;
        for (std::size_t column = 0; column < header.names.size(); ++column) {
            if (!isSameName(header.names[column], shape.path(key), letters))
                continue;
            if (found)
                return core::Error{core::Error::Code::BadInput,
                                   "The file has more than one column '" + shape.path(key) + "'.",
                                   {}};
            found = column;
        }
        if (found)
            place.read.emplace_back(*found, key);
    }
    return place;
}

ReadPlan csvPlan(const FileHead& head) {
    const CsvHeader& header = *head.csv();
    ReadPlan plan;
    plan.layout = Layout::Csv;
    plan.delimiter = header.delimiter;
    plan.headBytes = header.bytes;
    plan.headLines = header.lines;
    plan.info.head = head.text().substr(0, header.bytes);
    return plan;
}

ReadPlan jsonPlan(const FileHead& head, const std::string& recordsAt) {
    ReadPlan plan;
    const bool isLines = head.jsonShape() == FileHead::JsonShape::Lines && recordsAt.empty();
    plan.layout = isLines ? Layout::Lines : Layout::Values;
    plan.recordsAt = recordsAt;
    return plan;
}

std::unique_ptr<RecordReader> makeCsvReader(std::shared_ptr<const RecordShape> shape,
                                            CsvPlace place) {
    return std::make_unique<CsvReader>(std::move(shape), std::move(place));
}

std::unique_ptr<RecordReader> makeJsonReader(std::shared_ptr<const RecordShape> shape,
                                             Layout layout) {
    return std::make_unique<JsonReader>(std::move(shape), layout);
}

bool announcesMore(JsonValue page) {
    const auto isBelow = [&](const char* number, const char* count) {
        const auto at = page.at(number).integer();
        const auto all = page.at(count).integer();
        return at && all && *at < *all;
    };
    if (page["has_more"].isTrue() || page.at("meta.cursor").isGiven() ||
        isBelow("meta.page", "meta.totalPages"))
        return true;
    const auto number = page.at("result_info.page").integer();
    const auto size = page.at("result_info.per_page").integer();
    const auto all = page.at("result_info.total_count").integer();
    return number && size && all && *number * *size < *all;
}

} // namespace ms::importers
