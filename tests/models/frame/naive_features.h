// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ms::test {

/// The longest name that fits, a whole one before a beginning, the later of two; null: none does.
inline const core::FeatureFact* naiveRule(const std::vector<core::FeatureFact>& rules,
                                          const std::string& endpoint) {
    const core::FeatureFact* best = nullptr;
    std::size_t bestLength = 0;
    for (const core::FeatureFact& rule : rules) {
        const bool isBeginning = rule.endpoint.ends_with('*');
        const std::string name =
            rule.endpoint.substr(0, rule.endpoint.size() - (isBeginning ? 1 : 0));
        const bool fits = isBeginning ? endpoint.starts_with(name) : endpoint == name;
        const std::size_t length = 2 * name.size() + (isBeginning ? 0 : 1);
        if (fits && !endpoint.empty() && length >= bestLength) {
            best = &rule;
            bestLength = length;
        }
    }
    return best;
}

inline std::string naiveFeature(const std::vector<core::FeatureFact>& rules,
                                const std::string& endpoint) {
    const core::FeatureFact* const rule = naiveRule(rules, endpoint);
    return rule ? rule->feature : endpoint;
}

inline std::string naiveTeam(const std::vector<core::FeatureFact>& rules,
                             const std::string& endpoint, const std::string& stated) {
    const core::FeatureFact* const rule = naiveRule(rules, endpoint);
    return rule && !rule->ownerTeam.empty() ? rule->ownerTeam : stated;
}

/// What a feature mostly uses, and who mostly sells it: provider and model by feature, of counts by
/// feature, model and provider.
inline std::map<std::string, std::pair<std::string, std::string>> naiveMainModels(
    const std::map<std::string, std::map<std::string, std::map<std::string, int>>>& counts) {
    std::map<std::string, std::pair<std::string, std::string>> mains;
    for (const auto& [feature, models] : counts) {
        int most = 0;
        for (const auto& [model, providers] : models) {
            int total = 0;
            int mostOfProvider = 0;
            std::string provider;
            for (const auto& [name, count] : providers) {
                total += count;
                if (count <= mostOfProvider)
                    continue;
                mostOfProvider = count;
                provider = name;
            }
            if (total <= most)
                continue;
            most = total;
            mains[feature] = {provider, model};
        }
    }
    return mains;
}

} // namespace ms::test
