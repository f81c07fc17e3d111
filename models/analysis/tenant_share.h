// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// A week in which one tenant took much more of the cost than it used to.
struct ShareJump {
    std::string tenant; // empty: not given
    core::Day week;     // its Monday
    double before = 0;  // its share of the cost of the four weeks before
    double after = 0;   // of the week's
    core::MoneySum cost;
    core::MoneySum excess; // of the week over its old share of it
    core::TimeRange range; // the week
};

/// How concentrated a week's cost is.
struct ShareWeek {
    core::Day week;
    core::MoneySum cost;
    std::string largest;         // tenant; empty: not given
    std::optional<double> share; // of the largest; nothing: the week cost nothing
    std::optional<double> hhi;   // Herfindahl index, 0 to 1
};

/// Is the cost drifting to few tenants?
/// Output  jumps by excess, largest first; weeks in order.
/// Errors  as EventSource.
/// Cost    one query by tenant and day.
/// Source  METHODS 3.7, 4.1: a tenant's share of the week, and of kLeastDays of its days, is
///         kLeastRise above its highest share of the four weeks before; a single dear day is the
///         business of dailyAlerts. No repeats before two normal weeks.
struct TenantShareTable {
    static constexpr double kLeastRise = 0.1;
    static constexpr std::size_t kLeastDays = 3;
    query::Filter filter;
    std::vector<ShareWeek> weeks;
    std::vector<ShareJump> jumps;
    std::size_t tenants = 0;
    std::size_t judged = 0; // weeks that had four before them
};
core::Result<TenantShareTable> tenantShares(const query::Filter& filter,
                                            const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
