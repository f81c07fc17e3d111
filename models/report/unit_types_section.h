// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/unit_types.h"
#include "models/report/section.h"

namespace ms::report {

/// Types of units by slice, the primary one of each marked: what its success costs with all the
/// work beside it. Id "unit_types".
Section unitTypesSection(const analysis::UnitTypesTable& table, const Context& context);

} // namespace ms::report
