// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exit_code.h"
#include "app/cli/json_text.h"
#include "app/cli/margin_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/text_table.h"
#include "models/report/section.h"
#include "models/session/snapshot.h"

#include <vector>

namespace ms::app {

/// The rows of a section for a terminal (rounded) or a file (exact).
TextTable textTableOf(const report::Table& table, const session::Snapshot& snapshot,
                      Figures figures);

/// {"id", "finding", "rows": [{"keys": {...}, ...}], "total", "notes"}: key columns are in `keys`,
/// null when not given; money is a decimal string, a ratio a number, unknown null.
Json sectionJson(const report::Section& section);

/// One section as the answer of a verb. JSON: as above, with the scope of the question; CSV: rows
/// exactly, without totals; else finding, table and notes for people.
ExitCode printSection(const report::Section& section, OutputFormat format,
                      const session::Snapshot& snapshot);
/// Several: JSON with "sections", each by its id; CSV is refused, since its columns would differ.
/// For people, notes that several sections share are said once, at the end.
ExitCode printSections(const std::vector<report::Section>& sections, OutputFormat format,
                       const session::Snapshot& snapshot);

} // namespace ms::app
