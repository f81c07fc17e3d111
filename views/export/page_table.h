// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/export/page_flow.h"
#include "views/export/printed_table.h"
#include "views/widgets/theme.h"

namespace ms::views {

/// A table over as many pages as it takes, its header on each. Columns that have no place beside
/// each other come in further parts, each with the first text column again; nothing is left out.
/// Texts are wrapped to eight lines and elided then.
void addTable(PageFlow& flow, const PrintedTable& table, const QPalette& palette);

/// Which columns stand beside each other when `widths` have to share `room`: parts of the table.
/// `keys`: how many columns at the beginning stand in each part.
std::vector<std::vector<std::size_t>> tableParts(const std::vector<double>& widths,
                                                 std::size_t keys, double room);

} // namespace ms::views
