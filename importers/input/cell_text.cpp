// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/cell_text.h"

#include "importers/input/text_encoding.h"
#include "models/core/decimal.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace ms::importers {

using core::Decimal;
using core::Int128;

namespace {

constexpr int kShownDigits = 15;

Decimal rounded(const Decimal& value, int digits) {
    const Int128 magnitude = value.digits < 0 ? -value.digits : value.digits;
    const int size = static_cast<int>(core::toText(magnitude).size());
    const int spare = size - digits;
    if (spare <= 0 || spare > value.scale)
        return value;
    const auto kept = core::scaled(value, value.scale - spare, core::Rounding::HalfEven);
    return kept ? Decimal{*kept, value.scale - spare} : value;
}

/// A moment as a workbook counts it.
struct Moment {
    int day = 0; // since the workbook's first
    std::int64_t millis = 0;
};
constexpr std::int64_t kMillisADay = 86'400'000;

std::optional<Moment> momentOf(std::string_view stored) {
    constexpr int kMostDays = 2'958'465; // 9999-12-31
    constexpr Int128 kPico = 1'000'000'000'000;
    const auto value = core::parseDecimal(stored);
    if (!value || value->digits < 0)
        return std::nullopt;
    const auto whole = core::scaled(*value, 0, core::Rounding::Down);
    if (!whole || *whole > kMostDays)
        return std::nullopt;
    const auto fraction = core::plus(*value, {-*whole, 0});
    const auto picoDays = core::scaled(fraction.value_or(Decimal{}), 12, core::Rounding::HalfEven);
    if (!picoDays)
        return std::nullopt;
    const auto millis = static_cast<std::int64_t>((*picoDays * kMillisADay + kPico / 2) / kPico);
    return Moment{static_cast<int>(*whole) + static_cast<int>(millis / kMillisADay),
                  millis % kMillisADay};
}

std::string timeText(std::int64_t millis) {
    const auto part = [millis](std::int64_t unit, std::int64_t count) {
        return static_cast<int>(millis / unit % count);
    };
    char text[40];
    std::snprintf(text, sizeof text, "%02d:%02d:%02d", part(3'600'000, 24), part(60'000, 60),
                  part(1000, 60));
    std::string out(text);
    if (part(1, 1000) != 0) {
        std::snprintf(text, sizeof text, ".%03d", part(1, 1000));
        out += text;
    }
    return out;
}

/// The four hexadecimal digits of "_x000D_" at the front of `text`.
std::optional<char16_t> escapeAt(std::string_view text) {
    constexpr std::size_t kSize = 7;
    if (text.size() < kSize || !text.starts_with("_x") || text[kSize - 1] != '_')
        return std::nullopt;
    std::uint16_t unit = 0;
    const char* const end = text.data() + kSize - 1;
    const auto read = std::from_chars(text.data() + 2, end, unit, 16);
    if (read.ptr != end)
        return std::nullopt;
    return static_cast<char16_t>(unit);
}

} // namespace

std::optional<std::string> numberText(std::string_view stored) {
    const auto value = core::parseDecimal(stored);
    if (!value)
        return std::nullopt;
    const Decimal shown = rounded(*value, kShownDigits);
    return core::decimalText(shown.digits, shown.scale);
}

std::optional<std::string> dateText(std::string_view stored, DateSystem system) {
    using namespace std::chrono;
    const auto moment = momentOf(stored);
    if (!moment)
        return std::nullopt;
    if (moment->day == 0)
        return timeText(moment->millis);
    // Serial 60 is a 29 February 1900 that never was; days before it count from a day later.
    if (system == DateSystem::From1900 && moment->day == 60)
        return std::nullopt;
    const sys_days first = system == DateSystem::From1904 ? sys_days{year{1904} / 1 / 1}
                           : moment->day < 60             ? sys_days{year{1899} / 12 / 31}
                                                          : sys_days{year{1899} / 12 / 30};
    const year_month_day day{first + days{moment->day}};
    if (day.year() > year{9999})
        return std::nullopt;
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return moment->millis == 0 ? std::string(text) : text + ("T" + timeText(moment->millis));
}

std::string unescaped(std::string_view text) {
    std::string out;
    Utf8Writer writer(Encoding::Utf16Le); // escapes are UTF-16 units, pairs two of them
    while (!text.empty()) {
        const auto unit = escapeAt(text);
        if (!unit)
            writer.finish(out);
        if (unit) {
            const char bytes[]{static_cast<char>(*unit & 0xff), static_cast<char>(*unit >> 8)};
            writer.write({bytes, 2}, out);
            text.remove_prefix(7);
        } else {
            const std::size_t next = std::min(text.find("_x", 1), text.size());
            out += text.substr(0, next);
            text.remove_prefix(next);
        }
    }
    writer.finish(out);
    return out;
}

bool isDateFormat(std::string_view code) {
    const std::string_view positive = code.substr(0, code.find(';'));
    bool isQuoted = false;
    bool isDate = false;
    for (std::size_t i = 0; i < positive.size(); ++i) {
        const char c = positive[i];
        if (c == '"') {
            isQuoted = !isQuoted;
        } else if (isQuoted) {
            continue;
        } else if (c == '\\' || c == '_' || c == '*') { // the next character is shown or its width
            ++i;
        } else if (c == '[') {
            const std::size_t end = positive.find(']', i);
            const std::string_view inside = positive.substr(i + 1, end - i - 1);
            if (inside.find_first_not_of("hHmMsS") == std::string_view::npos)
                return false; // a length of time
            i = end == std::string_view::npos ? positive.size() : end;
        } else if (std::string_view("yYdDhHsSmM").find(c) != std::string_view::npos) {
            isDate = true;
        }
    }
    return isDate;
}

bool isBuiltInDateFormat(int id) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 ||
           (id >= 50 && id <= 58);
}

} // namespace ms::importers
