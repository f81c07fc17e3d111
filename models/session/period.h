// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/time.h"
#include "models/core/zone.h"

#include <optional>
#include <string>
#include <vector>

namespace ms::session {

/// A period that one click chooses.
struct PeriodPreset {
    std::string title; // "Latest month: June 2026"
    core::TimeRange range;
};

/// All time, and the latest months that have events, newest first.
/// Input  `span` of the events; nothing: only "All time".
std::vector<PeriodPreset> periodPresets(const std::optional<core::TimeRange>& span,
                                        const core::Zone& zone);

/// The days `first` to `last`, both included.
core::TimeRange daysRange(core::Day first, core::Day last, const core::Zone& zone);

/// How people say it: "June 2026", "2026-05-03 to 2026-05-09" (both included), "since 2026-05-03",
/// "until 2026-05-09", "all time"; instants that are not midnight are spelled out.
std::string periodText(const core::TimeRange& range, const core::Zone& zone);

/// The end of a range as the command line takes it: a date at midnight of the zone, else an
/// instant.
std::string endText(core::Instant end, const core::Zone& zone);

} // namespace ms::session
