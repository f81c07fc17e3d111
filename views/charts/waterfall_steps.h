// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/chart.h"

#include <vector>

namespace ms::views {

/// The points of a waterfall, `most` at most (four or more): its first and last, the largest steps
/// in their order, and the others summed exactly in one step before the last.
std::vector<report::Point> waterfallSteps(const std::vector<report::Point>& points,
                                          std::size_t most);

} // namespace ms::views
