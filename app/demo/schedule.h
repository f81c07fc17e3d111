// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/calendar.h"
#include "app/demo/company.h"
#include "models/core/int128.h"

#include <cstdint>
#include <vector>

namespace ms::app::demo {

inline constexpr std::size_t kGatewayFile = kMonths; // logs 0..3 are the monthly event files
inline constexpr std::size_t kLogs = kMonths + 1;

/// Some hours of one day of one application: made, written and added up on its own, so that memory
/// stays bounded and any number of threads gives the same bytes.
struct Slice {
    std::uint64_t number = 0;
    Application application = Application::Helpdesk;
    std::size_t log = 0;
    int day = 0;
    int firstHour = 0;
    int hours = 24;
    std::uint64_t firstRow = 0;   // rows of all slices before it
    std::uint32_t rows = 0;       // to write, duplicates and overlap included
    std::uint32_t duplicates = 0; // of `rows`: rows written a second time
    std::uint32_t overlap = 0;    // of `rows`: the last rows of April, exported again with May
    std::uint32_t uniqueRows() const { return rows - duplicates - overlap; }
};

/// Share out exactly `events` rows over applications, days and hours.
/// Output  slices by log, then time.
std::vector<Slice> scheduleOf(std::uint64_t events);

/// Requests by hour of the day, in UTC.
extern const std::array<std::uint32_t, 24> kHourWeights;

} // namespace ms::app::demo
