// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

struct CusumDesign {
    double target = 0; // the mean while all is well
    double slack = 0;  // k: drifts smaller than this are let go
    double limit = 0;  // h: the sum that gives a signal
};

struct CusumBaseline {
    Status status = Status::Ok; // InsufficientClusters: no value; DegenerateScale: no scatter
    std::optional<CusumDesign> design;
};

/// The design for values like those of a clean baseline: k = 0.5 sigma, h = 5 sigma, from median
/// and MAD. Normal values run about 465 long without a false signal.
/// Source  METHODS 3.6.
CusumBaseline cusumDesign(std::span<const double> baseline);

/// Cumulated deviations above and below the target.
struct Cusum {
    std::vector<double> high; // one a value
    std::vector<double> low;
    std::optional<std::size_t> firstHighSignal; // values count from 1
    std::optional<std::size_t> firstLowSignal;
};

/// Does a series drift away from its target, slowly but for long?
/// Input   finite values in the order of time.
/// Cost    O(n).
/// Source  METHODS 3.6; Page 1954.
Cusum cusum(std::span<const double> series, const CusumDesign& design);

} // namespace ms::stats
