// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ms::importers {

/// Words that cost exports share.

/// How many tokens a unit is, in any case: "Tokens", "1K tokens", "1000_tokens", "1M Tokens".
std::optional<std::int64_t> tokensPerUnit(std::string_view unit);

/// The service tier that a meter names: "batch", "flex", "priority"; empty when it names none.
std::string_view serviceTierIn(std::string_view meter);

/// True when `text` has the word, in any case, between characters that are no letters and digits.
bool hasWord(std::string_view text, std::string_view word);

/// True when `text` has `part` anywhere, in any case. `part` is given in small letters.
bool holds(std::string_view text, std::string_view part);

/// ASCII letters made small.
std::string lowered(std::string_view text);

} // namespace ms::importers
