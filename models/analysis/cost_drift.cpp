// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/cost_drift.h"

#include "models/analysis/averages.h"
#include "models/analysis/largest_change.h"
#include "models/stats/level_drift.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

namespace ms::analysis {

using core::Day;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int32_t kWatchDays = 28;

/// One hour of a slice.
struct Hour {
    Day day;
    MoneySum cost;
    std::int64_t requests = 0;
};

/// Hours of a slice in order of time, those without requests left out.
struct Slice {
    std::vector<Hour> hours;
    std::vector<stats::ClusterTotals> clusters; // the same for statistics
};
using Slices = std::map<std::vector<std::string>, Slice>;

core::Result<Slices> slicesOf(const CostDriftQuery& query, const query::EventSource& source,
                              std::stop_token stop) {
    query::GroupQuery ask{query.by, {Measure::Cost, Measure::Requests}, query.filter};
    ask.by.push_back(Dimension::Hour);
    const auto table = source.groups(ask, std::move(stop));
    if (!table)
        return table.error();
    Slices slices;
    for (const query::GroupRow& row : table->rows) {
        const auto day = core::parseDay(row.keys.back().substr(0, 10)); // "2026-05-01T08"
        if (!day)
            continue; // of unknown time
        Slice& slice = slices[{row.keys.begin(), row.keys.end() - 1}];
        const Hour hour{*day, MoneySum::fromPicos(row.values[0]), std::int64_t(row.values[1])};
        slice.hours.push_back(hour);
        slice.clusters.push_back({inUnits(hour.cost), double(hour.requests)});
    }
    return slices;
}

/// Positions of hours [begin, end).
struct Stretch {
    std::size_t begin, end;
};

struct Sums {
    MoneySum cost;
    std::int64_t requests = 0;
};

/// Watches one slice from its first hour to its last.
class Watch {
public:
    Watch(const std::vector<std::string>& keys, const Slice& slice,
          const stats::LevelDriftRule& rule, const core::Zone& zone)
        : m_keys{keys}, m_slice{slice}, m_rule{rule}, m_zone{zone} {}

    void run(CostDriftTable& table) {
        Day begin = m_slice.hours.front().day; // of the four weeks that are learned
        const Day last = m_slice.hours.back().day;
        if (begin.number + kWatchDays >= last.number) {
            ++table.tooShort;
            return;
        }
        while (begin.number + kWatchDays <= last.number) {
            ++table.watches;
            const Day since{begin.number + kWatchDays};
            const auto drift = watch(begin, since);
            begin = drift ? drift->day : since;
            if (drift)
                table.drifts.push_back(*drift);
        }
    }

private:
    Stretch stretch(Day first, Day end) const {
        const auto at = [&](Day day) {
            return std::size_t(std::lower_bound(m_slice.hours.begin(), m_slice.hours.end(), day,
                                                [](const Hour& hour, Day d) {
                                                    return hour.day.number < d.number;
                                                }) -
                               m_slice.hours.begin());
        };
        return {at(first), at(end)};
    }
    std::span<const stats::ClusterTotals> clustersOf(const Stretch& s) const {
        return std::span(m_slice.clusters).subspan(s.begin, s.end - s.begin);
    }
    Sums sumsOf(const Stretch& s) const {
        Sums sums;
        for (std::size_t hour = s.begin; hour < s.end; ++hour) {
            sums.cost += m_slice.hours[hour].cost;
            sums.requests += m_slice.hours[hour].requests;
        }
        return sums;
    }
    /// A look at the end of every day of four weeks.
    std::optional<CostDrift> watch(Day learned, Day since) const {
        const Stretch reference = stretch(learned, since);
        const stats::ArmRatio before = stats::ratioOfArm(clustersOf(reference));
        std::size_t seen = 0;
        for (std::int32_t d = 1; d <= kWatchDays; ++d) {
            const Stretch current = stretch(since, {since.number + d});
            if (current.end - current.begin == seen)
                continue; // a day without requests
            seen = current.end - current.begin;
            const stats::LevelDrift look =
                stats::levelDrift(before, stats::ratioOfArm(clustersOf(current)), m_rule);
            if (look.isUp || look.isDown)
                return driftOf(reference, current, look, since, {since.number + d - 1});
        }
        return std::nullopt;
    }
    CostDrift driftOf(const Stretch& reference, const Stretch& current,
                      const stats::LevelDrift& look, Day since, Day day) const {
        const Sums before = sumsOf(reference);
        const Sums after = sumsOf(current);
        CostDrift drift;
        drift.keys = m_keys;
        drift.day = day;
        drift.since = since;
        drift.before = averageOf(before.cost, Int128(before.requests)).value_or(MoneySum());
        drift.after = averageOf(after.cost, Int128(after.requests)).value_or(MoneySum());
        drift.change = {std::expm1(look.interval->low), std::expm1(look.interval->high)};
        drift.requests = after.requests;
        drift.excess = after.cost -
                       MoneySum::fromPicos(before.cost.picos() * after.requests / before.requests);
        drift.range = {m_zone.startOf(since), m_zone.startOf({day.number + 1})};
        return drift;
    }

    const std::vector<std::string>& m_keys;
    const Slice& m_slice;
    const stats::LevelDriftRule& m_rule;
    const core::Zone& m_zone;
};

} // namespace

core::Result<CostDriftTable> costDrift(const CostDriftQuery& query,
                                       const query::EventSource& source, std::stop_token stop) {
    const auto slices = slicesOf(query, source, stop);
    if (!slices)
        return slices.error();
    CostDriftTable table;
    table.query = query;
    table.slices = slices->size();
    stats::LevelDriftRule rule;
    rule.alpha = CostDriftTable::kFalseAlarms / std::max<double>(1, double(slices->size()));
    rule.plannedClusters = 2 * 24 * kWatchDays;
    for (const auto& [keys, slice] : *slices) {
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "The question was cancelled.", {}};
        Watch(keys, slice, rule, source.lens().zone).run(table);
    }
    sortByChange(table.drifts, [](const CostDrift& drift) { return drift.excess; });
    return table;
}

} // namespace ms::analysis
