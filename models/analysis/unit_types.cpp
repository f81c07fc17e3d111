// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/unit_types.h"

#include "models/analysis/averages.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace ms::analysis {

using core::MoneySum;
using query::Dimension;

namespace {

using Slices = std::map<std::vector<std::string>, std::vector<UnitTypeRow>>;

/// The one before the other in the choice of a primary type.
bool isMoreOf(const UnitTypeRow& a, const UnitTypeRow& b) {
    if (a.figures.attempted != b.figures.attempted)
        return a.figures.attempted > b.figures.attempted;
    if (!(a.figures.unitCost == b.figures.unitCost))
        return a.figures.unitCost > b.figures.unitCost;
    return a.type < b.type;
}

void choosePrimary(std::vector<UnitTypeRow>& types, const std::optional<std::string>& wanted) {
    auto primary = std::find_if(types.begin(), types.end(), [&](const UnitTypeRow& row) {
        return wanted && row.type == *wanted;
    });
    if (primary == types.end())
        primary = std::min_element(types.begin(), types.end(), isMoreOf);
    primary->isPrimary = true;
    std::sort(types.begin(), types.end(), [](const UnitTypeRow& a, const UnitTypeRow& b) {
        if (a.isPrimary != b.isPrimary)
            return a.isPrimary;
        if (!(a.figures.unitCost == b.figures.unitCost))
            return a.figures.unitCost > b.figures.unitCost;
        return a.type < b.type;
    });
}

} // namespace

std::optional<MoneySum> UnitTypeRow::sliceCostPerSuccessful() const {
    return isPrimary ? averageOf(sliceUnitCost, figures.successful) : std::nullopt;
}

std::optional<double> UnitTypeRow::shareOfSlice() const {
    return shareOf(figures.unitCost, sliceUnitCost);
}

core::Result<UnitTypesTable> unitTypesBy(const UnitTypesQuery& query,
                                         const query::EventSource& source, std::stop_token stop) {
    if (std::find(query.by.begin(), query.by.end(), Dimension::UnitType) != query.by.end())
        return core::Error{core::Error::Code::Usage,
                           "Types of units are the rows already; ask by another dimension.",
                           {}};
    query::GroupQuery ask{query.by, unitMeasures(), query.filter};
    ask.by.push_back(Dimension::UnitType);
    const auto groups = source.groups(ask, std::move(stop));
    if (!groups)
        return groups.error();
    UnitTypesTable table;
    table.query = query;
    table.total = unitFiguresOf(groups->total);
    Slices slices;
    for (const query::GroupRow& group : groups->rows) {
        UnitTypeRow row;
        row.figures = unitFiguresOf(group.values);
        if (row.figures.attempted == 0)
            continue; // calls that name no unit
        row.keys.assign(group.keys.begin(), group.keys.end() - 1);
        row.type = group.keys.back();
        slices[row.keys].push_back(std::move(row));
    }
    std::vector<std::pair<MoneySum, const std::vector<std::string>*>> order;
    for (auto& [keys, types] : slices) {
        MoneySum cost;
        for (const UnitTypeRow& row : types)
            cost += row.figures.unitCost;
        for (UnitTypeRow& row : types)
            row.sliceUnitCost = cost;
        choosePrimary(types, query.primary);
        order.emplace_back(cost, &keys);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [cost, keys] : order)
        for (UnitTypeRow& row : slices[*keys])
            table.rows.push_back(std::move(row));
    return table;
}

} // namespace ms::analysis
