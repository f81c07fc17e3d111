// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/call_flow.h"
#include "models/scenario/event_marks.h"
#include "models/scenario/traffic.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace ms::scenario {

/// Attempts of one cell that levers treat alike, added up.
struct TrafficClass {
    std::uint32_t cell = 0;
    std::uint32_t pattern = 0;
    ClassSums sums;
};

/// The traffic as levers see it: shares and rates act on sums, so that another rate needs no other
/// look at the attempts.
struct ClassTable {
    std::vector<Pattern> patterns;
    std::vector<TrafficClass> classes;  // by cell, then as attempts come
    std::vector<ClassSums> patternSums; // over all classes of a pattern
    std::vector<std::int64_t> unpriced; // attempts of a cell whose cost is unknown: left out
    std::int64_t unsplit = 0;           // priced by the source: no buckets to change
};

/// Output  the classes' costs add up to the logged cost of the traffic exactly.
/// Errors  Cancelled.
/// Cost    one pass over the attempts on two threads.
core::Result<ClassTable> classify(const Scenario& scenario, const Traffic& traffic,
                                  const EventMarks& marks, std::stop_token stop);

} // namespace ms::scenario
