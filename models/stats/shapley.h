// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace ms::stats {

/// Parts of a change, one a factor; they add up to `delta`.
struct ShapleyShares {
    double delta = 0;
    std::vector<double> effects;
    double residual = 0; // what rounding leaves of delta - effects
};

/// Above that, 2^m replays and their weights take too long for an answer while one waits.
inline constexpr std::size_t kMostShapleyFactors = 12;

/// How much of a change is due to each factor, whatever the order in which they change?
/// For costs that are no pure product (tiers, minimums, caches); never in one bridge with LMDI.
/// Input   m <= kMostShapleyFactors factors. `valueOf(subset)`: the value when the factors of the
///         subset (bit i: factor i) are those of the second period; called once a subset.
/// Cost    2^m calls, O(m 2^m).
/// Source  METHODS 3.3; Shapley 1953, Shorrocks 2013.
ShapleyShares shapleyShares(std::size_t factors,
                            const std::function<double(std::uint32_t subset)>& valueOf);

/// The same for a sum of products: one row of factors a segment, before and after.
/// Errors  CHECK when the spans differ in length or are no whole number of segments.
ShapleyShares shapleyOfProducts(std::size_t factors, std::span<const double> before,
                                std::span<const double> after);

} // namespace ms::stats
