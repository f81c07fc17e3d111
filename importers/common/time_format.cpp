// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/time_format.h"

#include "models/core/decimal.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

constexpr std::int64_t kEarliest = 1'420'070'400 * core::kMicrosPerSecond; // 2015-01-01
constexpr std::int64_t kLatest = 4'102'444'800 * core::kMicrosPerSecond;   // 2100-01-01

ReadTime problem(const char* what) {
    return {0, ReadTime::Note::None, what};
}

ReadTime inRange(ReadTime time) {
    if (time.problem == nullptr && (time.micros < kEarliest || time.micros >= kLatest))
        return problem("outside the years 2015 to 2099");
    return time;
}

/// Reads digits and marks from the front of a text; one failure spoils the whole.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_text{text} {}
    int digits(std::size_t count) {
        if (m_at + count > m_text.size())
            return fail();
        int value = 0;
        for (const std::size_t end = m_at + count; m_at < end; ++m_at) {
            const auto digit = static_cast<unsigned char>(m_text[m_at] - '0');
            if (digit > 9)
                return fail();
            value = value * 10 + digit;
        }
        return value;
    }
    /// One digit or two.
    int shortNumber() {
        const bool isTwo =
            m_at + 1 < m_text.size() && m_text[m_at + 1] >= '0' && m_text[m_at + 1] <= '9';
        return digits(isTwo ? 2 : 1);
    }
    std::string_view letters() {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && ((m_text[m_at] | 32) >= 'a' && (m_text[m_at] | 32) <= 'z'))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }
    bool take(char c) {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void expect(char c) {
        if (!take(c))
            fail();
    }
    bool isOk() const { return m_isOk; }
    std::string_view rest() const { return m_text.substr(m_at); }
    bool isAtEnd() const { return m_at == m_text.size(); }
    int fail() {
        m_isOk = false;
        return 0;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_isOk = true;
};

std::int64_t microsOf(Cursor& in, int year, int month, int day) {
    if (!in.isOk() || month < 1 || month > 12 || day < 1 || day > 31)
        return in.fail();
    const core::Day number =
        core::dayFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (day > 28 && core::civilFrom(number).month != static_cast<unsigned>(month))
        return in.fail(); // 30 February
    return number.number * core::kMicrosPerDay;
}

std::int64_t readDate(Cursor& in) {
    const int year = in.digits(4);
    in.expect('-');
    const int month = in.digits(2);
    in.expect('-');
    const int day = in.digits(2);
    return microsOf(in, year, month, day);
}

bool isWord(std::string_view text, std::string_view word) {
    return text.size() == word.size() && std::equal(text.begin(), text.end(), word.begin(),
                                                    [](char a, char b) { return (a | 32) == b; });
}

/// "3", "03", "Mar", "March".
int readMonth(Cursor& in) {
    constexpr std::array<std::string_view, 12> kMonths{
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    const std::string_view word = in.letters();
    if (word.empty())
        return in.shortNumber();
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        if (isWord(word, kMonths[i]) || isWord(word, kMonths[i].substr(0, 3)))
            return static_cast<int>(i) + 1;
    return in.fail();
}

/// What stands between the parts of a date, alike on both sides; a comma and a blank after the day
/// in "Dec 31, 2026".
bool takeMark(Cursor& in) {
    if (in.take(','))
        return in.take(' ');
    return in.take('/') || in.take('.') || in.take('-') || in.take(' ');
}

/// A date with the day or the month in front.
std::int64_t readWrittenDate(Cursor& in, TimeFormat format) {
    const bool isDayFirst = format == TimeFormat::DayMonthYear;
    const int first = isDayFirst ? in.shortNumber() : readMonth(in);
    if (!takeMark(in))
        return in.fail();
    const int second = isDayFirst ? readMonth(in) : in.shortNumber();
    if (!takeMark(in))
        return in.fail();
    const int year = in.digits(4);
    return isDayFirst ? microsOf(in, year, second, first) : microsOf(in, year, first, second);
}

std::int64_t readFraction(Cursor& in) {
    std::int64_t micros = 0;
    std::int64_t unit = core::kMicrosPerSecond / 10;
    int count = 0;
    while (!in.isAtEnd() && in.rest()[0] >= '0' && in.rest()[0] <= '9') {
        micros += in.digits(1) * unit;
        unit /= 10;
        ++count;
    }
    if (count == 0 || count > 9)
        in.fail();
    return micros;
}

/// A clock of 12 hours says which half of the day it means, after a blank or not.
int readHalfOfDay(Cursor& in, int hour) {
    const std::string_view rest = in.rest();
    const std::string_view half = rest.substr(rest.starts_with(' ') ? 1 : 0).substr(0, 2);
    const bool isAfternoon = isWord(half, "pm");
    if (!isAfternoon && !isWord(half, "am"))
        return hour;
    in.take(' ');
    if (in.letters().size() != 2 || hour < 1 || hour > 12)
        return in.fail();
    return hour % 12 + (isAfternoon ? 12 : 0);
}

/// What stands after the hour: ":05", ":05:30.25".
std::int64_t readMinutes(Cursor& in) {
    in.expect(':');
    const int minute = in.digits(2);
    int second = 0;
    std::int64_t fraction = 0;
    if (in.take(':')) {
        second = in.digits(2);
        if (in.take('.') || in.take(','))
            fraction = readFraction(in);
    }
    if (minute > 59 || second > 59)
        return in.fail();
    return (std::int64_t{minute} * 60 + second) * core::kMicrosPerSecond + fraction;
}

std::int64_t hoursOf(Cursor& in, int hour) {
    return hour > 23 ? in.fail() : std::int64_t{hour} * 3600 * core::kMicrosPerSecond;
}

std::int64_t readClock(Cursor& in) {
    const std::int64_t hours = hoursOf(in, in.digits(2));
    return hours + readMinutes(in);
}

/// As people write it: "9:05", "2:05 PM".
std::int64_t readWrittenClock(Cursor& in) {
    const int hour = in.shortNumber();
    const std::int64_t minutes = readMinutes(in);
    return hoursOf(in, readHalfOfDay(in, hour)) + minutes;
}

/// Microseconds east of UTC; nullopt when the text ends without a zone.
std::optional<std::int64_t> readOffset(Cursor& in) {
    if (in.isAtEnd())
        return std::nullopt;
    if (in.rest() == "Z" || in.rest() == "z" || in.rest() == " UTC") {
        while (!in.isAtEnd())
            in.take(in.rest()[0]);
        return 0;
    }
    const bool isEast = in.take('+');
    if (!isEast && !in.take('-'))
        return in.fail();
    const int hours = in.digits(2);
    const bool hasColon = in.take(':');
    const int minutes = in.isAtEnd() && !hasColon ? 0 : in.digits(2);
    if (hours > 18 || minutes > 59)
        in.fail();
    const std::int64_t micros = (std::int64_t{hours} * 60 + minutes) * 60 * core::kMicrosPerSecond;
    return isEast ? micros : -micros;
}

} // namespace

TimeReader::TimeReader(TimeFormat format, std::optional<core::Zone> zone)
    : m_format{format}, m_zone{std::move(zone)}, m_isUtc{m_zone && m_zone->name() == "UTC"} {}

ReadTime TimeReader::read(std::string_view text) const {
    switch (m_format) {
    case TimeFormat::Iso:
        return inRange(readIso(text));
    case TimeFormat::DayMonthYear:
    case TimeFormat::MonthDayYear:
        return inRange(readWritten(text));
    default:
        return inRange(readUnix(text));
    }
}

ReadTime TimeReader::readWritten(std::string_view text) const {
    Cursor in{text};
    std::int64_t micros = readWrittenDate(in, m_format);
    std::optional<std::int64_t> offset;
    if (in.isOk() && !in.isAtEnd()) {
        in.take(',');
        if (!in.take(' '))
            in.expect('T');
        micros += readWrittenClock(in);
        if (in.isOk())
            offset = readOffset(in);
    }
    if (!in.isOk() || !in.isAtEnd())
        return problem(m_format == TimeFormat::DayMonthYear
                           ? "not a time such as 31/12/2026 or 31.12.2026 14:05"
                           : "not a time such as 12/31/2026 or 12/31/2026 2:05 PM");
    if (offset)
        return {micros - *offset};
    return fromWallClock(micros);
}

ReadTime TimeReader::readIso(std::string_view text) const {
    Cursor in{text};
    std::int64_t micros = readDate(in);
    std::optional<std::int64_t> offset;
    if (in.isOk() && !in.isAtEnd()) {
        if (!in.take('T') && !in.take(' '))
            in.expect('t');
        micros += readClock(in);
        if (in.isOk())
            offset = readOffset(in);
    }
    if (!in.isOk() || !in.isAtEnd())
        return problem("not a time such as 2026-05-01T08:00:00Z");
    if (offset)
        return {micros - *offset};
    return fromWallClock(micros);
}

ReadTime TimeReader::fromWallClock(std::int64_t localMicros) const {
    if (!m_zone)
        return {localMicros, ReadTime::Note::NoZone};
    if (m_isUtc)
        return {localMicros};
    const core::Zone::LocalTime local = m_zone->fromLocal(localMicros);
    if (local.kind == core::Zone::Local::Gap)
        return problem("a wall clock time that does not exist in the stated zone (the clocks went "
                       "forward)");
    const bool isTwice = local.kind == core::Zone::Local::Overlap;
    return {local.earlier.micros, isTwice ? ReadTime::Note::Overlap : ReadTime::Note::None};
}

ReadTime TimeReader::readUnix(std::string_view text) const {
    static constexpr std::array<int, 5> kMicroDecimals{0, 6, 3, 0, -3};
    const auto number = core::parseDecimal(text);
    if (!number)
        return problem("not a Unix time");
    core::Decimal value = *number;
    int decimals = kMicroDecimals[std::size_t(m_format)];
    if (decimals < 0) { // nanoseconds: a decimal that is three places finer
        value.scale += -decimals;
        decimals = 0;
    }
    const auto micros = core::scaled(value, decimals, core::Rounding::Down);
    if (!micros || *micros > kLatest || *micros < -kLatest)
        return problem("outside the years 2015 to 2099");
    return {static_cast<std::int64_t>(*micros)};
}

} // namespace ms::importers
