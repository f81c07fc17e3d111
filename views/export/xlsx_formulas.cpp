// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/xlsx_formulas.h"

#include "models/tables/number_format.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace ms::views {
namespace {

using report::Cell;
using report::Column;
using report::Table;

constexpr core::Int128 kMostExact = 999'999'999'999'999; // of a spreadsheet
constexpr double kSameTo = 1e-9;                         // relative
constexpr double kPico = 1e-11;                          // what rounding to picos may leave

struct Rule {
    std::string_view column;
    Relation::Kind kind;
    std::initializer_list<const char*> operands;
};

/// The first rule whose columns are all there holds.
const auto& rules() {
    using Kind = Relation::Kind;
    static const std::array<Rule, 13> kRules{{
        {"margin", Kind::Difference, {"revenue", "total_cost"}},
        {"margin", Kind::Difference, {"revenue", "cost"}},
        {"margin_pct", Kind::Quotient, {"margin", "revenue"}},
        {"total_cost", Kind::Sum, {"cost", "shared_cost", "idle_cost"}},
        {"cost_per_attempted", Kind::Quotient, {"unit_cost", "attempted"}},
        {"cost_per_successful", Kind::Quotient, {"unit_cost", "successful"}},
        {"cost_per_failed", Kind::Quotient, {"failed_cost", "failed"}},
        {"failed_cost_pct", Kind::Quotient, {"failed_cost", "unit_cost"}},
        {"cost_per_request", Kind::Quotient, {"cost", "requests"}},
        {"cost_per_action", Kind::Quotient, {"cost", "actions"}},
        {"cost_per_active_user", Kind::Quotient, {"cost", "active_users"}},
        {"cost_per_customer", Kind::Quotient, {"cost", "customers"}},
        {"revenue_per_customer", Kind::Quotient, {"revenue", "customers"}},
    }};
    return kRules;
}

std::optional<std::size_t> indexOf(const Table& table, std::string_view name) {
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (table.columns[c].name == name)
            return c;
    return std::nullopt;
}

std::string cellName(std::size_t row, std::size_t column) {
    std::array<char, LXW_MAX_CELL_NAME_LENGTH> name{};
    lxw_rowcol_to_cell(name.data(), lxw_row_t(row), lxw_col_t(column));
    return name.data();
}

std::optional<double> valueOf(const Relation& relation, const std::vector<Cell>& cells) {
    std::vector<double> operands;
    for (const std::size_t column : relation.operands) {
        const auto number = sheetNumber(cells[column]);
        if (!number)
            return std::nullopt;
        operands.push_back(*number);
    }
    switch (relation.kind) {
    case Relation::Kind::Quotient:
        return operands[1] == 0 ? std::nullopt : std::optional(operands[0] / operands[1]);
    case Relation::Kind::Difference:
        return operands[0] - operands[1];
    case Relation::Kind::Sum:
        break;
    }
    double sum = 0;
    for (const double operand : operands)
        sum += operand;
    return sum;
}

template <class Number>
bool sumsUp(const Table& table, std::size_t column) {
    const auto* total = std::get_if<Number>(&table.total[column]);
    if (!total)
        return false;
    Number sum{};
    for (const report::Row& row : table.rows) {
        if (const auto* number = std::get_if<Number>(&row.cells[column]))
            sum += *number;
        if (!std::holds_alternative<std::monostate>(row.cells[column]) &&
            !sheetNumber(row.cells[column]))
            return false; // a text to a spreadsheet
    }
    return sum == *total;
}

} // namespace

bool addsUp(const Table& table, std::size_t column) {
    if (table.total.empty() || table.rows.empty() || !sheetNumber(table.total[column]))
        return false;
    switch (table.columns[column].kind) {
    case Column::Kind::Count:
    case Column::Kind::Tokens:
        return sumsUp<core::Int128>(table, column);
    case Column::Kind::Money:
        return sumsUp<core::MoneySum>(table, column);
    default:
        return false;
    }
}

std::optional<Relation> relationOf(const Table& table, std::size_t column) {
    for (const Rule& rule : rules()) {
        if (rule.column != table.columns[column].name)
            continue;
        Relation relation{rule.kind, {}};
        for (const char* operand : rule.operands)
            if (const auto index = indexOf(table, operand))
                relation.operands.push_back(*index);
        if (relation.operands.size() == rule.operands.size())
            return relation;
    }
    return std::nullopt;
}

bool holds(const Relation& relation, const std::vector<Cell>& cells, std::size_t column) {
    const auto stated = sheetNumber(cells[column]);
    const auto computed = valueOf(relation, cells);
    return stated && computed &&
           std::abs(*stated - *computed) <= std::max(kPico, std::abs(*stated) * kSameTo);
}

std::optional<double> sheetNumber(const Cell& cell) {
    if (const auto* count = std::get_if<core::Int128>(&cell))
        return *count > kMostExact || *count < -kMostExact ? std::nullopt
                                                           : std::optional(double(*count));
    if (const auto* money = std::get_if<core::MoneySum>(&cell)) {
        const std::string decimals = tables::exact(*money).toStdString();
        double nearest = 0;
        std::from_chars(decimals.data(), decimals.data() + decimals.size(), nearest);
        return nearest;
    }
    if (const auto* fraction = std::get_if<double>(&cell))
        return std::isfinite(*fraction) ? std::optional(*fraction) : std::nullopt;
    if (const auto* share = std::get_if<report::Share>(&cell))
        return std::isfinite(share->of) ? std::optional(share->of) : std::nullopt;
    return std::nullopt;
}

std::string formulaOf(const Relation& relation, std::size_t row) {
    const std::string first = cellName(row, relation.operands[0]);
    const std::string second = cellName(row, relation.operands[1]);
    switch (relation.kind) {
    case Relation::Kind::Quotient:
        return "=IF(" + second + "=0,\"\"," + first + "/" + second + ")";
    case Relation::Kind::Difference:
        return "=" + first + "-" + second;
    case Relation::Kind::Sum:
        break;
    }
    std::string formula = "=";
    for (const std::size_t column : relation.operands)
        formula += (formula.size() > 1 ? "+" : "") + cellName(row, column);
    return formula;
}

std::string sumFormula(std::size_t column, std::size_t first, std::size_t last) {
    return "=SUM(" + cellName(first, column) + ":" + cellName(last, column) + ")";
}

} // namespace ms::views
