// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/change_sums.h"
#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/spike_type.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// What is looked at day by day.
enum class DailyMetric : std::uint8_t { Cost, CostPerRequest };
std::optional<DailyMetric> dailyMetricNamed(std::string_view name); // "cost", "cost-per-request"

/// One civil day. Days without requests have no cost per request.
struct DailyCost {
    core::Day day;
    core::MoneySum cost; // of the attempts whose cost is known
    std::int64_t requests = 0;
    std::size_t level = 0; // index into LevelChangeTable::levels
};

/// What two methods that look at the days as they come say of a change.
struct SecondLook {
    std::optional<core::Day> cusum; // on which summed deviations from the old level gave a signal
    std::optional<double> probability; // BOCPD, two days into the new level: that it began now
};

/// A run of days at one level.
struct Level {
    core::Day first;
    std::int32_t days = 0;
    core::TimeRange range; // of its days, in the zone of the source
    core::MoneySum cost;
    std::int64_t requests = 0;
    SecondLook look; // at its beginning; nothing for the first level
    std::optional<core::MoneySum> mean(DailyMetric metric) const; // a day, or a request
};

struct LevelChange {
    std::size_t level = 0; // the new one; the one before it is the old
    stats::Spike spike;    // what kind, by factors of cost a day, or a request
    /// Changes of cost a day, or a request of all; one a dimension: feature, tenant, user, model,
    /// prompt version.
    std::vector<Mover> movers;
};

struct LevelChangeQuery {
    DailyMetric metric = DailyMetric::Cost;
    query::Filter filter;
};

/// When did the cost change, and what kind of change was it?
/// Output  levels without gaps from the first to the last day of the filter's events; changes in
///         order of time, one less than levels.
/// Errors  as EventSource.
/// Cost    one query by day; 15 of a period for each change.
/// Source  METHODS 3.6: CUSUM and BOCPD as second looks, both from the last four weeks of the old
///         level; PELT on costs a day, or on the logarithm of the cost per request; from four
///         weeks on without their weekday pattern, in runs of a week at least. METHODS 3.5: the run
///         before a change is the baseline, the run after it the window.
struct LevelChangeTable {
    LevelChangeQuery query;
    std::vector<DailyCost> days;
    std::vector<Level> levels;
    std::vector<LevelChange> changes;
};
core::Result<LevelChangeTable> levelChanges(const LevelChangeQuery& query,
                                            const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
