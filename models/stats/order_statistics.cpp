// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/order_statistics.h"

#include "models/core/check.h"
#include "models/stats/distributions.h"

#include <algorithm>
#include <cstdint>
#include <ranges>

namespace ms::stats {

RankInterval quantileRanks(std::size_t n, double q, double alpha) {
    CHECK(n >= 1 && q > 0 && q < 1 && alpha > 0 && alpha < 1,
          "An interval of order statistics needs values, 0 < q < 1 and 0 < alpha < 1.");
    // P(fewer than `rank` of the n values lie below the quantile), ascending in the rank.
    const auto probability = [&](std::size_t rank) {
        return binomialCdf(std::int64_t(rank) - 1, std::int64_t(n), q);
    };
    // A probability that is a limit exactly may come out a hair beside it.
    const double low = alpha / 2 * (1 + 1e-12);
    const double high = (1 - alpha / 2) * (1 - 1e-14);
    const auto ranks = std::views::iota(std::size_t{1}, n + 1);
    const auto pastLower = std::ranges::partition_point(
        ranks, [&](std::size_t rank) { return probability(rank) <= low; });
    const auto upper = std::ranges::partition_point(
        ranks, [&](std::size_t rank) { return probability(rank) < high; });

    RankInterval interval;
    if (pastLower != ranks.begin())
        interval.lower = *std::ranges::prev(pastLower);
    if (upper != ranks.end())
        interval.upper = *upper;
    interval.coverage = (interval.upper ? probability(*interval.upper) : 1) -
                        (interval.lower ? probability(*interval.lower) : 0);
    return interval;
}

} // namespace ms::stats
