// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/token_budgets.h"
#include "models/report/section.h"

namespace ms::report {

/// How many actions or sessions take more tokens than they may, and what those cost.
Section tokenBudgetSection(const analysis::TokenBudgetTable& table, const Context& context);
/// Those that do, one by one: whose they are, and the calls behind them.
Section budgetBreakersSection(const analysis::TokenBudgetTable& table, const Context& context);

} // namespace ms::report
