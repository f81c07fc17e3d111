// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace ms::core {

/// Sums of pico-units: 64 bits end at 9.2 million of the currency, a company's year does not.
__extension__ using Int128 = __int128;

enum class Rounding {
    HalfEven, // ties to the even neighbour: FX and display
    HalfAway, // ties away from zero: what providers' invoices do
    Up,       // away from zero
    Down,     // toward zero
};

/// Divide and round to a whole number.
/// Errors  CHECK when `divisor` is not positive.
Int128 divideRounded(Int128 dividend, Int128 divisor, Rounding rounding);

/// 10^exponent, for exponents from 0 to 38.
Int128 powerOfTen(int exponent);

/// Decimal digits, with a leading '-' when negative.
std::string toText(Int128 value);

} // namespace ms::core
