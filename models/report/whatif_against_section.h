// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/section.h"
#include "models/scenario/replay_table.h"

#include <span>

namespace ms::report {

/// Scenarios side by side, each replayed on the same calls; the first is what the others are held
/// against. Two or more.

/// Which of their assumptions differ. Id "whatif_assumptions".
Section whatIfAssumptionsSection(std::span<const scenario::ReplayTable> tables,
                                 const Context& context);
/// Cost, revenue, margin and cost per request of each by the dimensions asked for, and what the
/// others differ from the first. Id "whatif_against".
Section whatIfAgainstSection(std::span<const scenario::ReplayTable> tables, const Context& context);

} // namespace ms::report
