// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/text_table.h"
#include "models/analysis/margin.h"
#include "models/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace ms::app {

/// How figures are written: as people read them, or exactly, for programs.
enum class Figures { Rounded, Exact };

/// The rows of `table` with these measures as columns, named as in JSON ("margin_pct"); none: the
/// usual ones for people, all for programs.
/// Errors  Usage: names the unknown measure and lists the known.
core::Result<TextTable> marginTextTable(const analysis::MarginTable& table,
                                        std::string_view currency,
                                        const std::vector<std::string>& measures, Figures figures);

} // namespace ms::app
