// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/change_drivers.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace ms::analysis {

/// What is added up of each slice and model, and where it stands in a row.
namespace segment {
enum Index : std::size_t {
    kAttempts,
    kPriced,
    kReported,
    kAppCache,
    kUnpriced,
    kUnsplitCost,
    kCosts,                                // of the first bucket; the others follow
    kQuantities = kCosts + core::kBuckets, // priced tokens, attempts, queries: in the same order
    kCount = kQuantities + core::kBuckets
};
using Figures = std::array<core::Int128, kCount>;
const std::vector<query::Measure>& measures();
} // namespace segment

/// One slice in one period.
struct SliceFigures {
    core::Int128 requests = 0; // 0: it is not there
    core::Int128 cost = 0;
    core::Int128 unitCost = 0;
    core::MoneySum revenue;
    std::map<std::string, segment::Figures> models;
    segment::Figures sum{}; // over models
};

/// What the chains of all segments of a period begin with.
struct ChainHead {
    core::Int128 base = 1;             // successful units, of a cost per successful unit
    std::optional<core::Int128> units; // the same
    core::Int128 requests = 0;         // of the slices that are there in both periods
};

/// What moved the cost / base of one slice.
/// Output  amounts a driver; without Rounding, which is what they miss.
DriverAmounts sliceEffects(const SliceFigures& before, const ChainHead& headBefore,
                           const SliceFigures& after, const ChainHead& headAfter);

} // namespace ms::analysis
