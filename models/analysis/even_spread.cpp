// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/even_spread.h"

#include "models/core/check.h"

#include <algorithm>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;

MoneySum evenShares(MoneySum whole, std::int64_t from, std::int64_t to, std::int64_t count) {
    CHECK(0 <= from && from <= to && to <= count && count > 0,
          "An even share is outside its whole.");
    // Truncating division keeps the sign on both parts, so a credit is the mirror of a charge.
    const Int128 each = whole.picos() / count;
    const Int128 left = whole.picos() % count;
    const Int128 extra = left < 0 ? -left : left;
    const Int128 larger = std::min<Int128>(to, extra) - std::min<Int128>(from, extra);
    return MoneySum::fromPicos(each * (to - from) + (left < 0 ? -larger : larger));
}

MoneySum evenShare(MoneySum whole, std::int64_t index, std::int64_t count) {
    return evenShares(whole, index, index + 1, count);
}

} // namespace ms::analysis
