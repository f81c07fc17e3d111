// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/feature_map.h"

#include <algorithm>

namespace ms::query {

FeatureMap::FeatureMap(std::span<const core::FeatureFact> facts) {
    for (const core::FeatureFact& fact : facts) {
        std::string name = fact.endpoint;
        if (!name.ends_with('*')) {
            m_names.insert_or_assign(std::move(name), fact);
            continue;
        }
        name.pop_back();
        m_longestBeginning = std::max(m_longestBeginning, name.size());
        m_beginnings.insert_or_assign(std::move(name), fact);
    }
}

const core::FeatureFact* FeatureMap::ruleFor(std::string_view endpoint) const {
    if (endpoint.empty())
        return nullptr;
    if (const auto named = m_names.find(endpoint); named != m_names.end())
        return &named->second;
    if (m_beginnings.empty())
        return nullptr;
    for (std::size_t length = std::min(endpoint.size(), m_longestBeginning) + 1; length-- > 0;)
        if (const auto found = m_beginnings.find(endpoint.substr(0, length));
            found != m_beginnings.end())
            return &found->second;
    return nullptr;
}

std::string FeatureMap::featureOf(std::string_view endpoint) const {
    const core::FeatureFact* const rule = ruleFor(endpoint);
    return rule ? rule->feature : std::string(endpoint);
}

std::vector<core::FeatureFact> FeatureMap::rules() const {
    std::vector<core::FeatureFact> all;
    for (const Rules* rules : {&m_names, &m_beginnings})
        for (const auto& [name, rule] : *rules)
            all.push_back(rule);
    return all;
}

} // namespace ms::query
