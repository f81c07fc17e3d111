// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

struct LorenzPoint {
    double shareOfUnits = 0;
    double shareOfTotal = 0;
};

/// Shares of a total that few units hold. Everything but the counts is empty or 0 unless `status`
/// is Ok; indices that one unit leaves undefined are empty.
struct Concentration {
    Status status = Status::Ok; // ZeroDenominator: no unit, or nothing to share
    std::size_t units = 0;
    double total = 0;              // of the values taken as they are
    std::size_t negativeUnits = 0; // entered as 0
    double negativeTotal = 0;      // what they would have taken off the total, 0 or less
    std::optional<double> gini;
    std::optional<double> giniUnbiased; // n/(n-1) Gini
    std::optional<double> hhi;          // sum of squared shares; x 10000 in competition law
    std::optional<double> hhiNormalized;
    std::optional<double> effectiveNumber; // of equal units with the same HHI
    std::optional<double> theil;
    std::optional<double> topTenthShare; // of the ceil(n/10) largest
    std::vector<LorenzPoint> lorenz;     // n + 1 points from (0,0) to (1,1)

    /// Share of the `count` largest units; of all of them when there are fewer.
    std::optional<double> topShare(std::size_t count) const;
};

/// How concentrated is a cost, a revenue or a use among its units?
/// Input   one finite value a unit, any order, any unit of measure. The caller decides whether
///         units without use are among them, and says so. Negative values count as 0.
/// Cost    O(n log n).
/// Source  METHODS 4.1.
Concentration concentration(std::span<const double> values);

} // namespace ms::stats
