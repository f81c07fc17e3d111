// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ms::scenario {

/// What each lever does to an amount, in whole pico-units.
struct Attribution {
    core::Int128 base = 0;
    core::Int128 final = 0;
    std::vector<core::Int128> sequential; // each after those before; adds up to the change
    std::vector<core::Int128> standalone; // each alone
    std::vector<core::Int128> shapley;    // whatever the order; adds up to the change
    std::vector<double> shapleyError;     // standard errors, of sampled orders; else empty

    core::Int128 change() const { return final - base; }
    /// What the levers do together beyond what each does alone.
    core::Int128 interaction() const;
};

/// Levers up to which all subsets are tried.
inline constexpr std::size_t kMostExactLevers = 8;

/// Input   `amountOf(subset)`: the amount with the levers of the subset (bit i: lever i).
/// Output  exact up to kMostExactLevers levers, the parts rounded together; beyond, the mean of
///         2,000 orders drawn with SplitMix64 from `seed`.
/// Cost    2^n calls, or some 2,000 n.
/// Source  METHODS 5.9.
Attribution attribute(std::size_t levers,
                      const std::function<core::Int128(std::uint32_t subset)>& amountOf,
                      std::uint64_t seed);

} // namespace ms::scenario
