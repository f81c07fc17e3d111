// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/query/outcome_facts.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// One business unit: what it cost, what became of it, and the fact that says so.
struct ListedUnit {
    std::string type;
    std::string id;
    std::string tenant;                    // of its first attempt
    std::string status;                    // as Dimension::Outcome: "success"
    std::optional<core::OutcomeFact> fact; // none: its events say it, or nobody does
    std::int64_t attempts = 0;
    core::MoneySum cost; // of the attempts whose cost is known
    std::int64_t unpricedAttempts = 0;
};

struct UnitListQuery {
    query::Filter filter;
    std::size_t most = 200; // units
    std::string find = {};  // only those whose id has this in it, small and capital letters alike
};

/// The dearest units of a selection, one by one.
/// Input   `outcomes`: those that `source` settles units by.
/// Output  units by cost, highest first, ties in order of first attempts; `all` counts every unit
///         of the selection, `found` those that are looked for.
/// Errors  as EventSource.
/// Cost    one entity query; the ids of the units that are listed, of all where one is looked for;
///         one reading of the outcomes.
struct UnitList {
    UnitListQuery query;
    std::vector<ListedUnit> units;
    std::int64_t all = 0;
    std::int64_t found = 0;
};
core::Result<UnitList> dearestUnits(const UnitListQuery& query, const query::EventSource& source,
                                    const query::OutcomeFacts& outcomes, std::stop_token stop);

} // namespace ms::analysis
