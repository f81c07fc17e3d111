// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/row_form.h"

#include "importers/common/csv.h"
#include "importers/common/json_edit.h"

#include <algorithm>
#include <vector>

namespace ms::importers {

namespace {

std::string quotedCell(std::string_view cell) {
    std::string quoted(1, '"');
    for (const char c : cell)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

/// Cells of a row that is as its header says.
std::string editedCells(const CsvRecord& record, const CsvHeader& header, const RowEdit& edit) {
    std::string edited;
    bool isEdited = false;
    std::vector<std::string> names(1);
    for (std::size_t column = 0; column < record.cells.size(); ++column) {
        const std::string_view cell = record.cells[column];
        names[0] = header.names[column];
        auto text = editedJsonText(cell, edit, names);
        if (!text)
            text = edit({RowPiece::Kind::Text, names, cell});
        isEdited = isEdited || (text && *text != cell);
        const std::string_view now = text ? std::string_view(*text) : cell;
        const bool needsQuotes = now.find_first_of("\"\r\n") != std::string_view::npos ||
                                 now.find(header.delimiter) != std::string_view::npos;
        if (column > 0)
            edited += header.delimiter;
        edited += needsQuotes ? quotedCell(now) : std::string(now);
    }
    return isEdited ? edited : std::string(record.raw);
}

/// What stands between delimiters and quotes of a row that is not as its header says.
std::string editedPieces(std::string_view row, char delimiter, const RowEdit& edit) {
    const char ends[] = {delimiter, '"', '\n', '\0'};
    std::string edited;
    while (true) {
        const std::size_t end = std::min(row.find_first_of(ends), row.size());
        const std::string_view piece = row.substr(0, end);
        const auto text = edit({RowPiece::Kind::Bare, {}, piece});
        edited += text ? std::string_view(*text) : piece;
        if (end == row.size())
            return edited;
        edited += row[end];
        row.remove_prefix(end + 1);
    }
}

} // namespace

RowForm::RowForm(std::string_view head) {
    if (!head.empty())
        m_header = readCsvHeader(head);
}

std::span<const std::string> RowForm::columns() const {
    return m_header ? std::span<const std::string>(m_header->names)
                    : std::span<const std::string>();
}

std::string RowForm::edited(std::string_view row, const RowEdit& edit) const {
    if (!m_header)
        return editedJson(row, edit);
    CsvRecords records(row, m_header->delimiter, 1, 1);
    CsvRecord record;
    const bool isWhole = records.next(record) && record.problem == nullptr && record.raw == row &&
                         record.cells.size() <= m_header->names.size();
    return isWhole ? editedCells(record, *m_header, edit)
                   : editedPieces(row, m_header->delimiter, edit);
}

} // namespace ms::importers
