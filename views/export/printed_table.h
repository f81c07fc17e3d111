// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/query/tenant_timeline.h"
#include "models/report/table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ms::views {

struct PrintedCell {
    QString text; // one line; what turns the direction of text is shown, not obeyed
    bool isLoss = false;
};

struct PrintedColumn {
    QString title;
    bool isText = false; // left-aligned, and may be wrapped
};

/// A table in words, as the screen shows it, for a page that people read.
struct PrintedTable {
    std::vector<PrintedColumn> columns;
    std::vector<std::vector<PrintedCell>> rows; // the first ones, as many as were asked for
    std::vector<PrintedCell> total;             // empty: none
    std::size_t allRows = 0;
};

/// `mostRows` 0: all.
PrintedTable printedTable(const report::Table& table, const std::string& currency,
                          const query::TenantTimeline* names, std::size_t mostRows);

/// The title of a column as tables show it.
QString titleOfColumn(const report::Column& column);

} // namespace ms::views
