// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::query {

/// Which feature an endpoint is: what logs and other facts call a feature, as the analyst names it.
/// A whole name counts before a beginning (trailing *), a long beginning before a short one. What a
/// row calls a feature is not looked up again, so that two features can swap their names.
class FeatureMap {
public:
    FeatureMap() = default;
    /// Input  rows that count, in order of import: the later of two for one endpoint holds.
    explicit FeatureMap(std::span<const core::FeatureFact> facts);

    bool isEmpty() const { return m_names.empty() && m_beginnings.empty(); }
    /// The row that speaks of `endpoint`; null: none does. The empty text is no endpoint.
    const core::FeatureFact* ruleFor(std::string_view endpoint) const;
    /// Its feature, else `endpoint` itself.
    std::string featureOf(std::string_view endpoint) const;
    /// Those that hold: whole names, then beginnings, in byte order.
    std::vector<core::FeatureFact> rules() const;

private:
    using Rules = std::map<std::string, core::FeatureFact, std::less<>>;
    Rules m_names;
    Rules m_beginnings; // without the *
    std::size_t m_longestBeginning = 0;
};

} // namespace ms::query
