// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/margin.h"

#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// What the notes of a margin table tell beyond its own figures.
struct MarginFacts {
    std::int64_t usageUnknown = 0;     // attempts without token counts
    std::int64_t reportedAttempts = 0; // cost is the source's own figure
    std::int64_t fallbackRateAttempts = 0;
    core::MoneySum noUsageRevenue;
    bool hasRevenueBooks = false; // some fact or plan is known, whether or not it falls in here
    std::string_view currency;
};

/// Say in sentences what a reader of `table` must know: the revenue rule in force, what has no
/// price, what the scope leaves out, whose figures are not the book's. Most important first.
std::vector<std::string> marginNotes(const MarginTable& table, const MarginFacts& facts);

} // namespace ms::analysis
