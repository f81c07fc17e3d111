// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/time.h"
#include "models/core/zone.h"

#include <string>

namespace ms::query {

/// One civil hour of a zone.
struct CivilHour {
    core::Instant start; // the local hour's beginning, at the offset in force at the asked instant
    std::string key;     // as groups by Dimension::Hour have it: "2026-05-01T08", with the offset
                         // where the local hour occurs twice
};

/// The civil hour that holds `t`, for facts that join events by the hour.
CivilHour civilHourOf(core::Instant t, const core::Zone& zone);

} // namespace ms::query
