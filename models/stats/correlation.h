// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <span>

namespace ms::stats {

/// How two figures of the same clusters go together: along a line, and in order.
struct Correlation {
    Estimate pearson;
    Estimate spearman; // of ranks, ties share their mean rank
};

/// Input   as many `y` as `x`, each pair of one cluster; 0 < alpha < 1.
/// Output  coefficients with the intervals tanh(atanh r -+ z s), s^2 = 1 / (n - 3) for Pearson
///         and (1 + r^2 / 2) / (n - 3) for Spearman. The standard error is that of atanh r.
/// Errors  InsufficientClusters (fewer than four), ZeroVariance (one side is constant: no value),
///         DegenerateScale (r is 1 or -1: no interval).
/// Cost    n log n.
/// Source  Fisher 1921 (Pearson); Bonett and Wright 2000, Psychometrika 65, 23-28 (Spearman).
Correlation correlationOf(std::span<const double> x, std::span<const double> y, double alpha);

} // namespace ms::stats
