// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <cstddef>
#include <optional>
#include <span>

namespace ms::stats {

/// Quartiles and the fences beyond which a value counts as an outlier.
struct Fences {
    /// InsufficientClusters: no value. DegenerateScale: half of the values are equal, so the fences
    /// are the quartiles and leave all others outside.
    Status status = Status::Ok;
    std::optional<double> firstQuartile;
    std::optional<double> thirdQuartile;
    std::optional<double> medcouple;  // skewness from -1 to 1
    std::optional<Interval> tukey;    // 1.5 IQR beyond the quartiles
    std::optional<Interval> adjusted; // the same, stretched on the side of the longer tail
    std::size_t outsideTukey = 0;
    std::size_t outsideAdjusted = 0;
};

/// Which values are outliers, when the bulk itself is skewed?
/// Input   finite values, any order.
/// Cost    O(n log n) and that of the medcouple.
/// Source  METHODS 2.2; Hubert and Vandervieren 2008.
Fences fences(std::span<const double> values);

/// Robust skewness: the median of how unequal the distances of two values on either side of the
/// median are, over all such pairs.
/// Input   `sorted` ascending and not empty.
/// Output  -1 to 1, exact to the last bits of the kernel, though there are n^2/4 pairs.
/// Cost    63 passes over the values, O(n) memory.
/// Source  METHODS 2.2; Brys, Hubert, Struyf 2004.
double medcouple(std::span<const double> sorted);

} // namespace ms::stats
