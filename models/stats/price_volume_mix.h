// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <cstdint>
#include <span>

namespace ms::stats {

/// What one item (a model's kind of token, a product) took and cost in two periods.
struct PricedItem {
    std::int64_t quantity0 = 0; // of one kind: tokens read are another item than tokens written
    core::Int128 cost0 = 0;     // picos: quantity x price
    std::int64_t quantity1 = 0;
    core::Int128 cost1 = 0;
};

/// The five parts of a change of cost; they add up to cost1 - cost0 to the last pico.
struct PriceVolumeMix {
    core::Int128 cost0 = 0;
    core::Int128 cost1 = 0;
    core::Int128 volume = 0; // more or less of everything, at the first period's average price
    core::Int128 mix = 0;    // towards dearer or cheaper items, at the first period's prices
    core::Int128 price = 0;  // the second period's quantities at other prices
    core::Int128 newItems = 0;
    core::Int128 discontinued = 0; // 0 or less, credits apart

    core::Int128 change() const { return cost1 - cost0; }
    core::Int128 residual() const {
        return change() - volume - mix - price - newItems - discontinued;
    }
};

/// Why did the cost change: price, volume, or the mix of items?
/// Input   one row an item, quantities 0 or more. An item is new without a quantity in the first
///         period, discontinued without one in the second; a cost without a quantity goes with
///         them. Volume, mix and price are of the others.
/// Units   picos in and out. Only where an average price is no whole number of picos does a part
///         round, by less than one pico an item; what it gains, its neighbour loses.
/// Errors  CHECK on a negative quantity.
/// Cost    O(n).
/// Source  METHODS 3.1.
PriceVolumeMix priceVolumeMix(std::span<const PricedItem> items);

} // namespace ms::stats
