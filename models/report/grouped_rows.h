// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/table.h"

#include <string>
#include <vector>

namespace ms::report {

/// The keys as one label, as of a bar: "acme · chat".
std::string labelOf(const std::vector<std::string>& keys);

/// A row of a table that begins with one key column a dimension. It leads to the attempts that have
/// these keys.
Row groupedRow(const std::vector<query::Dimension>& by, const std::vector<std::string>& keys,
               const std::vector<Cell>& figures);
/// Make it a row of idle GPU hours, which no attempts are behind: keys that are empty say "(idle)".
void markIdle(Row& row, const std::vector<std::string>& keys);
/// The total of such a table.
std::vector<Cell> groupedTotal(const std::vector<query::Dimension>& by,
                               const std::vector<Cell>& figures);

} // namespace ms::report
