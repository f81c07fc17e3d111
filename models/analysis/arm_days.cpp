// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_days.h"

#include "models/stats/arm_effect.h"

#include <algorithm>
#include <map>

namespace ms::analysis {

using core::Day;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int32_t kRecentDays = 28;

using ByDay = std::map<std::int32_t, std::int64_t>;

core::Status addDays(std::vector<ByDay>& arms, const query::GroupQuery& ask, const ArmQuery& query,
                     std::size_t firstArm, const query::EventSource& source, std::stop_token stop) {
    const auto table = source.groups(ask, std::move(stop));
    if (!table)
        return table.error();
    for (const query::GroupRow& row : table->rows) {
        const auto day = core::parseDay(row.keys.back());
        std::size_t arm = firstArm;
        if (!query.periods)
            arm = std::size_t(std::find(query.arms.begin(), query.arms.end(), row.keys.front()) -
                              query.arms.begin());
        if (day && arm < arms.size() && row.values[0] > 0)
            arms[arm][day->number] += std::int64_t(row.values[0]);
    }
    return {};
}

} // namespace

std::optional<double> ArmDays::requestsPerMonth() const {
    if (recentDays == 0)
        return {};
    return stats::perMonth(recentRequests, recentDays);
}

core::Result<ArmDays> armDays(const ArmQuery& query, const query::EventSource& source,
                              std::stop_token stop) {
    std::vector<ByDay> byDay(armCount(query));
    const ArmScanQuery scan = scanQueryOf(query, {}, false);
    for (std::size_t part = 0; part < scan.parts.size(); ++part) {
        query::GroupQuery ask{scan.arm, {Measure::FirstAttempts}, scan.parts[part].filter};
        ask.by.push_back(Dimension::Day);
        if (const auto added = addDays(byDay, ask, query, part, source, stop); !added)
            return added.error();
    }
    ArmDays days;
    std::int32_t first = INT32_MAX, last = INT32_MIN;
    for (std::size_t arm = 0; arm < byDay.size(); ++arm) {
        ArmDays::Arm& one = days.arms.emplace_back();
        for (const auto& [day, requests] : byDay[arm]) {
            one.requests += requests;
            const auto baseline = byDay[0].find(day);
            if (baseline == byDay[0].end())
                continue;
            one.requestsOnCommonDays += requests;
            one.baselineOnCommonDays += baseline->second;
        }
        if (byDay[arm].empty())
            continue;
        one.first = Day{byDay[arm].begin()->first};
        one.last = Day{byDay[arm].rbegin()->first};
        const bool isToday = !query.periods || arm + 1 == byDay.size();
        if (isToday) {
            first = std::min(first, one.first->number);
            last = std::max(last, one.last->number);
        }
    }
    if (last < first)
        return days;
    const std::int32_t from = std::max(first, last - kRecentDays + 1);
    days.recentDays = last - from + 1;
    for (std::size_t arm = query.periods ? 1 : 0; arm < byDay.size(); ++arm)
        for (auto day = byDay[arm].lower_bound(from); day != byDay[arm].end(); ++day)
            days.recentRequests += day->second;
    return days;
}

} // namespace ms::analysis
