// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"
#include "models/stats/ratio_metric.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ms::oracles {

/// An empty figure is null, as in the oracle file.
template <class T>
nlohmann::json orNull(const std::optional<T>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

/// Interval of an estimate as `<prefix>low` and `<prefix>high`.
inline void addInterval(nlohmann::json& actual, const std::optional<stats::Interval>& interval,
                        const std::string& prefix = "ci_") {
    actual[prefix + "low"] = interval ? nlohmann::json(interval->low) : nlohmann::json(nullptr);
    actual[prefix + "high"] = interval ? nlohmann::json(interval->high) : nlohmann::json(nullptr);
}

/// Texts as dense numbers, in order of appearance.
class Numbering {
public:
    std::uint32_t of(const std::string& text) {
        const auto [place, isNew] = m_numbers.emplace(text, std::uint32_t(m_names.size()));
        if (isNew)
            m_names.push_back(text);
        return place->second;
    }
    const std::vector<std::string>& names() const { return m_names; }

private:
    std::map<std::string, std::uint32_t> m_numbers;
    std::vector<std::string> m_names;
};

/// Rows of cluster, numerator and denominator, added up by cluster.
inline std::map<std::string, stats::ClusterTotals> totalsByCluster(const nlohmann::json& rows) {
    std::map<std::string, stats::ClusterTotals> totals;
    for (const nlohmann::json& row : rows) {
        stats::ClusterTotals& cluster = totals[row.at(0).get<std::string>()];
        cluster.numerator += row.at(1).get<double>();
        cluster.denominator += row.at(2).get<double>();
    }
    return totals;
}

inline std::vector<stats::ClusterTotals> clusterTotals(const nlohmann::json& rows) {
    std::vector<stats::ClusterTotals> totals;
    for (const auto& [name, cluster] : totalsByCluster(rows))
        totals.push_back(cluster);
    return totals;
}

} // namespace ms::oracles
