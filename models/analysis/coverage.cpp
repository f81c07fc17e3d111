// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/coverage.h"

#include "models/analysis/averages.h"

#include <algorithm>
#include <numeric>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Condition;
using query::Dimension;
using query::Filter;
using query::Measure;

namespace {

core::Result<CoveredCost> costOf(const Filter& filter, const query::EventSource& source,
                                 std::stop_token stop) {
    const auto table = source.groups(
        {{},
         {Measure::Attempts, Measure::Cost, Measure::UnpricedAttempts, Measure::UnpricedTokens},
         filter},
        std::move(stop));
    if (!table)
        return table.error();
    return CoveredCost{std::int64_t(table->total[0]), MoneySum::fromPicos(table->total[1]),
                       std::int64_t(table->total[2]), table->total[3]};
}

CoveredCost rest(const CoveredCost& all, const CoveredCost& part) {
    return {all.attempts - part.attempts, all.cost - part.cost,
            all.unpricedAttempts - part.unpricedAttempts, all.unpricedTokens - part.unpricedTokens};
}

Filter narrowed(Filter filter, const Condition& condition) {
    filter.conditions.push_back(condition);
    return filter;
}

Condition notGiven(Dimension dimension) {
    return {dimension, Condition::Kind::In, {std::string()}};
}

core::Result<CoverageRow> rowOf(Dimension dimension, const CoverageTable& table,
                                const query::EventSource& source, std::stop_token stop) {
    const Condition missing = notGiven(dimension);
    const auto without = costOf(narrowed(table.filter, missing), source, std::move(stop));
    if (!without)
        return without.error();
    return CoverageRow{std::string(query::nameOf(dimension)), rest(table.total, *without), *without,
                       std::vector{missing}};
}

/// Attempts without a unit have no outcome either, unless they state one themselves: where none
/// does, the empty outcome says who lacks a unit.
core::Status nameMissingUnits(CoverageRow& row, const Filter& filter,
                              const query::EventSource& source, std::stop_token stop) {
    const Condition missing = notGiven(Dimension::Outcome);
    const auto table =
        source.groups({{}, {Measure::Attempts}, narrowed(filter, missing)}, std::move(stop));
    if (!table)
        return table.error();
    if (table->total[0] == row.without.attempts)
        row.missing = std::vector{missing};
    return {};
}

/// Events can be grouped by no unit: those that have one are added up unit by unit.
core::Result<CoverageRow> unitRow(const CoverageTable& table, const query::EventSource& source,
                                  std::stop_token stop) {
    const auto cost = source.groups({{}, {Measure::UnitCost}, table.filter}, stop);
    if (!cost)
        return cost.error();
    const auto units =
        source.entities({query::Grain::Unit,
                         {},
                         {Measure::Attempts, Measure::UnpricedAttempts, Measure::UnpricedTokens},
                         table.filter},
                        stop);
    if (!units)
        return units.error();
    const auto sumOf = [&units](std::size_t measure) {
        const std::vector<std::int64_t>& values = units->values[measure];
        return std::accumulate(values.begin(), values.end(), Int128(0));
    };
    const CoveredCost with{std::int64_t(sumOf(0)), MoneySum::fromPicos(cost->total[0]),
                           std::int64_t(sumOf(1)), sumOf(2)};
    CoverageRow row{"unit", with, rest(table.total, with), {}};
    if (const auto status = nameMissingUnits(row, table.filter, source, std::move(stop)); !status)
        return status.error();
    return row;
}

} // namespace

std::optional<double> CoverageRow::knownPct() const {
    return shareOf(with.cost, with.cost + without.cost);
}

core::Result<CoverageTable> coverageOf(const Filter& filter, const query::EventSource& source,
                                       std::stop_token stop) {
    CoverageTable table;
    table.filter = filter;
    const auto total = costOf(filter, source, stop);
    if (!total)
        return total.error();
    table.total = *total;
    const auto add = [&table](const core::Result<CoverageRow>& row) {
        if (!row)
            return core::Status{row.error()};
        table.rows.push_back(*row);
        return core::Status{};
    };
    core::Status status;
    for (const Dimension dimension : {Dimension::Feature, Dimension::Tenant})
        if (status)
            status = add(rowOf(dimension, table, source, stop));
    if (status)
        status = add(unitRow(table, source, stop));
    for (const Dimension dimension : {Dimension::PromptVersion, Dimension::User})
        if (status)
            status = add(rowOf(dimension, table, source, stop));
    if (!status)
        return status.error();
    std::stable_sort(
        table.rows.begin(), table.rows.end(),
        [](const CoverageRow& a, const CoverageRow& b) { return a.without.cost > b.without.cost; });
    return table;
}

} // namespace ms::analysis
