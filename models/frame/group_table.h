// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/group_ids.h"
#include "models/query/query.h"

#include <cstdint>
#include <vector>

namespace ms::frame {

/// The sums of all groups, before they get their texts.
struct GroupSums {
    std::vector<std::uint64_t> rows;                  // by group; 0: no such row
    std::vector<std::uint64_t> combinations;          // by group; empty: the group is the number
    std::vector<std::vector<core::Int128>> byMeasure; // by measure and group
    std::vector<core::Int128> total;                  // by measure
};

/// Rows in order of their keys, byte by byte.
/// Errors  as ColumnSource::idTexts.
core::Result<query::GroupTable> tableOf(const GroupSums& sums, const Combinations& combinations,
                                        const ColumnSource& source);

} // namespace ms::frame
