// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ms::core {

/// A moment as microseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t micros = 0;
    friend constexpr auto operator<=>(Instant, Instant) = default;
};

/// A civil day of some time zone, as days since 1970-01-01.
struct Day {
    std::int32_t number = 0;
    friend constexpr auto operator<=>(Day, Day) = default;
};

/// A civil month, as months since 1970-01.
struct Month {
    std::int32_t number = 0;
    friend constexpr auto operator<=>(Month, Month) = default;
};

/// Half-open range [from, to); an absent end is open.
struct TimeRange {
    std::optional<Instant> from;
    std::optional<Instant> to;
    bool isOpen() const { return !from && !to; }
    bool contains(Instant t) const { return (!from || *from <= t) && (!to || t < *to); }
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// A date or a time as a file states it: "2026-05-01" is a day of the reporting zone, which may
/// change later; "2026-05-01T00:00:00Z" is an instant in every zone. (core/zone.h resolves it.)
struct Moment {
    enum class Kind { Day, Instant };
    Kind kind = Kind::Day;
    std::int64_t value = 0; // days or microseconds since 1970-01-01
    friend constexpr auto operator<=>(const Moment&, const Moment&) = default;
};

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

Day dayFromCivil(int year, unsigned month, unsigned day);
struct CivilDate {
    int year;
    unsigned month; // 1..12
    unsigned day;   // 1..31
};
CivilDate civilFrom(Day day);
Month monthOf(Day day);
Day firstDayOf(Month month);
int daysIn(Month month);
/// Monday of the ISO week that holds `day`.
Day weekStartOf(Day day);

std::string toText(Day day);         // "2026-05-01"
std::string toText(Month month);     // "2026-05"
std::string isoWeekText(Day day);    // "2026-W18"
std::string toText(Instant t);       // "2026-05-01T08:03:21.120Z": microseconds only when needed
std::string toMillisText(Instant t); // always three decimals, cut

/// Read "2026-05-01".           Errors  BadInput.
Result<Day> parseDay(std::string_view text);
/// Read "2026-05".              Errors  BadInput.
Result<Month> parseMonth(std::string_view text);
/// Read an ISO 8601 date ("2026-05-01"), or date and time with a zone ("2026-05-01T08:00:00Z",
/// "+02:00" offsets, up to 9 decimals, cut to microseconds).
/// Errors  BadInput: not a date, no such day, or a time without a zone.
Result<Moment> parseMoment(std::string_view text);
std::string toText(const Moment& moment);

} // namespace ms::core
