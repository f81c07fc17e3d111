// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/change_drivers.h"
#include "models/stats/main_drivers.h"

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// Whose number a cost grows with: users, or requests where the events name no users.
enum class GrowthHead { User, Request };
std::string_view nameOf(GrowthHead head); // "user"

/// Cost of one slice in two periods, as heads x cost a head.
struct GrowthRow {
    std::vector<std::string> keys;
    std::int64_t headsBefore = 0; // distinct
    std::int64_t headsAfter = 0;
    core::MoneySum costBefore; // of all attempts, those without a user too
    core::MoneySum costAfter;
    std::optional<core::MoneySum> eachBefore; // cost / heads
    std::optional<core::MoneySum> eachAfter;
    /// More or fewer heads, and dearer or cheaper ones: together the change, exactly. Nothing where
    /// a period has cost without heads.
    std::optional<core::MoneySum> byHeads;
    std::optional<core::MoneySum> byEach;
    std::optional<core::MoneySum> revenueBefore; // where revenue is known at all
    std::optional<core::MoneySum> revenueAfter;
    stats::MovementLabel label = stats::MovementLabel::None; // None without revenue

    core::MoneySum change() const { return costAfter - costBefore; }
};

/// Is a change of cost growth? One row a slice, largest change first, ties by keys.
/// Output  costs add up to `total`; heads of `total` are distinct over all slices, so that its
/// parts
///         are its own and no sums.
/// Errors  as changeDrivers.
/// Cost    two group queries, and those of marginBy.
/// Source  METHODS 3.2, 3.4.
struct GrowthTable {
    DriversQuery query; // the metric does not matter
    GrowthHead head = GrowthHead::User;
    std::vector<GrowthRow> rows;
    GrowthRow total;
    std::string beforeWords; // empty: there are no events
    std::string afterWords;
    std::vector<std::string> notes;
};

/// What one period must tell: growthQuery(), and revenue by slice where any is known.
struct GrowthFigures {
    query::GroupTable groups;
    std::optional<std::map<std::vector<std::string>, core::MoneySum>> revenue;
};
query::GroupQuery growthQuery(const DriversQuery& query, const core::TimeRange& range);
GrowthTable explainGrowth(const DriversQuery& query, const GrowthFigures& before,
                          const GrowthFigures& after);
core::Result<GrowthTable> growthBy(const DriversQuery& query, const query::EventSource& source,
                                   const RevenueBooks& books, std::stop_token stop);

} // namespace ms::analysis
