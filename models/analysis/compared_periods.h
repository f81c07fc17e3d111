// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// Two periods, both with a beginning and an end.
struct ComparedPeriods {
    core::TimeRange before;
    core::TimeRange after;
    std::vector<std::string> notes; // sentences: what was chosen, where the data end inside
};

/// What a question about `range` compares: it, against `against`, else against as many civil days
/// just before. An end that is open is that of the data; with both ends open the latest month that
/// has events stands for it.
/// Output  nothing where there are no events to say so.
/// Errors  Usage: `against` is open or ends before it begins, as EventSource.
core::Result<std::optional<ComparedPeriods>>
comparedPeriods(const core::TimeRange& range, const std::optional<core::TimeRange>& against,
                const query::EventSource& source, std::stop_token stop);

/// "2026-04-01 to 2026-04-30", both included; instants where an end is not midnight of the zone.
std::string periodWords(const core::TimeRange& range, const core::Zone& zone);

} // namespace ms::analysis
