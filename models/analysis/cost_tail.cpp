// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/cost_tail.h"

#include "models/analysis/averages.h"

#include <algorithm>
#include <array>

namespace ms::analysis {

using core::MoneySum;
using query::Measure;

namespace {

constexpr std::array<std::int64_t, 8> kOneOf{2, 10, 20, 100, 200, 1'000, 10'000, 100'000};

/// Input  `costs` in pico-units, ascending.
TailRow rowOf(std::int64_t oneOf, const std::vector<std::int64_t>& costs) {
    TailRow row;
    row.oneOf = oneOf;
    row.cost = core::Money::fromPicos(costs[costs.size() - 1 - costs.size() / std::size_t(oneOf)]);
    const auto beyond = std::upper_bound(costs.begin(), costs.end(), row.cost.picos());
    row.beyond = costs.end() - beyond;
    for (auto cost = beyond; cost != costs.end(); ++cost)
        row.costBeyond += core::Money::fromPicos(*cost);
    return row;
}

void addModel(CostTail& tail, const std::vector<std::int64_t>& costs) {
    std::vector<double> units;
    units.reserve(costs.size());
    for (const std::int64_t cost : costs)
        units.push_back(inUnits(core::Money::fromPicos(cost)));
    tail.model = stats::tailModel(units);
    const auto& fit = tail.model.fit();
    if (!fit)
        return;
    for (TailRow& row : tail.rows) {
        const double share = 1 - 1 / double(row.oneOf);
        row.modelled = tail.model.quantile(*fit, share);
        row.meanBeyond = tail.model.expectedShortfall(*fit, share);
    }
}

} // namespace

std::optional<MoneySum> TailRow::averageBeyond() const {
    return averageOf(costBeyond, beyond);
}

core::Result<CostTail> costTailOf(const CostTailQuery& query, const query::EventSource& source,
                                  std::stop_token stop) {
    const auto totals =
        source.entities({query.grain, {}, {Measure::Cost, Measure::UnpricedAttempts}, query.filter},
                        std::move(stop));
    if (!totals)
        return totals.error();
    CostTail tail;
    tail.query = query;
    std::vector<std::int64_t> costs;
    for (std::size_t i = 0; i < totals->size(); ++i) {
        const std::int64_t cost = totals->values[0][i];
        if (totals->values[1][i] > 0) {
            ++tail.unpriced;
        } else if (cost <= 0) {
            ++tail.withoutCost;
        } else {
            costs.push_back(cost);
            tail.cost += core::Money::fromPicos(cost);
        }
    }
    tail.costed = std::int64_t(costs.size());
    std::sort(costs.begin(), costs.end());
    for (const std::int64_t oneOf : kOneOf)
        if (oneOf <= tail.costed)
            tail.rows.push_back(rowOf(oneOf, costs));
    addModel(tail, costs);
    return tail;
}

} // namespace ms::analysis
