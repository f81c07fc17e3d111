// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ms::stats {

/// How p-values are adjusted for being many.
enum class Adjustment {
    Bonferroni,
    Holm,              // secondary metrics of one comparison
    BenjaminiHochberg, // exploratory slices: share of false ones among those found
    BenjaminiYekutieli // the same when slices overlap
};

/// p-values that can each be compared with the level.
/// Input   in [0, 1], any order.
/// Output  in the order of the input, each at most 1.
/// Cost    n log n.
/// Source  METHODS 1.10.
std::vector<double> adjustedPValues(std::span<const double> pValues, Adjustment adjustment);

/// Which e-values (evidence that holds at any time) to reject at false discovery rate `alpha`.
/// Output  indexes, ascending: the k largest, k the most for which e_(k) >= m / (k alpha).
/// Source  METHODS 1.10, e-BH.
std::vector<std::size_t> rejectedByEValue(std::span<const double> eValues, double alpha);

} // namespace ms::stats
