// SPDX-License-Identifier: GPL-3.0-or-later
// ECMA-376 part 1, section 18.3 (worksheets).
#include "importers/input/sheet_reader.h"

#include <algorithm>
#include <charconv>

namespace ms::importers {

using core::Error;

namespace {

constexpr std::int64_t kMostRows = 1'048'576;
constexpr std::size_t kMostColumns = 2000; // as in CSV
constexpr std::size_t kMostCellBytes = std::size_t{1} << 20;
constexpr std::size_t kMostRowBytes = std::size_t{16} << 20;
constexpr std::size_t kRowsBeforeHeader = 50;
constexpr std::size_t kListedRejects = 100'000;
constexpr std::size_t kMostRawBytes = 4096; // of a row that is listed
constexpr std::size_t kMostBytesOfRejects = std::size_t{32} << 20;

Error badCell(std::string why) {
    return {Error::Code::BadInput, std::move(why), {}};
}

/// "AB12" is in column 27.
std::optional<std::size_t> columnOf(std::string_view reference) {
    std::size_t column = 0;
    std::size_t letters = 0;
    while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z' &&
           letters < 4)
        column = column * 26 + std::size_t(reference[letters++] - 'A') + 1;
    if (letters == 0 || letters > 3)
        return std::nullopt;
    return column - 1;
}

std::string columnName(std::size_t column) {
    std::string name;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return name;
}

void appendCell(std::string_view cell, std::string& csv) {
    if (cell.find_first_of(",;\t|\"") == std::string_view::npos) {
        csv += cell;
        return;
    }
    csv += '"';
    for (const char c : cell) {
        csv += c;
        if (c == '"')
            csv += c;
    }
    csv += '"';
}

} // namespace

std::size_t SheetReader::Row::width() const {
    std::size_t width = cells.size();
    while (width > 0 && cells[width - 1].empty())
        --width;
    return width;
}
std::size_t SheetReader::Row::filled() const {
    return cells.size() - std::size_t(std::count(cells.begin(), cells.end(), std::string()));
}

void SheetReader::begin(std::string_view element, const XmlAttributes& attributes) {
    if (element == "sheetData")
        m_isInCells = true;
    if (!m_isInCells || !m_problem.empty()) // buttons and drawings know rows too
        return;
    if (element == "row")
        beginRow(attributes);
    else if (element == "c")
        beginCell(attributes);
    else if (element == "f")
        m_cell.hasFormula = true;
    else if (element == "is")
        m_isInlineText = true;
    else if (element == "rPh")
        m_isReading = true;
    m_isValue = element == "v" || (element == "t" && m_isInlineText && !m_isReading);
}

void SheetReader::end(std::string_view element) {
    m_isValue = false;
    if (!m_problem.empty())
        return;
    if (element == "sheetData")
        m_isInCells = false;
    if (element == "is")
        m_isInlineText = false;
    if (element == "rPh")
        m_isReading = false;
    if (element == "c" && m_isInCells)
        endCell();
    if (element == "row" && m_isInCells)
        endRow();
}

void SheetReader::text(std::string_view piece) {
    if (m_isValue && m_cell.stored.size() <= kMostCellBytes)
        m_cell.stored.append(piece);
}

void SheetReader::beginRow(const XmlAttributes& attributes) {
    const std::int64_t before = m_row.number;
    m_row = {};
    m_row.number = before + 1; // where the row does not say
    const std::string_view number = attributes["r"];
    std::from_chars(number.data(), number.data() + number.size(), m_row.number);
    if (m_row.number <= before || m_row.number > kMostRows)
        m_problem = "The rows of the sheet are out of order (row " + std::to_string(m_row.number) +
                    " after row " + std::to_string(before) + ").";
    const std::string_view hidden = attributes["hidden"];
    m_row.isHidden = hidden == "1" || hidden == "true";
}

void SheetReader::beginCell(const XmlAttributes& attributes) {
    m_cell = {};
    m_cell.column = columnOf(attributes["r"]).value_or(m_row.cells.size());
    m_cell.type = attributes["t"];
    const std::string_view style = attributes["s"];
    std::from_chars(style.data(), style.data() + style.size(), m_cell.style);
}

core::Result<std::string> SheetReader::textOfCell() const {
    const std::string& stored = m_cell.stored;
    if (stored.size() > kMostCellBytes)
        return badCell("is longer than 1 MiB");
    if (m_cell.type == "e")
        return badCell("holds the error " + stored);
    if (m_cell.hasFormula && stored.empty() && m_cell.type != "str")
        return badCell("holds a formula whose value was not stored; open the workbook in a "
                       "spreadsheet program and save it");
    if (m_cell.type == "s") {
        std::size_t number = m_info.texts.size();
        std::from_chars(stored.data(), stored.data() + stored.size(), number);
        if (number >= m_info.texts.size())
            return badCell("refers to a text that the workbook does not have");
        const std::string_view shared = m_info.texts[number];
        if (shared.size() > kMostCellBytes)
            return badCell("is longer than 1 MiB");
        return unescaped(shared);
    }
    if (m_cell.type == "b")
        return std::string(stored == "1" || stored == "true" ? "true" : "false");
    if (stored.empty() || m_cell.type == "d") // a date in ISO 8601
        return stored;
    const bool isNumber = m_cell.type.empty() || m_cell.type == "n";
    return isNumber ? textOfNumber() : unescaped(stored);
}

