// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ms::core {

/// Split `total` in proportion to `weights` into whole parts that add up to it exactly.
/// Input   one weight (0 or more) and one id a part, same order; ids decide ties only.
/// Output  one share a part, same order; |share - exact quota| < 1.
///         Floors first, then the units left over go one each to the largest fractional parts;
///         ties: larger weight first, then the smaller id (byte order). All weights 0: equal
///         weights. A negative total is split as its absolute value and negated.
/// Errors  CHECK when the spans differ in length, or are empty with a total other than 0.
/// Cost    O(n log n).
/// Source  METHODS.md 6.2.
std::vector<Int128> largestRemainder(Int128 total, std::span<const std::uint64_t> weights,
                                     std::span<const std::string_view> ids);

/// Weights as a split takes them: those below 0 are 0; scaled down together, to the power of two
/// that is needed, where their sum leaves 63 bits.
std::vector<std::uint64_t> splitWeights(std::span<const Int128> weights);

} // namespace ms::core
