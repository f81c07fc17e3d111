// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/main_drivers.h"

#include "models/core/check.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ms::stats {

using core::Int128;

namespace {

constexpr std::size_t kMostNamed = 4;

Int128 absolute(Int128 amount) {
    return amount < 0 ? -amount : amount;
}

std::vector<std::size_t> indicesOf(std::size_t count) {
    std::vector<std::size_t> indices(count);
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

} // namespace

MainDrivers mainDrivers(std::span<const ChangePart> parts) {
    MainDrivers result;
    Int128 gains = 0, losses = 0;
    for (const ChangePart& part : parts)
        (part.amount > 0 ? gains : losses) += absolute(part.amount);
    result.total = gains - losses;
    result.gross = gains + losses;
    result.offsetting = 2 * std::min(gains, losses) > absolute(result.total);

    std::vector<std::size_t> order = indicesOf(parts.size());
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Int128 first = absolute(parts[a].amount), second = absolute(parts[b].amount);
        return first != second ? first > second : parts[a].id < parts[b].id;
    });
    Int128 covered = 0;
    result.other = result.total;
    for (const std::size_t part : order) {
        if (result.named.size() == kMostNamed || parts[part].amount == 0 ||
            5 * covered >= 4 * result.gross)
            break;
        result.named.push_back(part);
        covered += absolute(parts[part].amount);
        result.other -= parts[part].amount;
    }
    return result;
}

std::vector<Int128> roundedToTotal(std::span<const Int128> amounts, Int128 unit) {
    CHECK(unit > 0, "Amounts are rounded to a unit above 0.");
    Int128 total = 0, floors = 0;
    std::vector<Int128> units, remainders;
    for (const Int128 amount : amounts) {
        Int128 remainder = amount % unit;
        if (remainder < 0)
            remainder += unit;
        remainders.push_back(remainder);
        units.push_back((amount - remainder) / unit);
        total += amount;
        floors += units.back();
    }
    const Int128 left = core::divideRounded(total, unit, core::Rounding::HalfEven) - floors;
    std::vector<std::size_t> order = indicesOf(amounts.size());
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; i < std::size_t(left); ++i)
        ++units[order[i]];
    for (Int128& amount : units)
        amount *= unit;
    return units;
}

MovementLabel movementLabel(const Movement& movement, double flat) {
    const double change = movement.volume1 - movement.volume0;
    const bool isFlat = std::abs(change) <= flat * std::abs(movement.volume0);
    if (change > 0 && !isFlat && movement.unitCost1 < movement.unitCost0 &&
        movement.margin1 > movement.margin0)
        return MovementLabel::Growth;
    if (isFlat && movement.unitCost1 > movement.unitCost0)
        return MovementLabel::Inefficiency;
    return MovementLabel::None;
}

} // namespace ms::stats
