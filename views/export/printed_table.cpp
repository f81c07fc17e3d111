// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/printed_table.h"

#include <QCoreApplication>

#include "models/report/loss.h"
#include "models/session/visible_text.h"
#include "models/tables/dimension_text.h"
#include "models/tables/number_format.h"
#include "models/tables/report_table_model.h"

#include <algorithm>

namespace ms::views {
namespace {

using report::Column;

bool isTextual(const Column& column) {
    return column.kind == Column::Kind::Key || column.kind == Column::Kind::Text;
}

PrintedCell printedCell(const tables::CellValue& value, const Column& column,
                        const tables::NumberFormat& format) {
    const QString text = tables::displayText(value, format);
    return {session::visibleLine(text),
            report::isLossBelowZero(column.name) && tables::barLength(value) < 0};
}

/// As the screen shows it: "Total" where the first column holds texts.
std::vector<PrintedCell> printedTotal(const report::Table& table,
                                      const tables::NumberFormat& format) {
    std::vector<PrintedCell> total;
    for (std::size_t c = 0; c < table.total.size(); ++c) {
        const auto* text = std::get_if<std::string>(&table.total[c]);
        if (text && !text->empty())
            total.push_back({session::visibleLine(QString::fromStdString(*text)), false});
        else if (isTextual(table.columns[c]))
            total.push_back(
                {c == 0 ? QCoreApplication::translate("ms::views", "Total") : QString(), false});
        else
            total.push_back(printedCell(tables::cellValueOf(table.total[c], table.columns[c]),
                                        table.columns[c], format));
    }
    return total;
}

} // namespace

QString titleOfColumn(const Column& column) {
    return column.dimension ? tables::titleOf(*column.dimension)
                            : QString::fromStdString(column.title);
}

PrintedTable printedTable(const report::Table& table, const std::string& currency,
                          const query::TenantTimeline* names, std::size_t mostRows) {
    const tables::NumberFormat format(currency);
    PrintedTable printed;
    for (const Column& column : table.columns)
        printed.columns.push_back({titleOfColumn(column), isTextual(column)});
    printed.allRows = table.rows.size();
    const std::size_t shown = mostRows == 0 ? printed.allRows : std::min(mostRows, printed.allRows);
    for (std::size_t r = 0; r < shown; ++r) {
        std::vector<PrintedCell>& cells = printed.rows.emplace_back();
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            cells.push_back(
                printedCell(tables::cellValueOf(table.rows[r].cells[c], table.columns[c], names),
                            table.columns[c], format));
    }
    printed.total = printedTotal(table, format);
    return printed;
}

} // namespace ms::views
