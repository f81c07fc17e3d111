// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_query.h"

#include <algorithm>
#include <numeric>

namespace ms::analysis {

using query::Dimension;

namespace {

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

bool isForward(const core::TimeRange& range) {
    return range.from && range.to && *range.from < *range.to;
}

core::Status checkStrata(const ArmQuery& query) {
    for (std::size_t i = 0; i < query.strata.size(); ++i) {
        const Dimension stratum = query.strata[i];
        const std::string name(nameOf(stratum));
        if (!query.periods && stratum == query.dimension)
            return usage("Arms differ in '" + name + "': it cannot be held constant.");
        if (stratum == query.cluster)
            return usage("The clusters are those of '" + name +
                         "': to hold it constant, name finer clusters, such as user.");
        if (isSingleThing(stratum) || stratum == Dimension::Outcome)
            return usage("'" + name + "' cannot be held constant.");
        if (std::find(query.strata.begin() + std::ptrdiff_t(i) + 1, query.strata.end(), stratum) !=
            query.strata.end())
            return usage("'" + name + "' is named twice.");
    }
    return {};
}

core::Status checkShares(const ArmQuery& query) {
    if (query.shares.empty())
        return {};
    if (query.shares.size() != armCount(query))
        return usage("There is one planned share an arm: " + std::to_string(armCount(query)) +
                     " arms, but " + std::to_string(query.shares.size()) + " shares.");
    if (std::any_of(query.shares.begin(), query.shares.end(),
                    [](std::int64_t share) { return share <= 0; }))
        return usage("A planned share is a whole number above 0.");
    return {};
}

core::Status checkMetrics(const ArmQuery& query) {
    if (!query.metrics.empty() && factsOf(query.metrics.front()).quantile)
        return usage("The metric that is named first decides, and is split into mix and effect: "
                     "'" +
                     std::string(factsOf(query.metrics.front()).name) +
                     "' is a quantile, and can be named after another one.");
    for (const ArmGuardrail& guardrail : query.guardrails)
        if (guardrail.basisPoints < 0)
            return usage("A guardrail's margin is not negative.");
    return {};
}

} // namespace

const std::string& armName(const ArmQuery& query, std::size_t arm) {
    static const std::string before(kBeforeArm), after(kAfterArm);
    if (query.periods)
        return arm == 0 ? before : after;
    return query.arms[arm];
}

std::size_t armCount(const ArmQuery& query) {
    return query.periods ? 2 : query.arms.size();
}

core::Status checkArmQuery(const ArmQuery& query) {
    if (query.periods && (!isForward(query.periods->before) || !isForward(query.periods->after)))
        return usage("The periods before and after need a beginning and a later end each.");
    if (armCount(query) < 2)
        return usage("A comparison needs two arms or more.");
    for (std::size_t i = 0; i < query.arms.size(); ++i)
        for (std::size_t j = i + 1; j < query.arms.size(); ++j)
            if (query.arms[i] == query.arms[j])
                return usage("The arm '" + query.arms[i] + "' is named twice.");
    if (isSingleThing(query.dimension) || query.dimension == Dimension::Outcome)
        return usage("Arms cannot be told apart by '" + std::string(nameOf(query.dimension)) +
                     "'.");
    if (!query.periods && query.cluster == query.dimension)
        return usage("Arms are '" + std::string(nameOf(query.dimension)) +
                     "': clusters need another dimension.");
    if (const core::Status strata = checkStrata(query); !strata)
        return strata;
    if (const core::Status metrics = checkMetrics(query); !metrics)
        return metrics;
    return checkShares(query);
}

ArmScanQuery scanQueryOf(const ArmQuery& query, std::vector<Dimension> strata,
                         bool hasLengthBands) {
    ArmScanQuery scan;
    scan.cluster = query.cluster;
    scan.strata = std::move(strata);
    scan.hasLengthBands = hasLengthBands;
    scan.hasLatency = true;
    if (query.periods) {
        scan.arms = {{kBeforeArm}, {kAfterArm}};
        scan.parts = {{query.filter, kBeforeArm}, {query.filter, kAfterArm}};
        scan.parts[0].filter.range = query.periods->before;
        scan.parts[1].filter.range = query.periods->after;
        return scan;
    }
    scan.arm = {query.dimension};
    for (const std::string& arm : query.arms)
        scan.arms.push_back({arm});
    scan.parts = {{query.filter}};
    return scan;
}

} // namespace ms::analysis
