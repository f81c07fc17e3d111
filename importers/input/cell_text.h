// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ms::importers {

/// The day that a workbook counts from.
enum class DateSystem : std::uint8_t { From1900, From1904 };

/// The number of a cell as the sheet shows it at most: 15 significant digits, no exponent.
/// (Files hold 17, so that 1.1 is written as 1.1000000000000001.) Digits before the point are kept.
/// Nothing when it is no number.
std::optional<std::string> numberText(std::string_view stored);

/// "2026-05-01", or "2026-05-01T13:30:00" where the number has a fraction; rounded to milliseconds.
/// A number below 1 is a time of day: "13:30:00".
/// Nothing when it is no number, negative, the day 60 of 1900 (29 February, which never was) or
/// after the year 9999.
std::optional<std::string> dateText(std::string_view stored, DateSystem system);

/// A text without the escapes of characters that XML cannot hold: "a_x000D_b" has a carriage
/// return, and "_x005F_" is an underscore.
std::string unescaped(std::string_view text);

/// Whether a number format shows dates or times of day: "yyyy-mm-dd", "d/m/yy h:mm"; not "[h]:mm",
/// which is a length of time.
bool isDateFormat(std::string_view code);
/// The same of a format that every program knows by its number.
bool isBuiltInDateFormat(int id);

} // namespace ms::importers
