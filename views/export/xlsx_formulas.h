// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ms::views {

/// How a figure follows from others of its row, found by the names of columns.
struct Relation {
    enum class Kind { Quotient, Difference, Sum };
    Kind kind = Kind::Quotient;
    std::vector<std::size_t> operands; // columns; a quotient and a difference have two
};

/// Whether the total of a column is the sum of its rows, exactly: what a SUM may say. Unknown rows
/// are left out by both.
bool addsUp(const report::Table& table, std::size_t column);

/// How the column follows from others; nothing: by no rule that is known.
std::optional<Relation> relationOf(const report::Table& table, std::size_t column);

/// Whether `cells` obey the relation, but for what a spreadsheet's 15 digits cannot tell apart.
bool holds(const Relation& relation, const std::vector<report::Cell>& cells, std::size_t column);

/// The number that a spreadsheet cell holds; nothing for texts, unknown figures, and whole numbers
/// of more than the 15 digits that a spreadsheet keeps.
std::optional<double> sheetNumber(const report::Cell& cell);

/// "=IF(E7=0,"",F7/E7)", "=F7-E7": as the cell in `row` (0 is the first of the sheet) says it.
std::string formulaOf(const Relation& relation, std::size_t row);
/// "=SUM(C7:C106)" of the rows `first` to `last`.
std::string sumFormula(std::size_t column, std::size_t first, std::size_t last);

} // namespace ms::views
