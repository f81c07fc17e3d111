// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <cstddef>

namespace ms::stats {

/// Between which limits does a share lie, given `successes` of `n`? Also for few or no successes.
/// Input   n >= 1, successes <= n, 0 < alpha < 1.
/// Source  METHODS 1.13 (Wilson's score interval, no continuity correction).
Interval wilsonInterval(std::size_t successes, std::size_t n, double alpha);

/// The same for a share of `rows` that need not be whole: clustered ones count as rows / DEFF.
/// Input   0 <= share <= 1, rows > 0.
Interval wilsonIntervalOfShare(double share, double rows, double alpha);

} // namespace ms::stats
