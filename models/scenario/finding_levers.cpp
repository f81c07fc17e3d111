// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/finding_levers.h"

#include "models/analysis/whole_percentile.h"
#include "models/scenario/quick_levers.h"
#include "models/scenario/replay.h"

#include <algorithm>

namespace ms::scenario {

using analysis::Finding;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::size_t kMostRoutes = 4; // tried

using Levers = std::map<std::string, std::string>;

class LeverSearch {
public:
    LeverSearch(const analysis::FindingTable& table, const query::EventSource& source,
                const pricing::PriceBook& book, std::stop_token stop)
        : m_asked{table.filter}, m_source{source}, m_book{book}, m_stop{std::move(stop)} {}

    core::Result<FindingLevers> of(const Finding& finding) {
        const query::Filter filter = filterOf(finding, m_asked);
        switch (*finding.lever) {
        case analysis::Lever::Cap:
            return capped(filter);
        case analysis::Lever::Limit:
            return limited(filter);
        case analysis::Lever::Route:
            return routed(filter);
        case analysis::Lever::Compress:
            return replayed({{"compress-keep", "0.7"}}, filter);
        case analysis::Lever::Cache:
            return replayed({{"cache-read", "0.5"}}, filter);
        case analysis::Lever::PreValidate:
            return replayed({{"retry-limit", "2"}}, filter);
        case analysis::Lever::FixVersion:
            break;
        }
        return FindingLevers{};
    }

private:
    core::Result<FindingLevers> replayed(Levers levers, const query::Filter& filter) const {
        const auto scenario = withQuickLevers({}, levers);
        if (!scenario)
            return scenario.error();
        const auto replay = Replay::prepare({*scenario, {Dimension::Feature}, filter}, m_source, {},
                                            m_book, m_stop);
        if (!replay)
            return replay.error();
        FindingLevers found;
        found.saving = replay->totals(*scenario, 0).cost.money() -
                       replay->totals(*scenario, replay->allLevers()).cost.money();
        found.isMeasured =
            std::all_of(scenario->levers.begin(), scenario->levers.end(), isMeasured);
        if (*found.saving > MoneySum())
            found.levers = std::move(levers);
        return found;
    }

    core::Result<FindingLevers> capped(const query::Filter& filter) const {
        const auto calls =
            m_source.entities({query::Grain::Attempt, {}, {Measure::OutputTokens}, filter}, m_stop);
        if (!calls)
            return calls.error();
        if (calls->size() == 0)
            return FindingLevers{};
        const std::int64_t cap =
            std::max<std::int64_t>(1, analysis::percentileOf(calls->values[0], 95));
        return replayed({{"output-cap", std::to_string(cap)}}, filter);
    }

    core::Result<FindingLevers> limited(const query::Filter& filter) const {
        const auto customers =
            m_source.groups({{Dimension::Tenant}, {Measure::FirstAttempts}, filter}, m_stop);
        if (!customers)
            return customers.error();
        std::vector<std::int64_t> requests;
        for (const query::GroupRow& row : customers->rows)
            if (!row.keys[0].empty())
                requests.push_back(std::int64_t(row.values[0]));
        if (requests.empty())
            return FindingLevers{};
        return replayed({{"quota", std::to_string(analysis::percentileOf(requests, 90))}}, filter);
    }

    core::Result<FindingLevers> routed(const query::Filter& filter) {
        if (const core::Status status = readModels(); !status)
            return status.error();
        for (const std::string& model : m_models) {
            auto found = replayed({{"route-to", model}, {"route-share", "0.5"}}, filter);
            if (!found && found.error().code != core::Error::Code::Usage)
                return found;
            if (found && !found->levers.empty())
                return found; // else dearer, or without prices
        }
        return FindingLevers{};
    }

    /// Models of the whole selection, those in most use first.
    core::Status readModels() {
        if (!m_models.empty())
            return {};
        const auto groups = m_source.groups(
            {{Dimension::Provider, Dimension::Model}, {Measure::Attempts}, m_asked}, m_stop);
        if (!groups)
            return groups.error();
        std::vector<query::GroupRow> rows = groups->rows;
        std::stable_sort(rows.begin(), rows.end(),
                         [](const auto& a, const auto& b) { return a.values[0] > b.values[0]; });
        for (const query::GroupRow& row : rows) {
            if (row.keys[1].empty() || m_models.size() == kMostRoutes)
                continue;
            m_models.push_back(row.keys[0].empty() ? row.keys[1] : row.keys[0] + "/" + row.keys[1]);
        }
        return {};
    }

    const query::Filter& m_asked;
    const query::EventSource& m_source;
    const pricing::PriceBook& m_book;
    std::stop_token m_stop;
    std::vector<std::string> m_models; // as route-to takes them
};

} // namespace

query::Filter filterOf(const Finding& finding, const query::Filter& asked) {
    query::Filter filter = asked;
    filter.conditions.insert(filter.conditions.end(), finding.drill.begin(), finding.drill.end());
    if (!finding.range.isOpen())
        filter.range = finding.range;
    return filter;
}

core::Result<std::vector<FindingLevers>> leversFor(const analysis::FindingTable& table,
                                                   const query::EventSource& source,
                                                   const pricing::PriceBook& book,
                                                   std::stop_token stop) {
    std::vector<FindingLevers> levers(table.findings.size());
    LeverSearch search(table, source, book, std::move(stop));
    const std::size_t count = std::min(levers.size(), kMostReplayedFindings);
    for (std::size_t i = 0; i < count; ++i) {
        if (!table.findings[i].lever)
            continue;
        auto found = search.of(table.findings[i]);
        if (!found)
            return found.error();
        levers[i] = *std::move(found);
    }
    return levers;
}

} // namespace ms::scenario
