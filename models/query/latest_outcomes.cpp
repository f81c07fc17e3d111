// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/latest_outcomes.h"

#include <algorithm>

namespace ms::query {

LatestOutcomes::LatestOutcomes(std::span<const core::OutcomeFact> facts, const core::Zone& zone) {
    for (const core::OutcomeFact& fact : facts) {
        std::vector<Latest>& ofId = m_facts[fact.unitId];
        const Latest given{&fact,
                           fact.outcomeAt ? zone.resolve(*fact.outcomeAt).micros : INT64_MIN};
        const auto known = std::find_if(ofId.begin(), ofId.end(), [&](const Latest& one) {
            return one.fact->unitType == fact.unitType;
        });
        if (known == ofId.end())
            ofId.push_back(given);
        else if (given.at >= known->at)
            *known = given;
    }
}

const core::OutcomeFact* LatestOutcomes::of(std::string_view id, std::string_view type) const {
    const auto found = m_facts.find(id);
    if (found == m_facts.end())
        return nullptr;
    const core::OutcomeFact* ofAnyType = nullptr;
    for (const Latest& latest : found->second) {
        if (latest.fact->unitType == type)
            return latest.fact;
        if (latest.fact->unitType.empty())
            ofAnyType = latest.fact;
    }
    return ofAnyType;
}

} // namespace ms::query
