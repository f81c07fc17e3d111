// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/importers/collected_rows.h"

#include "models/core/control_totals.h"

#include <map>
#include <utility>

namespace ms::importers {

inline const core::ChargeFact& charge(const CollectedRows& rows, std::size_t i) {
    return std::get<core::ChargeFact>(rows.allFacts.at(i));
}

/// A CSV file of rows that are given as column and value; the columns are those of the first row.
using Cells = std::vector<std::pair<std::string, std::string>>;
inline std::string csvOf(const std::vector<Cells>& rows) {
    std::string text;
    const auto addRow = [&](const Cells& cells, bool isHeader) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            std::string cell = isHeader ? cells[i].first : cells[i].second;
            for (std::size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2)
                cell.insert(at, 1, '"');
            text.append(i == 0 ? "" : ",").append(1, '"').append(cell).append(1, '"');
        }
        text += '\n';
    };
    addRow(rows.at(0), true);
    for (const Cells& cells : rows)
        addRow(cells, false);
    return text;
}

/// `cells` with other values for some columns; those that it does not have are added.
inline Cells with(Cells cells, const Cells& others) {
    for (const auto& [column, value] : others) {
        const auto found = std::find_if(cells.begin(), cells.end(),
                                        [&](const auto& cell) { return cell.first == column; });
        if (found == cells.end())
            cells.emplace_back(column, value);
        else
            found->second = value;
    }
    return cells;
}

/// The identity of the only row of a file.
inline std::string identityIn(const std::string& file) {
    const auto rows = readText(file);
    return rows->allFacts.size() == 1 ? charge(*rows, 0).identity : "not one row";
}

/// The reason why the only row of a file is rejected.
inline std::string rejectionIn(const std::string& file) {
    const auto rows = readText(file);
    if (rows->rejected.size() != 1 || !rows->allFacts.empty())
        return "not rejected";
    return rows->rejected[0].column + ": " + rows->rejected[0].reason;
}

/// Amounts of the charges by currency: "amount EUR 1.5, effective EUR 1".
inline std::string sumsOf(const CollectedRows& rows) {
    core::ControlTotals totals;
    for (std::size_t i = 0; i < rows.allFacts.size(); ++i) {
        totals.add("amount", charge(rows, i).currency, charge(rows, i).amount);
        totals.add("effective", charge(rows, i).currency, charge(rows, i).effectiveAmount);
    }
    std::string text;
    for (const core::ControlTotal& total : totals.all())
        text += (text.empty() ? "" : ", ") + total.measure + ' ' + total.unit + ' ' +
                toText(total.amount);
    return text;
}

} // namespace ms::importers
