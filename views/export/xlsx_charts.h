// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/chart.h"

#include <xlsxwriter.h>

#include <optional>
#include <string>

namespace ms::views {

/// Writes what charts draw into a sheet of its own and makes the spreadsheet's own charts of it.
class XlsxCharts {
public:
    explicit XlsxCharts(lxw_workbook& workbook) : m_workbook{workbook} {}
    /// The sheet behind the charts, which must be added in its place among the others.
    void setSheet(lxw_worksheet* sheet, std::string name);
    /// A chart of `chart` whose first cell on `sheet` is `row`, `column`.
    void add(const report::Chart& chart, lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column);

private:
    /// The points of a series in the sheet; its name stands above the values.
    struct Block {
        lxw_row_t first = 0;
        lxw_row_t last = 0;
        lxw_col_t label = 0;
        lxw_col_t value = 1;
    };
    void writeText(lxw_row_t row, lxw_col_t column, const std::string& text);
    void writeNumber(lxw_row_t row, lxw_col_t column, std::optional<double> number);
    Block write(const report::Chart& chart, const report::Series& series, lxw_col_t column);
    lxw_chart_series* addSeries(lxw_chart* made, const Block& block, lxw_col_t value);
    void draw(lxw_chart* made, const report::Chart& chart, const Block& block, lxw_color_t colour);
    void drawSteps(lxw_chart* made, const report::Series& series);
    void label(lxw_chart* made, const report::Chart& chart, lxw_row_t heading);

    lxw_workbook& m_workbook;
    lxw_worksheet* m_sheet = nullptr;
    std::string m_name;
    lxw_row_t m_next = 0; // free row of the sheet
};

} // namespace ms::views
