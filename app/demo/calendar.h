// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace ms::app::demo {

/// The sample period, 2026-03-01 to 2026-06-30, by plain arithmetic of its own. Times are
/// milliseconds since 2026-03-01T00:00:00Z; days are counted from 2026-03-01.
/// Day 122, 2026-07-01, exists in Berlin only: its first two hours are still June in UTC.
inline constexpr int kDays = 122;
inline constexpr int kDaysWithEdge = kDays + 1;
inline constexpr int kMonths = 4;
inline constexpr int kMonthsWithEdge = kMonths + 1;
inline constexpr int kWeeks = 19; // 2026-W09 .. 2026-W27
inline constexpr std::int64_t kMsPerHour = 3'600'000;
inline constexpr std::int64_t kMsPerDay = 24 * kMsPerHour;
inline constexpr std::int64_t kPeriodEndMs = kDays * kMsPerDay;
inline constexpr int kYear = 2026;

inline constexpr int kMay1 = 61;  // day number of the price change
inline constexpr int kJune1 = 92; // day number of the plan change
/// First day of each month, and the day after the last one.
inline constexpr std::array<int, kMonths + 1> kMonthStart{0, 31, kMay1, kJune1, kDays};

enum class ZoneName : std::uint8_t { Utc, Berlin };
inline constexpr std::array<ZoneName, 2> kZones{ZoneName::Utc, ZoneName::Berlin};
std::string_view nameOf(ZoneName zone);

/// Summer time in Berlin begins on 2026-03-29 at 01:00 UTC.
constexpr int dayOf(std::int64_t timeMs, ZoneName zone) {
    constexpr std::int64_t summer = 28 * kMsPerDay + kMsPerHour;
    if (zone == ZoneName::Berlin)
        timeMs += timeMs < summer ? kMsPerHour : 2 * kMsPerHour;
    return static_cast<int>(timeMs / kMsPerDay);
}
constexpr int monthOf(int day) {
    int month = 0;
    while (month < kMonths && day >= kMonthStart[static_cast<std::size_t>(month) + 1])
        ++month;
    return month;
}
/// 0 is 2026-W09, whose last day is Sunday 2026-03-01.
constexpr int weekOf(int day) {
    return day == 0 ? 0 : 1 + (day - 1) / 7;
}

/// Days from 1970-01-01 to a civil date, negative numbers excluded.
int dayNumber(int year, int month, int day); // counted from 2026-03-01, may be negative
std::string dateText(int day);               // "2026-05-01", any day number
std::string monthText(int month);            // "2026-05"
std::string weekText(int week);              // "2026-W18"
std::string instantText(int day);            // "2026-05-01T00:00:00Z"

} // namespace ms::app::demo
