// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_timeline.h"

#include "models/stats/sequential.h"

#include <algorithm>
#include <map>

namespace ms::analysis {

using query::Dimension;

namespace {

/// The baseline and the first arm, as far as the looks have come.
class Looks {
public:
    Looks(const ArmScan& scan, const ArmQuery& query, ArmMetric metric) : m_query{query} {
        m_a = scan.totalsOf(0, metric, &identity(scan));
        m_b = scan.totalsOf(1, metric, &identity(scan));
        for (const ArmCell& cell : scan.cells)
            if (cell.arm < 2)
                m_requests[cell.stratum] += std::int64_t(cell.sums[ArmSum::Requests]);
    }

    /// All data of strata that come no later than `day`.
    std::optional<ArmTimeline::Look> at(core::Day day,
                                        const std::map<std::uint32_t, core::Day>& dayOf) {
        const auto upTo = [&](const std::vector<stats::StratumTotals>& all) {
            std::vector<stats::StratumTotals> seen;
            for (stats::StratumTotals one : all) {
                const auto known = dayOf.find(one.stratum);
                if (known == dayOf.end() || known->second > day)
                    continue;
                one.stratum = 0;
                seen.push_back(one);
            }
            return seen;
        };
        const auto a = upTo(m_a), b = upTo(m_b);
        ArmTimeline::Look look;
        look.day = day;
        look.effect = stats::armEffect({a, b}, stats::kUsualAlpha, 0, stats::FewClusterTests::Skip);
        const auto& shown = look.effect.unadjusted;
        if (std::min(shown.a.clusters, shown.b.clusters) < stats::kClustersBeforeFirstLook ||
            !look.effect.difference.standardError)
            return {};
        std::int64_t units = 0;
        for (const auto& [stratum, requests] : m_requests)
            if (const auto known = dayOf.find(stratum);
                known != dayOf.end() && known->second <= day)
                units += requests;
        look.now = stats::anytimeAt(look.effect.difference, units, m_query.plannedRequests,
                                    stats::kUsualAlpha);
        m_running.add(look.now);
        look.sequence = m_running.interval();
        look.pValue = m_running.pValue();
        return look;
    }

private:
    const std::vector<std::uint32_t>& identity(const ArmScan& scan) {
        m_identity.resize(scan.strata.size());
        for (std::size_t i = 0; i < m_identity.size(); ++i)
            m_identity[i] = std::uint32_t(i);
        return m_identity;
    }

    const ArmQuery& m_query;
    std::vector<std::uint32_t> m_identity;
    std::vector<stats::StratumTotals> m_a, m_b;
    std::map<std::uint32_t, std::int64_t> m_requests;
    stats::RunningLooks m_running;
};

} // namespace

core::Result<ArmTimeline> armTimeline(const ArmQuery& query, const query::EventSource& source,
                                      std::stop_token stop) {
    if (const core::Status status = checkArmQuery(query); !status)
        return status.error();
    if (query.periods)
        return core::Error{core::Error::Code::Usage,
                           "Two periods have no common days: there is nothing to show over time.",
                           {}};
    const auto scan = scanArms(scanQueryOf(query, {Dimension::Day}, false), source, stop);
    if (!scan)
        return scan.error();
    ArmTimeline timeline;
    timeline.query = query;
    timeline.metric = query.metrics.empty() ? ArmMetric::CostPerRequest : query.metrics.front();
    std::map<std::uint32_t, core::Day> dayOf; // by stratum; those of unknown time are nowhere
    for (std::uint32_t h = 0; h < scan->strata.size(); ++h)
        if (const auto day = core::parseDay(scan->strata[h].front()))
            dayOf.emplace(h, *day);
    std::vector<std::map<std::int32_t, ArmSums>> byDay(scan->arms.size());
    std::map<std::int32_t, bool> common;
    for (const ArmCell& cell : scan->cells)
        if (const auto day = dayOf.find(cell.stratum); day != dayOf.end()) {
            byDay[cell.arm][day->second.number] += cell.sums;
            if (cell.arm < 2)
                common[day->second.number] = true;
        }
    for (const auto& days : byDay) {
        std::vector<ArmTimeline::DayOfArm>& arm = timeline.days.emplace_back();
        for (const auto& [day, sums] : days)
            arm.push_back({core::Day{day}, sums});
    }
    const std::size_t step = (common.size() + kMostLooks - 1) / kMostLooks;
    Looks looks(*scan, query, timeline.metric);
    std::size_t left = common.size();
    for (const auto& [day, isThere] : common) {
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "The question was cancelled.", {}};
        if (--left % step != 0)
            continue; // the last day always has a look
        if (auto look = looks.at(core::Day{day}, dayOf))
            timeline.looks.push_back(*std::move(look));
    }
    return timeline;
}

} // namespace ms::analysis
