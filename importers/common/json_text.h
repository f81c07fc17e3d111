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

} // namespace ms::importers
