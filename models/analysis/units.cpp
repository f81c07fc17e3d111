// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/units.h"

#include "models/analysis/averages.h"
#include "models/analysis/periods.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Measure;

namespace {

// In the order in which unitFiguresOf reads them.
const std::vector<Measure> kMeasures{
    Measure::Cost,           Measure::UnitCost,     Measure::SuccessfulUnitCost,
    Measure::FailedUnitCost, Measure::Units,        Measure::SuccessfulUnits,
    Measure::FailedUnits,    Measure::PendingUnits, Measure::UnpricedAttempts,
    Measure::UnpricedTokens};

/// Changes against the same slices of the period before.
core::Status addChanges(UnitsTable& table, const query::EventSource& source, std::stop_token stop) {
    query::GroupQuery ask{table.query.by, {Measure::Cost}, table.query.filter};
    ask.filter.range = *table.previous;
    const core::Result<query::GroupTable> before = source.groups(ask, stop);
    if (!before)
        return before.error();
    std::map<std::vector<std::string>, MoneySum> costOf;
    for (const query::GroupRow& row : before->rows)
        costOf.emplace(row.keys, MoneySum::fromPicos(row.values[0]));
    for (UnitsRow& row : table.rows)
        if (const auto found = costOf.find(row.keys); found != costOf.end())
            row.costChangePct = changeOf(row.figures.cost, found->second);
    table.total.costChangePct =
        changeOf(table.total.figures.cost, MoneySum::fromPicos(before->total[0]));
    return {};
}

core::Status addUnitTypes(UnitsTable& table, const query::EventSource& source,
                          std::stop_token stop) {
    const core::Result<query::GroupTable> types =
        source.groups({{query::Dimension::UnitType}, {Measure::Units}, table.query.filter}, stop);
    if (!types)
        return types.error();
    for (const query::GroupRow& row : types->rows)
        if (row.values[0] > 0)
            table.unitTypes.push_back(row.keys[0]);
    return {};
}

} // namespace

const std::vector<Measure>& unitMeasures() {
    return kMeasures;
}

UnitFigures unitFiguresOf(const std::vector<Int128>& values) {
    UnitFigures figures;
    figures.cost = MoneySum::fromPicos(values[0]);
    figures.unitCost = MoneySum::fromPicos(values[1]);
    figures.successfulCost = MoneySum::fromPicos(values[2]);
    figures.failedCost = MoneySum::fromPicos(values[3]);
    figures.attempted = std::int64_t(values[4]);
    figures.successful = std::int64_t(values[5]);
    figures.failed = std::int64_t(values[6]);
    figures.pending = std::int64_t(values[7]);
    figures.unpricedAttempts = std::int64_t(values[8]);
    figures.unpricedTokens = values[9];
    return figures;
}

std::optional<double> UnitFigures::allocatedPct() const {
    return shareOf(unitCost, cost);
}
std::optional<MoneySum> UnitFigures::costPerAttempted() const {
    return averageOf(unitCost, attempted);
}
std::optional<MoneySum> UnitFigures::costPerSuccessful() const {
    return averageOf(unitCost, successful);
}
std::optional<MoneySum> UnitFigures::bestCostPerSuccessful() const {
    return averageOf(unitCost, successful + pending);
}
std::optional<MoneySum> UnitFigures::naiveCostPerSuccessful() const {
    return averageOf(successfulCost, successful);
}
std::optional<MoneySum> UnitFigures::costPerFailed() const {
    return averageOf(failedCost, failed);
}
std::optional<double> UnitFigures::failedCostPct() const {
    return shareOf(failedCost, unitCost);
}

void sortByCost(std::vector<UnitsRow>& rows) {
    std::sort(rows.begin(), rows.end(), [](const UnitsRow& a, const UnitsRow& b) {
        if (!(a.figures.totalCost() == b.figures.totalCost()))
            return a.figures.totalCost() > b.figures.totalCost();
        return std::tie(a.keys, a.isIdle) < std::tie(b.keys, b.isIdle);
    });
}

core::Result<UnitsTable> unitsBy(const UnitsQuery& query, const query::EventSource& source,
                                 std::stop_token stop) {
    const core::Result<query::GroupTable> events =
        source.groups({query.by, kMeasures, query.filter}, stop);
    if (!events)
        return events.error();
    UnitsTable table;
    table.query = query;
    table.total.figures = unitFiguresOf(events->total);
    for (const query::GroupRow& row : events->rows)
        table.rows.push_back({row.keys, unitFiguresOf(row.values), {}});
    sortByCost(table.rows);
    table.previous = previousPeriod(query.filter.range, source.lens().zone);
    core::Status status = addUnitTypes(table, source, stop);
    if (status && table.previous)
        status = addChanges(table, source, stop);
    if (!status)
        return status.error();
    return table;
}

} // namespace ms::analysis
