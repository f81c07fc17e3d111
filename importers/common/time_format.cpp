// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/time_format.h"

#include "models/core/decimal.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

constexpr std::array<std::string_view, 5> kNames{"iso", "unix_s", "unix_ms", "unix_us", "unix_ns"};
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

std::int64_t readDate(Cursor& in) {
    const int year = in.digits(4);
    in.expect('-');
    const int month = in.digits(2);
    in.expect('-');
    const int day = in.digits(2);
    if (!in.isOk() || month < 1 || month > 12 || day < 1 || day > 31)
        return in.fail();
    const core::Day number =
        core::dayFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (day > 28 && core::civilFrom(number).month != static_cast<unsigned>(month))
        return in.fail(); // 30 February
    return number.number * core::kMicrosPerDay;
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

std::int64_t readClock(Cursor& in) {
    const int hour = in.digits(2);
    in.expect(':');
    const int minute = in.digits(2);
    int second = 0;
    std::int64_t fraction = 0;
    if (in.take(':')) {
        second = in.digits(2);
        if (in.take('.') || in.take(','))
            fraction = readFraction(in);
    }
    if (hour > 23 || minute > 59 || second > 59)
        return in.fail();
    return (std::int64_t{hour} * 3600 + minute * 60 + second) * core::kMicrosPerSecond + fraction;
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

std::string_view nameOf(TimeFormat format) {
    return kNames[std::size_t(format)];
}

std::optional<TimeFormat> timeFormatNamed(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end())
        return std::nullopt;
    return TimeFormat(found - kNames.begin());
}

TimeReader::TimeReader(TimeFormat format, std::optional<core::Zone> zone)
    : m_format{format}, m_zone{std::move(zone)}, m_isUtc{m_zone && m_zone->name() == "UTC"} {}

ReadTime TimeReader::read(std::string_view text) const {
    return inRange(m_format == TimeFormat::Iso ? readIso(text) : readUnix(text));
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
