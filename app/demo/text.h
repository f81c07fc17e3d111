// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace ms::app::demo {

inline void appendNumber(std::int64_t value, std::string& text) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    text.append(digits, end);
}

/// All digits of a whole number.
inline std::string wholeText(core::Int128 value) {
    char digits[41];
    char* start = digits + sizeof digits;
    const bool isNegative = value < 0;
    do {
        const int digit = static_cast<int>(value % 10);
        *--start = static_cast<char>('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    } while (value != 0);
    if (isNegative) *--start = '-';
    return {start, digits + sizeof digits};
}

/// Pico-units as a plain decimal in units of the currency: "1.25", "-0.00042", "0".
inline std::string moneyText(core::Int128 picos) {
    constexpr core::Int128 kUnit = 1'000'000'000'000;
    const core::Int128 whole = picos < 0 ? -picos : picos;
    std::string text{picos < 0 ? "-" : ""};
    text += wholeText(whole / kUnit);
    const std::string fraction = wholeText(kUnit + whole % kUnit); // a leading 1 keeps the zeros
    const std::size_t last = fraction.find_last_not_of('0');
    if (last == 0) return text;
    text += '.';
    text.append(fraction, 1, last);
    return text;
}

/// A cell of a CSV file, quoted when it must be.
inline std::string csvCell(std::string_view value) {
    if (value.find_first_of(",\"\n") == std::string_view::npos)
        return std::string{value};
    std::string cell = "\"";
    for (const char c : value) {
        if (c == '"')
            cell += '"';
        cell += c;
    }
    return cell + '"';
}

} // namespace ms::app::demo
