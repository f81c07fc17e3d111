// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_query.h"
#include "models/analysis/arm_scan.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ms::analysis {

/// The strata of a scan as two arms can be compared in them.
struct MergedArms {
    std::vector<std::uint32_t> groupOf; // by stratum of the scan
    std::size_t groups = 1;
};

/// Merge the strata that are too small in the baseline or in `arm`: by giving up the last-named
/// dimension first, never the first one; then bands of length join their neighbours.
/// Source  METHODS 1.7; models/stats/stratum_merging.h.
MergedArms mergedStrata(const ArmQuery& query, const ArmScan& scan, std::size_t arm);

} // namespace ms::analysis
