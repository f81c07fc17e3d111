// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/log_draws.h"

#include "models/analysis/averages.h"
#include "models/core/check.h"
#include "models/stats/splitmix64.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace ms::scenario {

namespace {

constexpr std::uint64_t kSeedOfTheLog = 0x6C6F67; // another stream than that of the assumptions

class Drawer {
public:
    Drawer(const Replay& replay, std::stop_token stop)
        : m_replay{replay}, m_stop{std::move(stop)}, m_before{marginsOf(replay.scenario(), 0)},
          m_after{marginsOf(replay.scenario(), replay.allLevers())} {
        for (const Range& range : replay.scenario().ranges) {
            const std::int64_t taken = replay.scenario().levers[range.lever][range.field];
            m_assumed.push_back({std::to_string(m_assumed.size()),
                                 double(std::min(range.low, taken)), double(taken),
                                 double(std::max(range.high, taken))});
        }
    }

    ChangeDraws draw(std::size_t draws) {
        const std::uint64_t seed = m_replay.scenario().seed;
        ChangeDraws result;
        result.tenants = m_before.size();
        result.taken = std::reduce(m_after.begin(), m_after.end()) -
                       std::reduce(m_before.begin(), m_before.end());
        result.assumptions = stats::monteCarlo(
            m_assumed, [&](auto values) { return wholeChange(values); }, seed, draws);
        stats::SplitMix64 tenants{seed ^ kSeedOfTheLog};
        result.log = stats::monteCarlo(
            {}, [&](auto) { return drawnChange(m_after, tenants); }, seed, draws);
        tenants = stats::SplitMix64{seed ^ kSeedOfTheLog};
        result.both = stats::monteCarlo(
            m_assumed, [&](auto values) { return drawnChange(marginsWith(values), tenants); }, seed,
            draws);
        return result;
    }

private:
    /// By tenant, in byte order.
    std::vector<double> marginsOf(const Scenario& scenario, std::uint32_t active) const {
        const std::vector<double> rows = m_replay.marginsByRow(scenario, active);
        std::map<std::string, double> margins;
        for (std::size_t row = 0; row < rows.size(); ++row)
            margins[m_replay.rows()[row].keys.front()] += rows[row];
        std::vector<double> result;
        for (const auto& [tenant, margin] : margins)
            result.push_back(margin);
        return result;
    }

    Scenario changed(std::span<const double> values) const {
        Scenario scenario = m_replay.scenario();
        for (std::size_t i = 0; i < values.size(); ++i)
            scenario.levers[scenario.ranges[i].lever][scenario.ranges[i].field] =
                std::llround(values[i]);
        return scenario;
    }

    std::vector<double> marginsWith(std::span<const double> values) const {
        // Once stopped, nobody reads the answer.
        return m_stop.stop_requested() || values.empty()
                   ? m_after
                   : marginsOf(changed(values), m_replay.allLevers());
    }

    double wholeChange(std::span<const double> values) const {
        if (m_stop.stop_requested())
            return 0;
        const Totals totals = m_replay.totals(changed(values), m_replay.allLevers());
        return analysis::inUnits(totals.revenue.money() - totals.cost.money()) -
               std::reduce(m_before.begin(), m_before.end());
    }

    /// Of as many tenants as there are, drawn with replacement.
    double drawnChange(const std::vector<double>& after, stats::SplitMix64& random) const {
        double change = 0;
        for (std::size_t i = 0; i < m_before.size(); ++i) {
            const std::size_t tenant = random.below(m_before.size());
            change += after[tenant] - m_before[tenant];
        }
        return change;
    }

    const Replay& m_replay;
    std::stop_token m_stop;
    std::vector<double> m_before; // margins by tenant
    std::vector<double> m_after;
    std::vector<stats::AssumedRange> m_assumed; // one a range
};

} // namespace

core::Result<ChangeDraws> drawChange(const Replay& byTenant, std::size_t draws,
                                     std::stop_token stop) {
    CHECK(byTenant.question().by == std::vector{query::Dimension::Tenant},
          "The log is drawn by tenant.");
    const ChangeDraws result = Drawer(byTenant, stop).draw(draws);
    if (stop.stop_requested())
        return core::Error{core::Error::Code::Cancelled, "The draws were stopped.", {}};
    return result;
}

} // namespace ms::scenario
