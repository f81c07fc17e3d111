// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/int128.h"

#include "models/core/check.h"

#include <algorithm>

namespace ms::core {

namespace {
__extension__ using UInt128 = unsigned __int128;
}

Int128 divideRounded(Int128 dividend, Int128 divisor, Rounding rounding) {
    CHECK(divisor > 0, "A rounded division needs a positive divisor.");
    Int128 quotient = dividend / divisor; // truncates toward zero
    const Int128 remainder = dividend % divisor;
    if (remainder == 0 || rounding == Rounding::Down)
        return quotient;
    const Int128 away = dividend < 0 ? -1 : 1;
    if (rounding == Rounding::Up)
        return quotient + away;
    const Int128 distance = remainder < 0 ? -remainder : remainder;
    const Int128 rest = divisor - distance; // compares without doubling, which could overflow
    const bool isTie = distance == rest;
    if (distance > rest || (isTie && (rounding == Rounding::HalfAway || quotient % 2 != 0)))
        quotient += away;
    return quotient;
}

Int128 powerOfTen(int exponent) {
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

std::string toText(Int128 value) {
    UInt128 rest =
        value < 0 ? UInt128(0) - static_cast<UInt128>(value) : static_cast<UInt128>(value);
    std::string digits;
    do {
        digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
        rest /= 10;
    } while (rest != 0);
    if (value < 0)
        digits.push_back('-');
    std::reverse(digits.begin(), digits.end());
    return digits;
}

} // namespace ms::core
