// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/time.h"
#include "models/core/zone.h"
#include "models/query/query.h"

#include <cstdint>
#include <vector>

namespace ms::analysis {

/// What rules that compare a stretch of time with the stretches before it have in common.

/// Weeks that a week is compared with.
inline constexpr std::int32_t kReferenceWeeks = 4;

/// The filter with `days` more before its period, so that its first days can be judged too.
query::Filter withDaysBefore(const query::Filter& filter, std::int32_t days,
                             const core::Zone& zone);
/// Is a part of these days in the range?
bool isAsked(const core::TimeRange& range, core::Day first, core::Day last, const core::Zone& zone);
/// From midnight to midnight, `last` included.
core::TimeRange rangeOfDays(core::Day first, core::Day last, const core::Zone& zone);
/// Which of the high ones are told: none again before two in a row were normal.
/// Source  METHODS 3.7.
std::vector<bool> toldOnce(const std::vector<bool>& isHigh);

} // namespace ms::analysis
