// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/scatter.h"
#include "models/report/section.h"

namespace ms::report {

/// A measure as the head of a column.
Column columnOf(analysis::ScatterMeasure measure);
/// "requests", "calls".
std::string pluralOf(query::Grain grain);

/// Entities by two measures, for the screen: the dearest of a selection in the table, and all as
/// points to select from.
Section scatterSection(const analysis::ScatterList& list, const Context& context);

/// The same picture in figures, for programs: one row a mark with the exact count and cost of what
/// it stands for, dearest first. Rows add up to the total.
/// Input  `most`: rows at most; what is left out is said.
Section scatterCellsSection(const analysis::ScatterPtr& scatter, const Context& context,
                            std::size_t most);

/// "312 requests, cost $204.17 (17% of all)": exact, for a selection.
std::string selectionWords(const analysis::Scatter& scatter, const analysis::ScatterSum& sum,
                           const std::string& currency);

} // namespace ms::report
