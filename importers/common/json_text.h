// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ms::importers {

/// Looks into the text of JSON. Parsers give numbers as floating point; money must be taken as it
/// is written. All functions expect text that a parser has accepted, or say so.

/// The number at `path` (keys from the outermost object inwards) as it is written; empty when there
/// is none. `json` must be valid.
/// Cost    one search where the last key occurs once and nothing is escaped, else one walk.
std::string_view rawNumberAt(std::string_view json, std::span<const std::string_view> path);

/// Walks the elements of a JSON array without reading them. `json` need not be valid: elements are
/// told apart by brackets and quotes only, and are to be parsed by whoever reads them.
class JsonElements {
public:
    /// `json` begins with '[' (after blanks).
    JsonElements(std::string_view json, std::int64_t firstLine);
    struct Element {
        std::string_view text;
        std::int64_t line = 0;  // physical line where it starts
        std::int64_t index = 0; // 1-based
    };
    std::optional<Element> next();
    /// The array is closed and nothing but blanks follows.
    bool isWellEnded() const { return m_isWellEnded; }

private:
    void skipBlanks();

    std::string_view m_json;
    std::size_t m_at = 0;
    std::int64_t m_line;
    std::int64_t m_index = 0;
    bool m_isWellEnded = false;
};

} // namespace ms::importers
