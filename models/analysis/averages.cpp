// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/averages.h"

namespace ms::analysis {

std::optional<core::MoneySum> averageOf(core::MoneySum amount, core::Int128 count) {
    if (count <= 0)
        return std::nullopt;
    return core::MoneySum::fromPicos(
        core::divideRounded(amount.picos(), count, core::Rounding::HalfEven));
}

std::optional<double> shareOf(core::MoneySum part, core::MoneySum whole) {
    return shareOf(part.picos(), whole.picos());
}

std::optional<double> shareOf(core::Int128 part, core::Int128 whole) {
    if (whole == 0)
        return std::nullopt;
    return double(part) / double(whole);
}

} // namespace ms::analysis