core::Result<std::string> SheetReader::textOfNumber() const {
    const auto style = static_cast<std::size_t>(m_cell.style);
    if (style != 0 && style >= m_info.isDateStyle.size())
        return badCell("refers to a style that the workbook does not have");
    const bool isDate = style < m_info.isDateStyle.size() && m_info.isDateStyle[style];
    const auto shown = isDate ? dateText(m_cell.stored, m_info.dates) : numberText(m_cell.stored);
    if (!shown)
        return badCell("holds no " + std::string(isDate ? "day" : "number") + ": " +
                       m_cell.stored.substr(0, 40));
    return *shown;
}

void SheetReader::spoilRow(std::string problem) {
    if (m_row.problem.empty())
        m_row.problem = std::move(problem);
}

void SheetReader::endCell() {
    auto shown = textOfCell();
    if (m_cell.column >= kMostColumns) {
        if (!shown || !shown->empty())
            spoilRow("The row has more than 2,000 columns.");
        return;
    }
    if (!shown)
        spoilRow("Cell " + columnName(m_cell.column) + std::to_string(m_row.number) + " " +
                 shown.error().message + ".");
    putCell(shown ? *std::move(shown) : m_cell.stored.substr(0, kMostRawBytes));
}

void SheetReader::putCell(std::string text) {
    m_row.bytes += text.size();
    if (m_row.bytes > kMostRowBytes) {
        spoilRow("The row is longer than 16 MiB.");
        return;
    }
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (m_cell.column < m_row.cells.size())
        spoilRow("The cells of the row are out of order.");
    m_row.cells.resize(std::max(m_row.cells.size(), m_cell.column + 1));
    m_row.cells[m_cell.column] = std::move(text);
}

void SheetReader::endRow() {
    if (m_width > 0) {
        write(m_row);
        return;
    }
    m_firstRows.push_back(m_row);
    if (m_row.filled() >= 2 || m_firstRows.size() == kRowsBeforeHeader)
        decideHeader();
}

void SheetReader::decideHeader() {
    const auto isTable = [](const Row& row) { return row.filled() >= 2; };
    const auto isFilled = [](const Row& row) { return row.filled() > 0; };
    auto header = std::find_if(m_firstRows.begin(), m_firstRows.end(), isTable);
    if (header == m_firstRows.end())
        header = std::find_if(m_firstRows.begin(), m_firstRows.end(), isFilled);
    if (header == m_firstRows.end()) {
        m_firstRows.clear();
        return;
    }
    if (!header->problem.empty())
        m_problem = "The header of the sheet cannot be read. " + header->problem;
    m_width = header->width();
    m_titleRows = std::count_if(m_firstRows.begin(), header, isFilled);
    for (; header != m_firstRows.end(); ++header)
        write(*header);
    m_firstRows.clear();
}

void SheetReader::write(Row& row) {
    const std::size_t width = std::max(m_width, row.width());
    m_hiddenRows += row.isHidden && row.filled() > 0 ? 1 : 0;
    row.cells.resize(width);
    std::string line;
    for (std::size_t i = 0; i < width; ++i) {
        if (i > 0)
            line += ',';
        appendCell(row.cells[i], line);
    }
    if (!row.problem.empty()) {
        reject(row, line);
        line.clear();
    } else if (row.filled() == 0) {
        line.clear();
    }
    m_csv.append(static_cast<std::size_t>(row.number - m_lastLine - 1), '\n');
    m_csv += line;
    m_csv += '\n';
    m_lastLine = row.number;
}

void SheetReader::reject(Row& row, std::string_view line) {
    ++m_leftOut.count;
    if (m_leftOut.rejects.size() == kListedRejects)
        return;
    std::string raw(line.substr(0, kMostRawBytes));
    m_bytesOfRejects += raw.size();
    if (m_bytesOfRejects > kMostBytesOfRejects)
        raw.clear();
    m_leftOut.rejects.push_back({row.number, {}, std::move(row.problem), std::move(raw)});
}

void SheetReader::finish() {
    if (m_width == 0 && m_problem.empty())
        decideHeader();
}

RowsLeftOut SheetReader::takeRowsLeftOut() {
    RowsLeftOut leftOut = std::exchange(m_leftOut, {});
    const auto rows = [](std::int64_t count) {
        return std::to_string(count) + (count == 1 ? " row" : " rows");
    };
    if (m_titleRows > 0)
        leftOut.notes.push_back(rows(m_titleRows) + " above the header left out");
    if (m_hiddenRows > 0)
        leftOut.notes.push_back(rows(m_hiddenRows) + " read that the sheet hides");
    return leftOut;
}

} // namespace ms::importers
