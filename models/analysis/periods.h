// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/core/time.h"
#include "models/core/zone.h"

#include <optional>

namespace ms::analysis {

/// The period of the same length just before: as many civil days where `range` begins and ends at
/// midnight of the zone (so that a change of the clock does not shift it), else as much time.
/// Output  nothing where an end is open.
std::optional<core::TimeRange> previousPeriod(const core::TimeRange& range, const core::Zone& zone);

/// (now - before) / before; nothing when there was nothing before.
std::optional<double> changeOf(core::MoneySum now, core::MoneySum before);

} // namespace ms::analysis
