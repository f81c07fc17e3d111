// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/change_sums.h"
#include "models/report/section.h"

#include <string>
#include <string_view>
#include <vector>

namespace ms::report {

/// What sections about a change of cost have in common.

/// "more requests", "new version"; "decrease" where it is no rise.
std::string_view kindWords(const stats::Spike& spike);
/// How kinds are told apart, a sentence.
std::string kindMeaning();
/// "prompt_version" as "Prompt version".
std::string dimensionTitle(query::Dimension dimension);
/// "bolt +$15.00 a day"; empty where nothing moved. `perWhat` is " a day", " a request" or empty.
std::string moverWords(const analysis::Mover& mover, std::string_view perWhat,
                       const Context& context);
/// The mover that explains most, unless it is all there is anyway; of equals the first. Null: none.
const analysis::Mover* largestMover(const std::vector<analysis::Mover>& movers);
/// ", most of it tenant bolt", ", 40% of it model large"; empty without a largest mover.
std::string largestMoverWords(const std::vector<analysis::Mover>& movers);
/// One column a factor of stats::CostFactors, and their cells.
std::vector<Column> factorColumns();
std::vector<Cell> factorCells(const stats::Spike& spike);

} // namespace ms::report
