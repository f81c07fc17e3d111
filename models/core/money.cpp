// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/money.h"

#include "models/core/decimal.h"

#include <limits>

namespace ms::core {

Result<Money> Money::parse(std::string_view decimal) {
    const auto value = parseDecimal(decimal);
    if (!value)
        return value.error();
    const auto picos = scaled(*value, kPicoDecimals, Rounding::HalfEven);
    if (!picos || *picos > std::numeric_limits<std::int64_t>::max() ||
        *picos < std::numeric_limits<std::int64_t>::min())
        return Error{Error::Code::BadInput,
                     "The amount " + std::string(decimal.substr(0, 64)) +
                         " is outside the range of about 9.2 million.",
                     {}};
    return Money::fromPicos(static_cast<std::int64_t>(*picos));
}

Result<MoneySum> MoneySum::parse(std::string_view decimal) {
    const auto value = parseDecimal(decimal);
    if (!value)
        return value.error();
    const auto picos = scaled(*value, kPicoDecimals, Rounding::HalfEven);
    if (!picos)
        return picos.error();
    return MoneySum::fromPicos(*picos);
}

std::string toDecimalText(MoneySum money) {
    return decimalText(money.picos(), kPicoDecimals);
}

Int128 roundedTo(MoneySum money, int decimals) {
    if (decimals >= kPicoDecimals)
        return money.picos() * powerOfTen(decimals - kPicoDecimals);
    return divideRounded(money.picos(), powerOfTen(kPicoDecimals - decimals), Rounding::HalfEven);
}

} // namespace ms::core
