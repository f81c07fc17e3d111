// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/input/byte_input.h"
#include "importers/input/workbook_info.h"

namespace ms::importers {

/// Turns the cells of a sheet into CSV, line n for row n of the sheet.
///
/// The header is the first row with two filled cells or more; titles above it are left out and
/// named in a note. Cells become what the sheet shows: numbers with a point, days as 2026-05-01,
/// texts with their line ends as blanks, formulas as the value that was stored with them. A row
/// with an error value, a formula without a value or a cell that cannot be understood is listed as
/// rejected. Sizes come from the cells, not from what the sheet says about itself.
class SheetReader final : public XmlHandler {
public:
    explicit SheetReader(const WorkbookInfo& info) : m_info{info} {}

    void begin(std::string_view element, const XmlAttributes& attributes) override;
    void end(std::string_view element) override;
    void text(std::string_view piece) override;
    /// After the last cell.
    void finish();

    /// The CSV made since the last call. Read on in small pieces: a few bytes of a sheet can be a
    /// MiB of text that cells share.
    std::string takeText() { return std::exchange(m_csv, {}); }
    RowsLeftOut takeRowsLeftOut();
    /// Why the sheet cannot be read at all; empty when it can.
    const std::string& problem() const { return m_problem; }

private:
    struct Row {
        std::int64_t number = 0;
        std::vector<std::string> cells;
        std::string problem; // of a cell
        std::size_t bytes = 0;
        bool isHidden = false;
        std::size_t width() const;
        std::size_t filled() const;
    };
    struct Cell {
        std::size_t column = 0;
        std::string type;
        int style = 0;
        std::string stored;
        bool hasFormula = false;
    };

    void beginRow(const XmlAttributes& attributes);
    void beginCell(const XmlAttributes& attributes);
    void endCell();
    void endRow();
    core::Result<std::string> textOfCell() const;
    core::Result<std::string> textOfNumber() const;
    void putCell(std::string text);
    void spoilRow(std::string problem);
    void reject(Row& row, std::string_view line);
    void decideHeader();
    void write(Row& row);

    const WorkbookInfo& m_info;
    Row m_row;
    Cell m_cell;
    bool m_isInCells = false;
    bool m_isValue = false;
    bool m_isInlineText = false;
    bool m_isReading = false;     // of a text in another script, no part of it
    std::vector<Row> m_firstRows; // until it is known which of them is the header
    std::size_t m_width = 0;      // cells of the header; 0 before it is known
    std::int64_t m_lastLine = 0;  // written
    std::int64_t m_hiddenRows = 0;
    std::int64_t m_titleRows = 0;
    std::string m_csv;
    std::string m_problem;
    RowsLeftOut m_leftOut;
    std::size_t m_bytesOfRejects = 0;
};

} // namespace ms::importers
