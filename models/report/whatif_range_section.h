// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/section.h"
#include "models/scenario/uncertainty.h"

namespace ms::report {

/// What is asked of a scenario's uncertainty, and of whom.
struct WhatIfRanges {
    const scenario::Replay& replay;
    const scenario::Uncertainty& uncertainty;
};
/// Which assumption matters most, and where the margin lies when all vary. Id "whatif_range".
/// METHODS 5.10.
Section whatIfRangeSection(const WhatIfRanges& ranges, const Context& context);

/// At which value of one number the target is met. Id "whatif_solve". METHODS 5.11.
Section whatIfSolveSection(const scenario::Replay& replay, const scenario::Solution& solution,
                           const Context& context);

} // namespace ms::report
