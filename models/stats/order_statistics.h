// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

namespace ms::stats {

/// Ranks, counted from 1, of the order statistics that enclose a quantile.
struct RankInterval {
    std::optional<std::size_t> lower; // empty: that side is open
    std::optional<std::size_t> upper;
    double coverage = 0; // exact, for a continuous distribution; an open side covers its tail
};

/// Which order statistics of `n` independent values enclose the quantile `q` with confidence
/// 1 - alpha, whatever the distribution?
/// Input   n >= 1, 0 < q < 1, 0 < alpha < 1.
/// Cost    O(log n) evaluations of the incomplete beta function.
/// Source  METHODS 1.14.
RankInterval quantileRanks(std::size_t n, double q, double alpha);

} // namespace ms::stats
