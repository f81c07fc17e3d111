// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/price_volume_mix.h"

#include "models/core/check.h"

namespace ms::stats {

using core::Int128;

namespace {

/// amount x multiplier / divisor. In two steps, because the product may exceed 128 bits.
Int128 scaled(Int128 amount, Int128 multiplier, Int128 divisor) {
    return amount / divisor * multiplier +
           core::divideRounded(amount % divisor * multiplier, divisor, core::Rounding::HalfAway);
}

} // namespace

PriceVolumeMix priceVolumeMix(std::span<const PricedItem> items) {
    PriceVolumeMix result;
    Int128 quantity0 = 0, quantity1 = 0; // of the items present in both periods
    Int128 first = 0, second = 0;        // their costs
    Int128 secondAtFirstPrices = 0;
    for (const PricedItem& item : items) {
        CHECK(item.quantity0 >= 0 && item.quantity1 >= 0, "A quantity is 0 or more.");
        result.cost0 += item.cost0;
        result.cost1 += item.cost1;
        if (item.quantity0 == 0 || item.quantity1 == 0) {
            result.newItems += item.cost1;
            result.discontinued -= item.cost0;
            continue;
        }
        quantity0 += item.quantity0;
        quantity1 += item.quantity1;
        first += item.cost0;
        second += item.cost1;
        secondAtFirstPrices += scaled(item.cost0, item.quantity1, item.quantity0);
    }
    if (quantity0 == 0)
        return result;
    // sum (q1 - Q1 q0/Q0)(p0 - P) = sum q1 p0 - Q1 P, for P = sum q0 p0 / Q0.
    result.volume = scaled(first, quantity1 - quantity0, quantity0);
    result.mix = secondAtFirstPrices - first - result.volume;
    result.price = second - secondAtFirstPrices;
    return result;
}

} // namespace ms::stats
