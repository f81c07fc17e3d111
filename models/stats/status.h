// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace ms::stats {

/// Why a figure has no interval. A failed status keeps the point estimate where there is one and
/// leaves everything else empty.
/// Source  METHODS 0.4.
enum class Status {
    Ok,
    InsufficientClusters, // fewer than two in an arm, or one that carries its arm alone
    ZeroDenominator,
    ZeroVariance,
    BaselineZero, // a relative lift over nothing
    Unbounded,    // Fieller: the baseline cannot be told from zero
    OpenInterval, // no order statistic is a limit
    NoOverlap,    // no stratum is in both arms
    SrmFailed,    // the units did not arrive in the declared proportions
    DegenerateScale,
};
std::string_view nameOf(Status status); // "insufficient_clusters"

} // namespace ms::stats
