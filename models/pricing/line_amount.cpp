// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/line_amount.h"

#include <algorithm>

namespace ms::pricing {

using core::Decimal;
using core::Int128;

namespace {

core::Error tooManyDigits() {
    return {core::Error::Code::BadInput, "The amount of a line has more than 38 digits.", {}};
}

/// The canonical form that core::Decimal promises: no trailing zeros, no negative scale.
Decimal trimmed(Decimal value) {
    while (value.scale > 0 && value.digits % 10 == 0) {
        value.digits /= 10;
        --value.scale;
    }
    return value;
}

} // namespace

core::Result<Decimal> lineAmount(const Decimal& quantity, const Decimal& unitPrice,
                                 std::span<const Decimal> multipliers, int perDecimals) {
    Decimal amount = unitPrice;
    const auto times = [&amount](const Decimal& factor) {
        amount.scale += factor.scale;
        const bool overflows = __builtin_mul_overflow(amount.digits, factor.digits, &amount.digits);
        amount = trimmed(amount);
        return !overflows;
    };
    for (const Decimal& multiplier : multipliers)
        if (!times(multiplier))
            return tooManyDigits();
    if (!times(quantity))
        return tooManyDigits();
    amount.scale += perDecimals;
    return trimmed(amount);
}

core::Result<Decimal> sumOf(std::span<const Decimal> amounts) {
    Decimal sum;
    for (const Decimal& amount : amounts)
        sum.scale = std::max(sum.scale, amount.scale);
    for (const Decimal& amount : amounts) {
        Int128 digits = amount.digits;
        for (int scale = amount.scale; scale < sum.scale; ++scale)
            if (__builtin_mul_overflow(digits, Int128(10), &digits))
                return tooManyDigits();
        if (__builtin_add_overflow(sum.digits, digits, &sum.digits))
            return tooManyDigits();
    }
    return trimmed(sum);
}

} // namespace ms::pricing
