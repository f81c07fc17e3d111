// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/unit_attempts.h"
#include "models/analysis/unit_cohorts.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct TimelineQuery {
    query::Grain grain = query::Grain::Request; // or Action, or Unit
    std::string id;
    query::Filter filter;        // of the question; what comes before is looked at too
    std::size_t leastUnits = 30; // of a baseline
    /// What the unit is compared with, where an OutlierTable of the same question says so: there is
    /// no need to look at all units then. One of another unit does not count.
    std::optional<UnitBaseline> known = {};
    std::size_t mostAttempts = 5'000; // of a unit, the earliest
};

/// Why a unit is compared with none.
enum class NotCompared : std::uint8_t {
    No,           // it is compared
    CostUnknown,  // of an attempt
    WithoutCost,  // known to be 0, or less
    TooFewAlike,  // even all units together are too few
    NothingFound, // there is no such unit
};

/// The unit in the middle of those that another is compared with.
struct MedianUnit {
    std::string id;      // empty where the log names none
    bool isSame = false; // it is the unit itself
    UnitFigures figures;
    std::uint64_t attempts = 0; // more than in the figures where they are too many
};

/// The attempts of one unit, and how it differs from the one in the middle of its like.
/// Output  `attempts` in order of their start, `figures` of them, and of the median unit the same.
///         Where all attempts are read, the cost is that of OutlierTable.
struct Timeline {
    TimelineQuery query;
    query::Filter filter; // that the attempts are of: as for outliers, from four weeks before
    std::vector<UnitAttempt> attempts;
    std::uint64_t matching = 0; // attempts of the unit, listed or not
    UnitFigures figures;
    std::string unitType;   // of units
    std::size_t sameId = 0; // units of other types with this id
    NotCompared reason = NotCompared::NothingFound;
    UnitBaseline baseline; // of one that is compared; the median unit too
    MedianUnit median;
};

/// Look at one request, action or unit.
/// Errors  Usage (another grain), as EventSource.
/// Cost    two reads of single units' attempts; one entity query over all units, as for outliers,
///         unless its baseline is known.
/// Source  METHODS 2.1.
core::Result<Timeline> timelineOf(const TimelineQuery& query, const query::EventSource& source,
                                  std::stop_token stop);

} // namespace ms::analysis
