// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ms::stats {

/// Rows that a cluster has in one stratum of one arm; several of the same add up.
struct StratumRows {
    std::uint32_t stratum = 0;
    std::uint32_t cluster = 0;
    std::uint32_t arm = 0;
    std::int64_t rows = 0;
};

/// One step of a coarsening path: how the levels of one dimension become fewer.
struct CoarseningStep {
    enum class Kind {
        All,      // all its levels become one
        Family,   // each becomes its `familyOf`: a language its family
        Neighbour // levels are in order, and the small one joins the one beside it
    };
    std::size_t dimension = 0;
    Kind kind = Kind::All;
    std::vector<std::uint32_t> familyOf = {}; // by level
};

/// Which strata became one.
struct MergedStrata {
    std::vector<std::uint32_t> groupOf; // by stratum; groups are numbered in order of their first
    std::size_t groups = 0;
    std::size_t small = 0; // groups that are still too small
};
inline constexpr std::size_t kLeastClustersInStratum = 2; // an arm
inline constexpr std::int64_t kLeastRowsInStratum = 5;

/// Merge strata in which some arm has fewer than two clusters or five rows, step by step along a
/// declared path. `All` and `Family` join whatever the steps so far make alike, where something of
/// that is too small; `Neighbour` joins a small stratum with the nearest one by level that is else
/// alike, of two that with fewer rows. What has become one stays one.
/// Input   `levels` one a dimension for each stratum; `arms` their number; dimensions that no step
///         names are never given up. The path is declared before outcomes are looked at.
/// Output  what is still too small after the last step is counted, and left to the caller (METHODS:
///         common support).
/// Cost    rows x merges.
/// Source  METHODS 1.7, empty strata (1) and minimum cell.
MergedStrata mergeSmallStrata(std::span<const std::vector<std::uint32_t>> levels,
                              std::span<const StratumRows> rows, std::size_t arms,
                              std::span<const CoarseningStep> path);

} // namespace ms::stats
