// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace ms::tables {

/// `text` so that a spreadsheet that opens it runs nothing of it: where a cell could begin (at the
/// start, and behind a semicolon, tab or line end, where some of them cut whatever the quotes say)
/// a formula gets an apostrophe in front. So does an apostrophe, so that fromSpreadsheet() gives
/// the very same text back. Numbers within are left alone. Source  RELIABILITY.md T29.
std::string forSpreadsheet(std::string_view text);
std::string fromSpreadsheet(std::string_view text);

/// `text` as far as it is text: bytes that are no characters, and NUL, become U+FFFD.
std::string readableText(std::string_view text);

/// A cell of delimited text for a spreadsheet: safe, and always in quotes.
std::string spreadsheetCell(std::string_view text);

/// A field of CSV for programs (RFC 4180): exactly this text, in quotes where it needs them.
std::string csvField(const std::string& text);

} // namespace ms::tables
