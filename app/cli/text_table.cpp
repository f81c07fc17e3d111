// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"

#include "app/cli/terminal.h"
#include "models/tables/spreadsheet_text.h"

#include <algorithm>
#include <ostream>

namespace ms::app {

namespace {

constexpr std::size_t kWidestColumn = 60; // longer texts are cut: the terminal is for reading

std::string cell(const std::string& text) {
    std::string safe = forTerminal(text);
    if (widthOf(safe) <= kWidestColumn)
        return safe;
    while (widthOf(safe) > kWidestColumn - 1) {
        do {
            safe.pop_back();
        } while (!safe.empty() && (static_cast<unsigned char>(safe.back()) & 0xC0U) == 0x80);
        if (!safe.empty() && static_cast<unsigned char>(safe.back()) >= 0xC0)
            safe.pop_back();
    }
    return safe + "…";
}

using Cells = std::vector<std::string>;

Cells cellsOf(const std::vector<std::string>& row) {
    Cells cells;
    cells.reserve(row.size());
    for (const std::string& text : row)
        cells.push_back(cell(text));
    return cells;
}

void printRow(std::ostream& out, const Cells& cells, const std::vector<TextColumn>& columns,
              const std::vector<std::size_t>& widths) {
    std::string line;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const std::string pad(widths[c] - widthOf(cells[c]), ' ');
        if (c > 0)
            line += "  ";
        if (columns[c].align == TextColumn::Align::Right)
            line += pad + cells[c];
        else
            line += cells[c] + pad;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
}

} // namespace

void printForTerminal(std::ostream& out, const TextTable& table) {
    Cells header;
    for (const TextColumn& column : table.columns)
        header.push_back(column.title);
    std::vector<Cells> rows;
    rows.reserve(table.rows.size());
    for (const auto& row : table.rows)
        rows.push_back(cellsOf(row));
    const Cells total = cellsOf(table.total);

    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < header.size(); ++c) {
        std::size_t width = widthOf(header[c]);
        for (const Cells& row : rows)
            width = std::max(width, widthOf(row[c]));
        if (!total.empty())
            width = std::max(width, widthOf(total[c]));
        widths.push_back(width);
    }
    std::size_t whole = 0;
    for (const std::size_t width : widths)
        whole += width + 2;
    std::string rule;
    for (std::size_t i = 2; i < whole; ++i)
        rule += "─";

    printRow(out, header, table.columns, widths);
    out << rule << '\n';
    for (const Cells& row : rows)
        printRow(out, row, table.columns, widths);
    if (total.empty())
        return;
    out << rule << '\n';
    printRow(out, total, table.columns, widths);
}

void printAsCsv(std::ostream& out, const TextTable& table) {
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        out << (c > 0 ? "," : "") << tables::csvField(table.columns[c].name);
    out << '\n';
    for (const auto& row : table.rows) {
        for (std::size_t c = 0; c < row.size(); ++c)
            out << (c > 0 ? "," : "") << tables::csvField(row[c]);
        out << '\n';
    }
}

} // namespace ms::app
