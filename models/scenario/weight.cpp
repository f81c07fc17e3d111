// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/weight.h"

#include <algorithm>
#include <numeric>

namespace ms::scenario {

std::vector<core::Int128> roundedTogether(std::span<const WeightedSum> parts,
                                          core::Int128 roundedTotal) {
    std::vector<core::Int128> result;
    core::Int128 left = roundedTotal;
    for (const WeightedSum& part : parts) {
        result.push_back(part.floor());
        left -= part.floor();
    }
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return parts[a].fraction() > parts[b].fraction();
    });
    for (std::size_t i = 0; left > 0 && i < order.size(); ++i, --left)
        ++result[order[i]];
    return result;
}

} // namespace ms::scenario
