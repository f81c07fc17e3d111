// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/table.h"

#include "models/core/check.h"

#include <algorithm>
#include <cmath>

namespace ms::report {

std::size_t columnNamed(const Table& table, std::string_view name) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const Column& column) { return column.name == name; });
    CHECK(found != table.columns.end(), "A table is asked for a column that it has.");
    return std::size_t(found - table.columns.begin());
}

std::vector<query::Condition> conditionsOf(const std::vector<query::Dimension>& by,
                                           const std::vector<std::string>& keys) {
    CHECK(by.size() == keys.size(), "There is one key a dimension.");
    std::vector<query::Condition> conditions;
    for (std::size_t i = 0; i < by.size(); ++i)
        conditions.push_back({by[i], query::Condition::Kind::In, {keys[i]}});
    return conditions;
}

std::vector<Column> keyColumns(const std::vector<query::Dimension>& by) {
    std::vector<Column> columns;
    for (const query::Dimension dimension : by) {
        const std::string name(query::nameOf(dimension));
        columns.push_back({name, name, Column::Kind::Key, {}, dimension});
    }
    return columns;
}

std::vector<Cell> keyCells(const std::vector<std::string>& keys) {
    return {keys.begin(), keys.end()};
}

Cell cellOf(std::optional<double> number) {
    return number ? Cell{*number} : Cell{};
}

Cell cellOf(std::optional<core::MoneySum> amount) {
    return amount ? Cell{*amount} : Cell{};
}

Cell moneyCell(std::optional<double> units) {
    if (!units || !std::isfinite(*units))
        return {};
    return core::MoneySum::fromPicos(core::Int128(std::llround(*units * 1e6)) * 1'000'000);
}

} // namespace ms::report
