// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// A table scaled to margins. Cells are row by row.
struct RakedTable {
    Status status = Status::Ok;
    std::vector<double> fitted;                 // empty unless Ok
    std::vector<std::optional<double>> weights; // fitted / given; empty where the cell is empty
    std::vector<std::size_t> largeWeights;      // cells above five times the median weight
    std::size_t rounds = 0;
    bool hasConverged = false; // else the margins contradict the empty cells
};

/// Scale a table, rows and then columns, until it has the target margins (iterative proportional
/// fitting). Rates then use sums of weight x numerator and weight x denominator per cluster in
/// ratioOfArm: the weights are treated as fixed.
/// Input   cells not negative, `rowTargets`.size() x `columnTargets`.size() of them; the targets of
///         rows and of columns have the same total.
/// Errors  ZeroDenominator (nothing in the table or the targets), NoOverlap (a row or column of
///         which there is nothing, or nothing is wanted).
/// Cost    cells x rounds, at most 10,000 rounds; stops when no row misses by 1e-14 of the total.
/// Source  METHODS 1.7, raking.
RakedTable rake(std::span<const double> cells, std::span<const double> rowTargets,
                std::span<const double> columnTargets);

} // namespace ms::stats
