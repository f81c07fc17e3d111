// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/change_sums.h"
#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/spike_type.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct DailyAlertQuery {
    query::Filter filter;
    query::Dimension by = query::Dimension::Feature; // each value is watched, and all together
    /// Excess over the usual cost that matters; nothing: a hundredth of what a day costs on
    /// average.
    std::optional<core::MoneySum> leastExcess;
};

/// An unusually dear day, and those that go with it: until two days in a row are normal.
struct DailyAlert {
    std::optional<std::string> key; // value of DailyAlertQuery::by; nothing: all together
    core::Day day;                  // on which it is raised
    core::MoneySum cost;            // of that day
    core::MoneySum usual;           // median of the same weekday in the eight weeks before
    std::optional<double> score;    // modified z-score; nothing where those weeks are all equal
    core::Day first;                // high day of the alert
    core::Day last;
    std::int32_t highDays = 0;
    core::MoneySum excess; // cost - usual of its high days: what it is about in money
    core::TimeRange range; // from the first to the last high day, in the zone of the source
    stats::Spike spike;    // what kind, of the day it is raised on
    /// By how much that day's cost is above the median of the same weekday in the four weeks
    /// before; one a dimension: endpoint, tenant, user, model, prompt version.
    std::vector<Mover> movers;
};

/// A day of all together.
struct WatchedDay {
    core::Day day;
    core::MoneySum cost;
    std::optional<core::MoneySum> usual; // nothing: fewer than four weeks before
    bool isAlerted = false;              // a high day of an alert for all together
};

/// On which days was the cost unusually high, and why?
/// Output  alerts by excess, highest first. A day is judged once its value of `by` has four earlier
///         weeks of the same weekday, also those before the filter's period.
/// Errors  as EventSource.
/// Cost    one query by day and value; for each alert 35 of single days and one over four weeks.
/// Source  METHODS 3.7 (modified z above 3.5 against the same weekday of eight weeks, 20 % and
///         leastExcess above it, on two of three days unless z is above 10; no repeats before two
///         normal days) and 3.5 (kind).
struct DailyAlertTable {
    DailyAlertQuery query;
    core::MoneySum leastExcess; // that was in force
    std::vector<WatchedDay> days;
    std::vector<DailyAlert> alerts;
    std::size_t series = 0;     // values that were watched, and all together
    std::size_t seriesDays = 0; // days that were judged, over all of them
};
core::Result<DailyAlertTable> dailyAlerts(const DailyAlertQuery& query,
                                          const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
