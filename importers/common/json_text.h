// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ms::importers {

/// Looks into the text of JSON. Parsers give numbers as floating point; money must be taken as it
/// is written. All functions expect text that a parser has accepted, or say so.

std::size_t skipJsonBlanks(std::string_view text, std::size_t at);
/// Behind the string whose first character is at `at`; npos when the text ends within it.
std::size_t endOfJsonString(std::string_view text, std::size_t at);
/// Behind the value that begins at `at`; npos when the text ends within it. Told by brackets and
/// quotes alone.
std::size_t endOfJsonValue(std::string_view text, std::size_t at);

/// The number at `path` (keys from the outermost object inwards) as it is written; empty when there
/// is none. `json` must be valid.
/// Cost    one search where the last key occurs once and nothing is escaped, else one walk.
std::string_view rawNumberAt(std::string_view json, std::span<const std::string_view> path);

/// The value at `path`, as it is written; empty when there is none. `json` must be valid.
std::string_view rawValueAt(std::string_view json, std::span<const std::string_view> path);

/// Walks the elements of a list or the members of an object as they are written. `json` should be
/// valid: what is broken is told by whoever parses the items.
class JsonItems {
public:
    explicit JsonItems(std::string_view json);
    struct Item {
        std::string_view key; // of a member, between its quotes, escapes as they are written
        std::string_view text;
        std::size_t at = 0; // of the text
    };
    std::optional<Item> next();

private:
    std::string_view m_json;
    std::size_t m_at = 0;
    bool m_isObject = false;
};

} // namespace ms::importers
