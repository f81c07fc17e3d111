// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// RFC 4180 text. A cell is quoted only when a quote is its first character; within quotes a quote
/// is doubled, and line ends are data. After the closing quote comes a delimiter or the record's
/// end. A record that breaks these rules is refused as a whole, up to the end of its first line,
/// and reading goes on with the next line: an unclosed quote costs one line, not the rest of the
/// file. A cell of more than 1 MiB and a record of more than 2,000 cells are refused too.

inline constexpr std::size_t kMostCellBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostColumns = 2000;

enum class TextEnd : std::uint8_t { Open, Closed }; // Open: more text may follow

/// The records at the front of `text` that surely end within it.
struct RecordRun {
    std::size_t bytes = 0;
    std::int64_t records = 0; // blank lines are none
};
/// Cost    one memchr a quote; one vectorised pass where there are none.
RecordRun completeCsvRecords(std::string_view text, char delimiter, TextEnd end);

/// One record, cells in order. Views into the text, or into the reader where quotes were doubled.
struct CsvRecord {
    std::vector<std::string_view> cells;
    std::int64_t line = 0; // physical line where it starts
    std::int64_t row = 0;  // data row, blank lines not counted
    std::string_view raw;
    const char* problem = nullptr; // why it cannot be read; null when fine
};

/// Walks the records of a text that begins and ends with whole records.
class CsvRecords {
public:
    CsvRecords(std::string_view text, char delimiter, std::int64_t firstLine,
               std::int64_t firstRow);
    /// False at the end. Refused records are returned too, with their problem.
    bool next(CsvRecord& record);
    std::int64_t line() const { return m_line; } // of what comes next

private:
    bool skipBlankLines();
    bool readCell(CsvRecord& record);
    bool readQuotedCell(CsvRecord& record);
    void keep(std::string_view cell, CsvRecord& record);
    void refuse(CsvRecord& record, const char* problem);
    std::string& scratch();
    bool isCleanText(std::string_view text) const;

    std::string_view m_text;
    char m_delimiter;
    std::size_t m_at = 0;
    std::size_t m_recordStart = 0;
    std::int64_t m_line;
    std::int64_t m_row;
    bool m_isAllClean; // valid UTF-8 without NUL, checked once for all records
    bool m_isRecordEnd = false;
    const char* m_problem = nullptr; // of the record's size
    std::int64_t m_linesInCells = 0;
    std::deque<std::string> m_scratch; // cells with doubled quotes; stable addresses
    std::size_t m_scratchUsed = 0;
};

/// The delimiter of a header line: the one of , ; tab | that it holds most often outside quotes.
char delimiterOf(std::string_view headerLine);

} // namespace ms::importers
