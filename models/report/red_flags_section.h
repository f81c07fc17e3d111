// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/red_flags.h"
#include "models/report/section.h"

namespace ms::report {

/// Red flags with their figure, rule, suggested action, and where to look; the dearest first. Id
/// "review".
Section redFlagsSection(const analysis::Review& review, const Context& context);

} // namespace ms::report
