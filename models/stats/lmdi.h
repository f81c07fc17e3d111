// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ms::stats {

/// Parts of a change of a sum of products. delta = effects + entered + exited + undecomposed.
struct LogMeanDecomposition {
    double total0 = 0;
    double total1 = 0;
    double delta = 0;
    std::vector<double> effects; // one a factor
    double entered = 0;          // of segments that were 0 before
    double exited = 0;           // of segments that are 0 after; 0 or less
    double undecomposed = 0;     // of segments with a negative factor: it has no logarithm
    double residual = 0;         // what rounding leaves of delta - all of the above
};

/// Which factor of a product moved the total: requests, attempts a request, tokens an attempt ...?
/// Additive LMDI-I: exact, the same backwards in time, consistent in aggregation.
/// Input   `factors` >= 1 finite numbers a segment, segment after segment, before and after. All
///         products in one unit; a factor of 0 means that the segment is not there.
/// Errors  CHECK when the spans differ in length or are no whole number of segments.
/// Cost    O(segments x factors).
/// Source  METHODS 3.2; Ang 2004, 2015.
LogMeanDecomposition logMeanDecomposition(std::size_t factors, std::span<const double> before,
                                          std::span<const double> after);

/// Logarithmic mean (a - b) / (ln a - ln b) of positive numbers; a when they are equal.
long double logarithmicMean(long double a, long double b);

} // namespace ms::stats
