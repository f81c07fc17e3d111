// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace ms::stats {

/// Quantile by linear interpolation between order statistics (type 7; R's default).
/// Input   `sorted` ascending and not empty, 0 <= p <= 1.
/// Source  METHODS 0.1: h = (n - 1) p, between x[floor h] and x[floor h + 1].
double quantileType7(std::span<const double> sorted, double p);

/// Quantile as a value that occurs (type 1, inverse of the empirical distribution).
/// Input   as above.
/// Source  METHODS 0.1: x[ceil(np - 1e-12)], counted from 1 and kept within 1..n.
double quantileType1(std::span<const double> sorted, double p);

/// Type 7 at one half.
double median(std::span<const double> sorted);

} // namespace ms::stats
