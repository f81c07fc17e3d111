// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/csv.h"

#include "importers/common/byte_scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <simdjson.h>

namespace ms::importers {

namespace {

constexpr const char* kUnclosed = "A quote is opened and not closed within 1 MiB.";
constexpr const char* kAfterQuote =
    "A closing quote is followed by something else than a delimiter or the end of the record.";

/// Where a quoted cell that opens at `open` ends.
struct Closing {
    enum class Kind { Closed, Malformed, Open } kind;
    std::size_t after = 0; // behind the closing quote, be it right or not; else the text's end
};

Closing findClosing(std::string_view text, std::size_t open, char delimiter, TextEnd end) {
    const std::size_t limit = std::min(text.size(), open + 1 + kMostCellBytes);
    const bool isCut = limit < text.size() || end == TextEnd::Closed;
    std::size_t at = open + 1;
    while (true) {
        const std::size_t quote = findByte(text, '"', at, limit);
        if (quote == limit)
            return {isCut ? Closing::Kind::Malformed : Closing::Kind::Open, text.size()};
        if (quote + 1 == text.size())
            return {end == TextEnd::Closed ? Closing::Kind::Closed : Closing::Kind::Open,
                    quote + 1};
        const char next = text[quote + 1];
        if (next == '"') {
            at = quote + 2;
            continue;
        }
        if (next == delimiter || next == '\n')
            return {Closing::Kind::Closed, quote + 1};
        if (next != '\r')
            return {Closing::Kind::Malformed, quote + 1};
        if (quote + 2 == text.size())
            return {end == TextEnd::Closed ? Closing::Kind::Closed : Closing::Kind::Open,
                    quote + 1};
        return {text[quote + 2] == '\n' ? Closing::Kind::Closed : Closing::Kind::Malformed,
                quote + 1};
    }
}

} // namespace

RecordRun completeCsvRecords(std::string_view text, char delimiter, TextEnd end) {
    RecordRun run;
    std::size_t at = 0; // outside quotes from here on
    while (true) {
        const std::size_t quote = findByte(text, '"', at, text.size());
        const std::string_view stretch = text.substr(at, quote - at);
        const std::size_t lastEnd = stretch.rfind('\n');
        if (lastEnd != std::string_view::npos) {
            run.records += countFilledLineEnds(text, at, at + lastEnd + 1);
            run.bytes = at + lastEnd + 1;
        }
        if (quote == text.size())
            break;
        const bool opens = quote == run.bytes || text[quote - 1] == delimiter;
        if (!opens) {
            at = quote + 1;
            continue;
        }
        const Closing closing = findClosing(text, quote, delimiter, end);
        if (closing.kind == Closing::Kind::Open)
            return run;
        if (closing.kind == Closing::Kind::Closed) {
            at = closing.after;
            continue;
        }
        const std::size_t lineEnd = text.find('\n', run.bytes);
        if (lineEnd == std::string_view::npos)
            break;
        ++run.records;
        at = run.bytes = lineEnd + 1;
    }
    if (end == TextEnd::Closed)
        run.bytes = text.size();
    return run;
}

CsvRecords::CsvRecords(std::string_view text, char delimiter, std::int64_t firstLine,
                       std::int64_t firstRow)
    : m_text{text}, m_delimiter{delimiter}, m_line{firstLine}, m_row{firstRow},
      m_isAllClean{simdjson::validate_utf8(text.data(), text.size()) &&
                   text.find('\0') == std::string_view::npos} {}

bool CsvRecords::isCleanText(std::string_view text) const {
    return m_isAllClean || (simdjson::validate_utf8(text.data(), text.size()) &&
                            text.find('\0') == std::string_view::npos);
}

bool CsvRecords::skipBlankLines() {
    while (m_at < m_text.size()) {
        if (m_text[m_at] == '\n')
            m_at += 1;
        else if (m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n')
            m_at += 2;
        else
            return true;
        ++m_line;
    }
    return false;
}

std::string& CsvRecords::scratch() {
    if (m_scratchUsed == m_scratch.size())
        m_scratch.emplace_back();
    std::string& text = m_scratch[m_scratchUsed++];
    text.clear();
    return text;
}

bool CsvRecords::next(CsvRecord& record) {
    if (!skipBlankLines())
        return false;
    record.cells.clear();
    record.problem = nullptr;
    record.line = m_line;
    record.row = m_row++;
    m_recordStart = m_at;
    m_scratchUsed = 0;
    m_linesInCells = 0;
    m_isRecordEnd = false;
    m_problem = nullptr;
    while (!m_isRecordEnd)
        if (!readCell(record))
            return true;
    record.raw = m_text.substr(m_recordStart, m_at - m_recordStart);
    while (!record.raw.empty() && (record.raw.back() == '\n' || record.raw.back() == '\r'))
        record.raw.remove_suffix(1);
    m_line += 1 + m_linesInCells;
    record.problem = m_problem;
    if (!isCleanText(record.raw))
        record.problem = "The row holds bytes that are not UTF-8 text. Save the file as UTF-8, or "
                         "say how it is written (--encoding latin-1).";
    return true;
}

/// Rows that are too large are read to their end all the same: they end where chunks are cut.
void CsvRecords::keep(std::string_view cell, CsvRecord& record) {
    if (record.cells.size() == kMostColumns)
        m_problem = "The row has more than 2,000 columns.";
    else if (cell.size() > kMostCellBytes)
        m_problem = "The row has a cell of more than 1 MiB.";
    else
        record.cells.push_back(cell);
}

bool CsvRecords::readCell(CsvRecord& record) {
    if (m_at < m_text.size() && m_text[m_at] == '"')
        return readQuotedCell(record);
    const std::size_t begin = m_at;
    const std::size_t cellEnd = findEither(m_text, m_delimiter, '\n', begin);
    m_at = std::min(cellEnd + 1, m_text.size());
    std::string_view cell = m_text.substr(begin, cellEnd - begin);
    m_isRecordEnd = cellEnd == m_text.size() || m_text[cellEnd] == '\n';
    if (m_isRecordEnd && !cell.empty() && cell.back() == '\r')
        cell.remove_suffix(1);
    keep(cell, record);
    return true;
}

bool CsvRecords::readQuotedCell(CsvRecord& record) {
    const std::size_t open = m_at;
    const Closing closing = findClosing(m_text, open, m_delimiter, TextEnd::Closed);
    if (closing.kind != Closing::Kind::Closed) {
        // By the first line alone: a chunk may end with it.
        const std::size_t lineEnd = findByte(m_text, '\n', m_recordStart, m_text.size());
        refuse(record, closing.after < lineEnd ? kAfterQuote : kUnclosed);
        return false;
    }
    std::string_view cell = m_text.substr(open + 1, closing.after - open - 2);
    m_linesInCells += countByte(cell, '\n');
    if (cell.find('"') != std::string_view::npos) {
        std::string& plain = scratch();
        for (std::size_t i = 0; i < cell.size(); ++i) {
            plain.push_back(cell[i]);
            i += cell[i] == '"' ? 1u : 0u; // the second of a pair
        }
        cell = plain;
    }
    keep(cell, record);
    m_at = closing.after;
    if (m_at < m_text.size() && m_text[m_at] == '\r')
        ++m_at;
    m_isRecordEnd = m_at >= m_text.size() || m_text[m_at] == '\n';
    m_at = std::min(m_at + 1, m_text.size());
    return true;
}

void CsvRecords::refuse(CsvRecord& record, const char* problem) {
    record.problem = problem;
    const std::size_t lineEnd = findByte(m_text, '\n', m_recordStart, m_text.size());
    record.raw = m_text.substr(m_recordStart, lineEnd - m_recordStart);
    m_at = std::min(lineEnd + 1, m_text.size());
    ++m_line;
}

char delimiterOf(std::string_view headerLine) {
    constexpr std::array<char, 4> kCandidates{',', ';', '\t', '|'};
    std::array<int, 4> counts{};
    bool isQuoted = false;
    for (const char c : headerLine) {
        isQuoted = isQuoted != (c == '"');
        for (std::size_t i = 0; i < kCandidates.size() && !isQuoted; ++i)
            counts[i] += c == kCandidates[i] ? 1 : 0;
    }
    return kCandidates[std::size_t(std::max_element(counts.begin(), counts.end()) -
                                   counts.begin())];
}

} // namespace ms::importers
