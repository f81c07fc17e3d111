// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ms::mapping {

/// How a column writes its numbers. The names are those of profile documents.
enum class NumberFormat : std::uint8_t {
    Plain,          // 1234.5  1.2e-05  -3
    CommaThousands, // 1,234.50  $1,250.00  ($0.60)
    CommaDecimal,   // 1.234,50  1234,5
    SpaceThousands, // 1 234,5 (blank, no-break or narrow no-break space)
};
inline constexpr std::size_t kNumberFormats = 4;
std::string_view nameOf(NumberFormat format); // "comma_decimal"
std::optional<NumberFormat> numberFormatNamed(std::string_view name);

/// How a column writes its times. Unix times name their unit: a wrong factor of 1,000 looks
/// plausible. So do days and months: 03/04/2026 is two dates.
enum class TimeFormat : std::uint8_t {
    Iso,
    UnixSeconds,
    UnixMillis,
    UnixMicros,
    UnixNanos,
    DayMonthYear, // 31/12/2026  31.12.2026 14:05  31 Dec 2026
    MonthDayYear, // 12/31/2026  12/31/2026 2:05 PM  Dec 31, 2026
};
inline constexpr std::size_t kTimeFormats = 7;
std::string_view nameOf(TimeFormat format); // "unix_ms"
std::optional<TimeFormat> timeFormatNamed(std::string_view name);

} // namespace ms::mapping
