// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/core/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace ms::core {

/// A decimal number exactly as written: value = digits / 10^scale. Never passes through a float.
struct Decimal {
    Int128 digits = 0;
    int scale = 0; // 0 or more; trailing zeros removed

    friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// Read a plain decimal: optional sign, digits, optional fraction, optional exponent ("1.2e-05").
/// Independent of the locale. No thousands marks, no blanks, no currency sign; "." is not zero.
/// Errors  BadInput: not a number, or more than 38 significant digits.
Result<Decimal> parseDecimal(std::string_view text);

/// The whole number `value` x 10^decimals, rounded when the decimal is finer than that.
/// Errors  BadInput: the result does not fit 127 bits.
Result<Int128> scaled(const Decimal& value, int decimals, Rounding rounding);

/// The exact sum; nullopt when it does not fit 127 bits.
std::optional<Decimal> plus(const Decimal& a, const Decimal& b);

/// True when `value` x 10^decimals is a whole number.
bool isExactAt(const Decimal& value, int decimals);

/// Canonical text: no exponent, no trailing zeros, "0" for zero.
std::string toText(const Decimal& value);
/// Canonical text of digits / 10^scale.
std::string decimalText(Int128 digits, int scale);

} // namespace ms::core
