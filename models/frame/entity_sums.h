// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/frame/local_frame.h"
#include "models/query/query.h"

#include <cstdint>
#include <span>
#include <vector>

namespace ms::frame {

/// RetryCost or FallbackCost, row by row.
struct ListedCosts {
    std::span<const std::uint32_t> rows;
    std::span<const std::int64_t> extra; // one a listed row; empty: `costs` by row
    const std::int64_t* costs = nullptr;
    std::int64_t costOf(std::size_t i) const { return extra.empty() ? costs[rows[i]] : extra[i]; }
};
core::Result<ListedCosts> listedCosts(query::Measure measure, const LocalFrame& frame,
                                      const query::Scope& scope, std::stop_token stop);

/// What one measure adds beyond its sum over rows: one number a group, and one in all.
struct EntitySums {
    std::vector<core::Int128> byGroup;
    core::Int128 total = 0;
};

/// Whether `measure` needs the group of each row once all rows have one.
core::Result<bool> needsGroups(query::Measure measure, const LocalFrame& frame,
                               const query::Scope& scope, std::stop_token stop);

/// Walk the lists behind a measure: entities of several rows, which count once in each group that
/// they touch and once in the total; retries; fallbacks.
/// Input  `groups` one a row, kNoGroup for rows that the filter leaves out; numbers below `count`.
core::Result<EntitySums> entitySums(query::Measure measure, const LocalFrame& frame,
                                    const query::Scope& scope, const std::uint32_t* groups,
                                    std::size_t count, std::stop_token stop);

} // namespace ms::frame
