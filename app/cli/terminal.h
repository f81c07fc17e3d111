// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ms::app {

/// `text` with everything that could steer a terminal (escape sequences, control and bidirectional
/// override characters) spelled out as \x1b, \u202e.
std::string forTerminal(std::string_view text);

/// Columns that `text` takes on a terminal: one a code point, two for East Asian wide ones, none
/// for combining marks.
std::size_t widthOf(std::string_view text);

} // namespace ms::app
