// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/failing_bursts.h"

#include "models/analysis/averages.h"
#include "models/analysis/watched_weeks.h"
#include "models/stats/daily_alert.h"
#include "models/stats/distribution_drift.h"

#include <algorithm>
#include <map>
#include <optional>

namespace ms::analysis {

using core::Day;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int32_t kWeek = 7;
constexpr std::int32_t kWeeksBefore = 8;
constexpr std::size_t kLeastWeeks = 4;
constexpr std::int32_t kMonth = 28;

/// One day of a slice.
struct Traffic {
    std::int64_t requests = 0; // that begin here
    std::int64_t attempts = 0;
    std::int64_t successful = 0;
    MoneySum cost;
};
using Days = std::map<std::int32_t, Traffic>; // by day number; a day without events is missing
using Slices = std::map<std::vector<std::string>, Days>;

core::Result<Slices> slicesOf(const FailingBurstQuery& query, const query::EventSource& source,
                              std::stop_token stop) {
    query::GroupQuery ask{query.by,
                          {Measure::FirstAttempts, Measure::Attempts, Measure::Cost},
                          withDaysBefore(query.filter, kWeek * kWeeksBefore, source.lens().zone)};
    ask.by.insert(ask.by.end(), {Dimension::Day, Dimension::Status});
    const auto table = source.groups(ask, std::move(stop));
    if (!table)
        return table.error();
    Slices slices;
    for (const query::GroupRow& row : table->rows) {
        const auto day = core::parseDay(row.keys[query.by.size()]);
        if (!day)
            continue; // of unknown time
        Traffic& traffic = slices[{row.keys.begin(), row.keys.end() - 2}][day->number];
        traffic.requests += std::int64_t(row.values[0]);
        traffic.attempts += std::int64_t(row.values[1]);
        if (row.keys.back() == "success")
            traffic.successful += std::int64_t(row.values[1]);
        traffic.cost += MoneySum::fromPicos(row.values[2]);
    }
    return slices;
}

/// The same weekday of the weeks before, from the slice's first day on; days without requests
/// count as none.
struct Weekdays {
    std::vector<double> requests;
    std::vector<double> costs;
};
Weekdays weekdaysBefore(const Days& days, std::int32_t day) {
    Weekdays before;
    for (std::int32_t week = 1; week <= kWeeksBefore; ++week) {
        const std::int32_t earlier = day - week * kWeek;
        if (earlier < days.begin()->first)
            break;
        const auto found = days.find(earlier);
        before.requests.push_back(found == days.end() ? 0 : double(found->second.requests));
        before.costs.push_back(found == days.end() ? 0 : inUnits(found->second.cost));
    }
    return before;
}

Traffic monthBefore(const Days& days, std::int32_t day) {
    Traffic sum;
    const auto end = days.lower_bound(day);
    for (auto it = days.lower_bound(day - kMonth); it != end; ++it) {
        sum.attempts += it->second.attempts;
        sum.successful += it->second.successful;
    }
    return sum;
}

/// What the day is, if it is a burst that fails; `isJudged`: there were weeks to compare it with.
std::optional<FailingBurst> burstOf(const Days& days, std::int32_t day, bool& isJudged) {
    const Weekdays usual = weekdaysBefore(days, day);
    isJudged = usual.requests.size() >= kLeastWeeks;
    if (!isJudged)
        return std::nullopt;
    stats::DailyLimits limits;
    limits.relativeExcess = FailingBurstTable::kLeastMore;
    limits.moneyThreshold = FailingBurstTable::kLeastRequests;
    const Traffic& now = days.at(day);
    const stats::DailyReading reading =
        stats::readDailyTotal(double(now.requests), usual.requests, limits);
    const Traffic before = monthBefore(days, day);
    if (!reading.isHigh || before.attempts == 0 || now.attempts == 0)
        return std::nullopt;
    FailingBurst burst;
    burst.successBefore = *shareOf(core::Int128(before.successful), core::Int128(before.attempts));
    burst.successAfter = *shareOf(core::Int128(now.successful), core::Int128(now.attempts));
    if (burst.successBefore - burst.successAfter < FailingBurstTable::kLeastDrop ||
        stats::fallOfRateP(before.successful, before.attempts, now.successful, now.attempts) >=
            FailingBurstTable::kChance)
        return std::nullopt;
    burst.day = {day};
    burst.requests = now.requests;
    burst.usualRequests = *reading.usual;
    burst.cost = now.cost;
    burst.excess = inMoney(stats::readDailyTotal(inUnits(now.cost), usual.costs, {}).excess);
    return burst;
}

} // namespace

core::Result<FailingBurstTable> failingBursts(const FailingBurstQuery& query,
                                              const query::EventSource& source,
                                              std::stop_token stop) {
    const auto slices = slicesOf(query, source, std::move(stop));
    if (!slices)
        return slices.error();
    const core::Zone& zone = source.lens().zone;
    FailingBurstTable table;
    table.query = query;
    table.slices = slices->size();
    for (const auto& [keys, days] : *slices) {
        std::vector<std::optional<FailingBurst>> bursts;
        std::vector<bool> isHigh;
        for (std::int32_t day = days.begin()->first; day <= days.rbegin()->first; ++day) {
            bool isJudged = false;
            bursts.push_back(days.contains(day) ? burstOf(days, day, isJudged) : std::nullopt);
            isHigh.push_back(bursts.back().has_value());
            table.judged += isJudged && isAsked(query.filter.range, {day}, {day}, zone) ? 1 : 0;
        }
        const std::vector<bool> isTold = toldOnce(isHigh);
        for (std::size_t i = 0; i < bursts.size(); ++i) {
            if (!isTold[i] || !isAsked(query.filter.range, bursts[i]->day, bursts[i]->day, zone))
                continue;
            bursts[i]->keys = keys;
            bursts[i]->range = rangeOfDays(bursts[i]->day, bursts[i]->day, zone);
            table.bursts.push_back(std::move(*bursts[i]));
        }
    }
    std::stable_sort(
        table.bursts.begin(), table.bursts.end(),
        [](const FailingBurst& a, const FailingBurst& b) { return a.excess > b.excess; });
    return table;
}

} // namespace ms::analysis
