// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/grouped_rows.h"

namespace ms::report {

std::string labelOf(const std::vector<std::string>& keys) {
    std::string label;
    for (const std::string& key : keys)
        label += (label.empty() ? "" : " · ") + (key.empty() ? "(not given)" : key);
    return label;
}

Row groupedRow(const std::vector<query::Dimension>& by, const std::vector<std::string>& keys,
               const std::vector<Cell>& figures) {
    Row row{keyCells(keys), conditionsOf(by, keys)};
    row.cells.insert(row.cells.end(), figures.begin(), figures.end());
    return row;
}

void markIdle(Row& row, const std::vector<std::string>& keys) {
    row.drill.reset();
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i].empty())
            row.cells[i] = std::string("(idle)");
}

std::vector<Cell> groupedTotal(const std::vector<query::Dimension>& by,
                               const std::vector<Cell>& figures) {
    std::vector<Cell> total(by.size());
    total.insert(total.end(), figures.begin(), figures.end());
    return total;
}

} // namespace ms::report
