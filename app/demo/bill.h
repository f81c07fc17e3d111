// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/tally.h"

#include <string>
#include <vector>

namespace ms::app::demo {

/// One provider's bill of one month (UTC), in pico-units, and why it is not what the events add up
/// to.
struct Bill {
    std::string invoice;
    Provider provider;
    int month;
    Int128 booked = 0;       // exact cost by the price list, every environment
    Int128 preview = 0;      // the model that the price list lacks
    Int128 lineRounding = 0; // lines are rounded to 0.0001
    Int128 credit = 0;       // negative
    Int128 rounding = 0;     // of the sum to whole cents
    Int128 tax = 0;          // 19 % of the sum before it
    Int128 total() const { return booked + preview + lineRounding + credit + rounding + tax; }
};

struct BillSheet {
    std::vector<Bill> bills;
    std::string csv; // FOCUS 1.2
};
/// What the providers billed for everything that had usage; free failures and lost usage are
/// missing.
BillSheet billSheetOf(const Tally& tally);

} // namespace ms::app::demo
