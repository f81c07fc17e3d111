// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/decimal.h"

#include <algorithm>
#include <optional>

namespace ms::core {

namespace {

constexpr int kMaxDigits = 38; // 10^38 is the last power of ten below 2^127
constexpr Int128 kMaxInt128 = ~(Int128{1} << 127);

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

Error notADecimal(std::string_view text) {
    std::string shown(text.substr(0, 64));
    return {Error::Code::BadInput, "'" + shown + "' is not a decimal number.", {}};
}

/// Digits, point and sign of a number; the exponent is read apart.
struct Mantissa {
    Int128 digits = 0;
    int scale = 0;
    std::size_t end = 0;
};

std::optional<Mantissa> readMantissa(std::string_view text) {
    Mantissa m;
    int significant = 0;
    int pendingZeros = 0; // zeros that count only if another digit follows
    bool anyDigit = false;
    bool afterPoint = false;
    for (; m.end < text.size(); ++m.end) {
        const char c = text[m.end];
        if (c == '.') {
            if (afterPoint || !anyDigit)
                return std::nullopt;
            afterPoint = true;
            anyDigit = false; // "1." has no fraction and is not a number
            continue;
        }
        if (!isDigit(c))
            break;
        anyDigit = true;
        if (c == '0' && afterPoint) {
            ++pendingZeros;
            continue;
        }
        for (; pendingZeros > 0; --pendingZeros) {
            if (m.digits != 0 && ++significant > kMaxDigits)
                return std::nullopt;
            m.digits *= 10;
            ++m.scale;
        }
        if ((m.digits != 0 || c != '0') && ++significant > kMaxDigits)
            return std::nullopt;
        m.digits = m.digits * 10 + (c - '0');
        if (afterPoint)
            ++m.scale;
    }
    if (!anyDigit)
        return std::nullopt;
    return m;
}

std::optional<int> readExponent(std::string_view text) {
    if (text.empty())
        return 0;
    if (text[0] != 'e' && text[0] != 'E')
        return std::nullopt;
    std::size_t at = 1;
    const bool isNegative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
        ++at;
    if (at == text.size() || text.size() - at > 3)
        return std::nullopt;
    int exponent = 0;
    for (; at < text.size(); ++at) {
        if (!isDigit(text[at]))
            return std::nullopt;
        exponent = exponent * 10 + (text[at] - '0');
    }
    return isNegative ? -exponent : exponent;
}

} // namespace

Result<Decimal> parseDecimal(std::string_view text) {
    std::string_view rest = text;
    const bool isNegative = !rest.empty() && rest[0] == '-';
    if (!rest.empty() && (rest[0] == '-' || rest[0] == '+'))
        rest.remove_prefix(1);
    const auto mantissa = readMantissa(rest);
    if (!mantissa)
        return notADecimal(text);
    const auto exponent = readExponent(rest.substr(mantissa->end));
    if (!exponent)
        return notADecimal(text);
    Decimal value{mantissa->digits, mantissa->scale - *exponent};
    if (value.digits == 0)
        return Decimal{};
    while (value.scale > 0 && value.digits % 10 == 0) {
        value.digits /= 10;
        --value.scale;
    }
    for (; value.scale < 0; ++value.scale) {
        if (value.digits > kMaxInt128 / 10)
            return notADecimal(text);
        value.digits *= 10;
    }
    if (isNegative)
        value.digits = -value.digits;
    return value;
}

Result<Int128> scaled(const Decimal& value, int decimals, Rounding rounding) {
    if (value.scale > decimals) {
        const int excess = value.scale - decimals;
        if (excess > kMaxDigits) // far below one unit: only "away from zero" sees it
            return value.digits == 0 || rounding != Rounding::Up
                       ? Int128{0}
                       : Int128{value.digits < 0 ? -1 : 1};
        return divideRounded(value.digits, powerOfTen(excess), rounding);
    }
    Int128 digits = value.digits;
    for (int i = value.scale; i < decimals; ++i) {
        if (digits > kMaxInt128 / 10 || digits < -(kMaxInt128 / 10))
            return Error{Error::Code::BadInput, toText(value) + " is too large.", {}};
        digits *= 10;
    }
    return digits;
}

std::optional<Decimal> plus(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale, b.scale);
    const auto left = scaled(a, scale, Rounding::Down);
    const auto right = scaled(b, scale, Rounding::Down);
    Decimal sum{0, scale};
    if (!left || !right || __builtin_add_overflow(*left, *right, &sum.digits))
        return std::nullopt;
    while (sum.scale > 0 && sum.digits % 10 == 0) {
        sum.digits /= 10;
        --sum.scale;
    }
    return sum;
}

bool isExactAt(const Decimal& value, int decimals) {
    return value.scale <= decimals;
}

std::string toText(const Decimal& value) {
    return decimalText(value.digits, value.scale);
}

std::string decimalText(Int128 digits, int scale) {
    while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        --scale;
    }
    std::string text = toText(digits);
    if (scale == 0)
        return text;
    const std::size_t sign = digits < 0 ? 1 : 0;
    const std::size_t needed = static_cast<std::size_t>(scale) + 1;
    if (text.size() - sign < needed)
        text.insert(sign, needed - (text.size() - sign), '0');
    text.insert(text.size() - static_cast<std::size_t>(scale), 1, '.');
    return text;
}

} // namespace ms::core
