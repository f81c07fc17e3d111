// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/units.h"
#include "models/report/section.h"

#include <optional>

namespace ms::report {

/// What a unit costs, by slice; columns as in `units --json` (DESIGN.md section 4) and after them
/// the contrasts of METHODS 0.3.
/// Input  `manualCost` of doing one unit by hand, in the base currency: adds what the successful
///        units saved against it. `reopenDays` as query::OutcomeRules.
Section unitsSection(const analysis::UnitsTable& table, const Context& context,
                     std::optional<core::MoneySum> manualCost = std::nullopt,
                     std::optional<int> reopenDays = std::nullopt);

/// The rule in force on successes that are reopened, a sentence. As query::OutcomeRules.
std::string reopenWords(std::optional<int> reopenDays);

} // namespace ms::report
