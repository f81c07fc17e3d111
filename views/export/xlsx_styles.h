// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/table.h"

#include <xlsxwriter.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ms::views {

enum class CellRole { Row, Total };

/// The formats of a workbook, each made once.
class XlsxStyles {
public:
    XlsxStyles(lxw_workbook& workbook, std::string currency)
        : m_workbook{workbook}, m_currency{std::move(currency)} {}

    lxw_format* title();
    lxw_format* finding();
    lxw_format* muted();
    lxw_format* header();       // of texts
    lxw_format* figureHeader(); // of figures: above their last digits
    lxw_format* wrapped();
    lxw_format* link();
    /// Of the cells of a column; amounts with as many decimals as tell the column's apart.
    lxw_format* cell(const report::Table& table, std::size_t column, const report::Cell& cell,
                     CellRole role);

private:
    lxw_format* format(const std::string& numberFormat, CellRole role);
    std::string moneyFormat(const report::Table& table, std::size_t column) const;
    std::string moneyFormat(double largest) const;

    lxw_workbook& m_workbook;
    std::string m_currency;
    std::map<std::string, lxw_format*> m_made; // by what they look like
};

} // namespace ms::views
