// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/scenario/lever.h"

#include <string>
#include <string_view>

namespace ms::scenario {

/// A match in one line, as it is typed: "tier=Free,Pro; model!=cobalt-mini; prompt_tokens=..8000".
/// Bounds on tokens are FROM..TO, the end exclusive. A comma, semicolon or backslash of a value has
/// a backslash before it.
std::string matchText(const Match& match);
/// The match that the text says; blank: all traffic. What matchText writes is read back equal.
/// Errors  Usage: no such dimension, no value, bounds that are no whole numbers.
core::Result<Match> parseMatch(std::string_view text);

} // namespace ms::scenario
