// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_strata.h"

#include "models/stats/stratum_merging.h"

#include <map>
#include <string>

namespace ms::analysis {

namespace {

/// Each key as a number; bands keep their order.
std::vector<std::vector<std::uint32_t>> levelsOf(const ArmQuery& query, const ArmScan& scan) {
    const std::size_t dimensions = query.strata.size();
    std::vector<std::map<std::string, std::uint32_t>> numbers(dimensions);
    std::vector<std::vector<std::uint32_t>> levels;
    for (std::size_t h = 0; h < scan.strata.size(); ++h) {
        std::vector<std::uint32_t>& one = levels.emplace_back();
        for (std::size_t i = 0; i < dimensions; ++i)
            one.push_back(numbers[i]
                              .emplace(scan.strata[h][i], std::uint32_t(numbers[i].size()))
                              .first->second);
        if (query.hasLengthBands)
            one.push_back(std::uint32_t(h % kArmLengthBands));
    }
    return levels;
}

} // namespace

MergedArms mergedStrata(const ArmQuery& query, const ArmScan& scan, std::size_t arm) {
    using Kind = stats::CoarseningStep::Kind;
    if (scan.strata.empty())
        return {};
    std::vector<stats::CoarseningStep> path;
    for (std::size_t i = query.strata.size(); i-- > 1;)
        path.push_back({i, Kind::All});
    if (query.hasLengthBands)
        path.push_back({query.strata.size(), Kind::Neighbour});
    std::vector<stats::StratumRows> rows;
    for (const ArmCell& cell : scan.cells)
        if (cell.arm == 0 || cell.arm == arm)
            rows.push_back({cell.stratum, cell.cluster, cell.arm == 0 ? 0U : 1U,
                            std::int64_t(cell.sums[ArmSum::Requests])});
    const stats::MergedStrata merged =
        stats::mergeSmallStrata(levelsOf(query, scan), rows, 2, path);
    return {merged.groupOf, merged.groups};
}

} // namespace ms::analysis
