// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/time.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace ms::core {

namespace {

Error notA(const char* what, std::string_view text) {
    return {Error::Code::BadInput,
            "'" + std::string(text.substr(0, 64)) + "' is not " + what + ".",
            {}};
}

/// Exactly `count` digits at `at`, or -1.
int digitsAt(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

unsigned lastDayOf(int year, unsigned month) {
    static constexpr std::array<unsigned, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : days[month - 1];
}

Day isoWeekOneOf(int year) { // Monday of the week that holds 4 January
    return weekStartOf(dayFromCivil(year, 1, 4));
}

/// "Z", "+02:00", "+0200" or "+02" at the end of a time; minutes east of UTC.
std::optional<int> offsetMinutes(std::string_view text) {
    if (text == "Z" || text == "z")
        return 0;
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    const int hours = digitsAt(text, 1, 2);
    int minutes = 0;
    if (text.size() == 6 && text[3] == ':')
        minutes = digitsAt(text, 4, 2);
    else if (text.size() == 5)
        minutes = digitsAt(text, 3, 2);
    else if (text.size() != 3)
        return std::nullopt;
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59)
        return std::nullopt;
    const int total = hours * 60 + minutes;
    return text[0] == '-' ? -total : total;
}

/// Microseconds since midnight of "08:03:21.1234567", and where the zone begins.
std::optional<std::int64_t> clockMicros(std::string_view text, std::size_t& end) {
    const int hour = digitsAt(text, 0, 2);
    const int minute = digitsAt(text, 3, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text[2] != ':')
        return std::nullopt;
    std::int64_t micros = (std::int64_t{hour} * 60 + minute) * 60 * kMicrosPerSecond;
    end = 5;
    if (text.size() <= 5 || text[5] != ':')
        return micros;
    const int second = digitsAt(text, 6, 2);
    if (second < 0 || second > 59)
        return std::nullopt;
    micros += second * kMicrosPerSecond;
    end = 8;
    if (text.size() <= 8 || text[8] != '.')
        return micros;
    std::int64_t unit = kMicrosPerSecond / 10;
    std::size_t at = 9;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        micros += (text[at] - '0') * unit;
        unit /= 10;
    }
    if (at == 9 || at > 18)
        return std::nullopt;
    end = at;
    return micros;
}

} // namespace

Day dayFromCivil(int year, unsigned month, unsigned day) {
    // Days since 1970-01-01 in the proleptic Gregorian calendar, counted from 1 March.
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const unsigned yearOfEra = static_cast<unsigned>(y - era * 400);
    const unsigned dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return Day{era * 146097 + static_cast<int>(dayOfEra) - 719468};
}

CivilDate civilFrom(Day day) {
    const int z = day.number + 719468;
    const int era = (z >= 0 ? z : z - 146096) / 146097;
    const unsigned dayOfEra = static_cast<unsigned>(z - era * 146097);
    const unsigned yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const unsigned shifted = (5 * dayOfYear + 2) / 153;
    const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
    const int year = static_cast<int>(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0);
    return {year, month, dayOfYear - (153 * shifted + 2) / 5 + 1};
}

Month monthOf(Day day) {
    const CivilDate date = civilFrom(day);
    return Month{(date.year - 1970) * 12 + static_cast<int>(date.month) - 1};
}

Day firstDayOf(Month month) {
    const int years = (month.number >= 0 ? month.number : month.number - 11) / 12;
    return dayFromCivil(1970 + years, static_cast<unsigned>(month.number - years * 12) + 1, 1);
}

int daysIn(Month month) {
    return firstDayOf(Month{month.number + 1}).number - firstDayOf(month).number;
}

Day weekStartOf(Day day) {
    const int weekday = ((day.number + 3) % 7 + 7) % 7; // Monday is 0; 1970-01-01 was a Thursday
    return Day{day.number - weekday};
}

std::string toText(Day day) {
    const CivilDate date = civilFrom(day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", date.year, date.month, date.day);
    return text.data();
}

std::string toText(Month month) {
    return toText(firstDayOf(month)).substr(0, 7);
}

std::string isoWeekText(Day day) {
    const Day thursday{weekStartOf(day).number + 3};
    const int year = civilFrom(thursday).year;
    const int week = (weekStartOf(day).number - isoWeekOneOf(year).number) / 7 + 1;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-W%02d", year, week);
    return text.data();
}

std::string toText(Instant t) {
    std::string text = toMillisText(t);
    const auto rest = ((t.micros % 1000) + 1000) % 1000;
    if (rest == 0)
        return text;
    std::array<char, 8> micros{};
    std::snprintf(micros.data(), micros.size(), "%03d", static_cast<int>(rest));
    text.insert(text.size() - 1, micros.data());
    return text;
}

std::string toMillisText(Instant t) {
    std::int64_t days = t.micros / kMicrosPerDay;
    std::int64_t inDay = t.micros % kMicrosPerDay;
    if (inDay < 0) {
        inDay += kMicrosPerDay;
        --days;
    }
    const auto millis = inDay / 1000;
    std::array<char, 32> clock{};
    std::snprintf(clock.data(), clock.size(), "T%02d:%02d:%02d.%03dZ",
                  static_cast<int>(millis / 3'600'000), static_cast<int>(millis / 60'000 % 60),
                  static_cast<int>(millis / 1000 % 60), static_cast<int>(millis % 1000));
    return toText(Day{static_cast<std::int32_t>(days)}) + clock.data();
}

Result<Day> parseDay(std::string_view text) {
    const int year = digitsAt(text, 0, 4);
    const int month = digitsAt(text, 5, 2);
    const int day = digitsAt(text, 8, 2);
    if (text.size() != 10 || year < 1 || text[4] != '-' || text[7] != '-' || month < 1 ||
        month > 12 || day < 1 ||
        static_cast<unsigned>(day) > lastDayOf(year, static_cast<unsigned>(month)))
        return notA("a date (YYYY-MM-DD)", text);
    return dayFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Result<Month> parseMonth(std::string_view text) {
    if (text.size() != 7)
        return notA("a month (YYYY-MM)", text);
    const auto day = parseDay(std::string(text) + "-01");
    if (!day)
        return notA("a month (YYYY-MM)", text);
    return monthOf(*day);
}

Result<Moment> parseMoment(std::string_view text) {
    static constexpr const char* kExpected =
        "a date (2026-05-01) or a time with its zone (2026-05-01T08:00:00Z)";
    const auto day = parseDay(text.substr(0, std::min<std::size_t>(text.size(), 10)));
    if (!day)
        return notA(kExpected, text);
    if (text.size() == 10)
        return Moment{Moment::Kind::Day, day->number};
    if (text.size() < 16 || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
        return notA(kExpected, text);
    std::size_t end = 0;
    const std::string_view clock = text.substr(11);
    const auto micros = clockMicros(clock, end);
    if (!micros)
        return notA(kExpected, text);
    const auto offset = offsetMinutes(clock.substr(end));
    if (!offset)
        return notA(kExpected, text);
    return Moment{Moment::Kind::Instant,
                  day->number * kMicrosPerDay + *micros - *offset * 60 * kMicrosPerSecond};
}

std::string toText(const Moment& moment) {
    return moment.kind == Moment::Kind::Day ? toText(Day{static_cast<std::int32_t>(moment.value)})
                                            : toText(Instant{moment.value});
}

} // namespace ms::core
