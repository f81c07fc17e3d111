// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/gpu_allocation.h"

#include "models/core/check.h"
#include "models/core/largest_remainder.h"

#include <numeric>

namespace ms::stats {

using core::Int128;

std::string_view nameOf(IdlePolicy policy) {
    return policy == IdlePolicy::Separate ? "separate" : "spread";
}

WindowShares splitWindow(Int128 amount, const WindowUse& use, IdlePolicy policy) {
    CHECK(use.used.size() == use.ids.size(), "A window needs one id a user.");
    const Int128 used = std::accumulate(use.used.begin(), use.used.end(), Int128{0});
    WindowShares shares;
    if (use.capacity > 0)
        shares.utilisation = double(used) / double(use.capacity);
    if (used == 0) {
        shares.used.assign(use.used.size(), 0);
        shares.idle = amount;
        return shares;
    }
    std::vector<Int128> weights = use.used;
    std::vector<std::string_view> ids = use.ids;
    if (policy == IdlePolicy::Separate) {
        weights.push_back(use.capacity - used); // below 0 weighs nothing
        ids.push_back(kIdleId);
    }
    shares.used = core::largestRemainder(amount, core::splitWeights(weights), ids);
    if (policy == IdlePolicy::Separate) {
        shares.idle = shares.used.back();
        shares.used.pop_back();
    }
    return shares;
}

std::vector<Int128> loadOverhead(Int128 pool, std::span<const Int128> direct,
                                 std::span<const std::string_view> ids) {
    return core::largestRemainder(pool, core::splitWeights(direct), ids);
}

} // namespace ms::stats
