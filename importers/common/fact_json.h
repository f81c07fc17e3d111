// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"

#include <nlohmann/json_fwd.hpp>

namespace ms::importers {

/// Write a row that is no event into `out`, as FORMATS.md 1.2 has it; rows of native files that it
/// has not, under their own column names. With "kind" and "source_row", without "source_format".
void putFact(nlohmann::ordered_json& out, const core::Fact& fact);

/// The names of `flags`, sorted, under "flags"; nothing when there are none.
void putFlags(nlohmann::ordered_json& out, core::Flags flags);
/// A JSON object kept as text, under "tags"; nothing when it is empty.
void putTags(nlohmann::ordered_json& out, std::string_view tags);

} // namespace ms::importers
