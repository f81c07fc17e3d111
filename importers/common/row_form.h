// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/csv_header.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ms::importers {

/// A piece of a row that was rejected, and so may be broken in any way.
struct RowPiece {
    enum class Kind : std::uint8_t {
        Text,  // a text, or a cell
        Plain, // a number, true, false or null
        Key,   // of an object
        Bare,  // what stands where nothing should: of a row that is neither JSON nor of its header
    };
    Kind kind = Kind::Text;
    /// Keys from the outermost inwards, or the column; of attributes that are written as
    /// {"key": name, "value": ...} the name in the place of "value".
    std::span<const std::string> names;
    std::string_view text; // without quotes and escapes
};
/// What takes the place of a piece; nullopt leaves it as it is written.
using RowEdit = std::function<std::optional<std::string>(const RowPiece&)>;

/// How the rows of a file are written, so that values within one can be replaced and the row can
/// still be read. Everything in a row is shown to the edit as a piece of it, whatever it looks
/// like; JSON within texts is shown as what it holds.
class RowForm {
public:
    /// `head`: the header line of delimited text; empty for JSON.
    explicit RowForm(std::string_view head);
    std::string edited(std::string_view row, const RowEdit& edit) const;
    /// Columns; none for JSON.
    std::span<const std::string> columns() const;

private:
    std::optional<CsvHeader> m_header;
};

} // namespace ms::importers
