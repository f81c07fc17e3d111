// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/quantile.h"

#include "models/core/check.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ms::stats {

double quantileType7(std::span<const double> sorted, double p) {
    CHECK(!sorted.empty() && p >= 0 && p <= 1, "A quantile needs values, and a share of them.");
    const double h = double(sorted.size() - 1) * p;
    const auto below = std::size_t(std::floor(h));
    if (below + 1 >= sorted.size())
        return sorted.back();
    return sorted[below] + (h - double(below)) * (sorted[below + 1] - sorted[below]);
}

double quantileType1(std::span<const double> sorted, double p) {
    CHECK(!sorted.empty() && p >= 0 && p <= 1, "A quantile needs values, and a share of them.");
    // n p that should be whole may come out a hair above it.
    const double rank = std::ceil(double(sorted.size()) * p - 1e-12);
    const auto index = std::size_t(std::max(rank, 1.0));
    return sorted[std::min(index, sorted.size()) - 1];
}

double median(std::span<const double> sorted) {
    return quantileType7(sorted, 0.5);
}

} // namespace ms::stats
