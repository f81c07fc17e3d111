// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/margin.h"

#include <vector>

namespace ms::analysis {

/// What the largest rows of a table are ranked by.
enum class Ranking { Cost, Revenue, Margin, LowestMargin };

/// The first rows of a ranking, and all others together, so that a chart still shows the whole.
/// Output  at most `count` rows; `other` is there when rows are left, with `otherRows` of them.
///         Additive figures of `top` and `other` sum to the table's. `other` counts a request once
///         a row that it touches, as the rows do.
struct TopRows {
    std::vector<MarginRow> top;
    std::optional<MarginFigures> other;
    std::size_t otherRows = 0;
};
TopRows topWithOther(const MarginTable& table, Ranking ranking, std::size_t count);

} // namespace ms::analysis
