// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/section.h"
#include "models/scenario/log_draws.h"

namespace ms::report {

/// How far the change of margin may lie from what the scenario says: assumptions, the log and both
/// drawn. Id "whatif_spread". METHODS 5.10.
Section whatIfSpreadSection(const scenario::Replay& replay, const scenario::ChangeDraws& draws,
                            const Context& context);

} // namespace ms::report
