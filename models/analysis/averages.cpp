// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/averages.h"

#include <cmath>

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

double inUnits(core::MoneySum amount) {
    return double(amount.picos()) / double(core::kPicosPerUnit);
}

core::MoneySum inMoney(double units) {
    return core::MoneySum::fromPicos(std::llround(units * double(core::kPicosPerUnit)));
}

std::optional<core::MoneySum> quantileOf(std::span<const core::MoneySum> sorted,
                                         std::int64_t numerator, std::int64_t denominator) {
    if (sorted.empty())
        return std::nullopt;
    const std::int64_t position = std::int64_t(sorted.size() - 1) * numerator; // / denominator
    const auto below = std::size_t(position / denominator);
    if (below + 1 == sorted.size())
        return sorted.back();
    const core::Int128 step = (sorted[below + 1] - sorted[below]).picos();
    return sorted[below] +
           core::MoneySum::fromPicos(core::divideRounded(step * (position % denominator),
                                                         denominator, core::Rounding::HalfEven));
}

} // namespace ms::analysis
