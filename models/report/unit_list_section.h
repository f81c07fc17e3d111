// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/unit_list.h"
#include "models/report/section.h"

#include <optional>

namespace ms::report {

/// The dearest units one by one, with what became of them. `reopenDays` as query::OutcomeRules.
Section unitListSection(const analysis::UnitList& list, const Context& context,
                        std::optional<int> reopenDays);

} // namespace ms::report
