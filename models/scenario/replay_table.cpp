// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/replay_table.h"

#include "models/analysis/averages.h"

#include <algorithm>

namespace ms::scenario {

using core::Int128;
using core::MoneySum;

namespace {

/// Rows of whole pico-units that add up to the rounded whole.
std::vector<Int128> wholeRows(const std::vector<Totals>& rows, WeightedSum Totals::*figure,
                              Int128 total) {
    std::vector<WeightedSum> sums;
    for (const Totals& row : rows)
        sums.push_back(row.*figure);
    return roundedTogether(sums, total);
}

ReplayFigures figuresOf(const Totals& totals) {
    return {totals.cost.money(), totals.revenue.money()};
}

void addRows(ReplayTable& table, const Replay& replay) {
    const auto before = replay.totalsByRow(replay.scenario(), 0);
    const auto after = replay.totalsByRow(replay.scenario(), replay.allLevers());
    const auto requests = replay.requestsByRow();
    const auto costs = wholeRows(after, &Totals::cost, table.total.after.cost.picos());
    const auto revenue = wholeRows(after, &Totals::revenue, table.total.after.revenue.picos());
    for (std::size_t i = 0; i < before.size(); ++i) {
        ReplayRow row{replay.rows()[i],
                      requests[i],
                      figuresOf(before[i]),
                      {MoneySum::fromPicos(costs[i]), MoneySum::fromPicos(revenue[i])}};
        table.total.requests += row.requests;
        table.rows.push_back(std::move(row));
    }
    const auto change = [](const ReplayRow& row) {
        return row.after.margin() - row.before.margin();
    };
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [&](const ReplayRow& a, const ReplayRow& b) { return change(a) < change(b); });
}

core::Status addUnits(RiskFigures& risk, const ReplayQuestion& question,
                      const query::EventSource& source, std::stop_token stop) {
    query::GroupQuery query;
    query.measures = {query::Measure::SuccessfulUnits, query::Measure::FailedUnits};
    query.filter = question.filter;
    query.filter.conditions.insert(query.filter.conditions.end(), question.scenario.where.begin(),
                                   question.scenario.where.end());
    const auto units = source.groups(query, std::move(stop));
    if (!units)
        return units.error();
    if (units->total[0] + units->total[1] > 0) {
        risk.successfulUnits = units->total[0];
        risk.failedUnits = units->total[1];
    }
    return {};
}

} // namespace

std::optional<double> ReplayFigures::marginPct() const {
    return analysis::shareOf(margin(), revenue);
}

std::optional<double> RiskFigures::successBefore() const {
    if (!successfulUnits)
        return std::nullopt;
    return analysis::shareOf(*successfulUnits, *successfulUnits + *failedUnits);
}

std::optional<double> RiskFigures::successAfter() const {
    const auto before = successBefore();
    const auto lostShare = analysis::shareOf(lost, served);
    if (!before || !lostShare)
        return before;
    return std::clamp(*before - *lostShare, 0.0, 1.0);
}

std::optional<MoneySum> RiskFigures::costPerSuccess(MoneySum cost) const {
    return successfulUnits ? analysis::averageOf(cost, *successfulUnits) : std::nullopt;
}

std::optional<MoneySum> RiskFigures::costPerSuccessAfter(MoneySum cost) const {
    const auto before = successBefore();
    const auto after = successAfter();
    const auto servedShare = analysis::shareOf(served, requests);
    if (!before || !after || !servedShare || !(*before * *after * *servedShare > 0))
        return std::nullopt;
    const double successes = double(*successfulUnits) * *after / *before * *servedShare;
    return analysis::inMoney(analysis::inUnits(cost) / successes);
}

core::Result<ReplayTable> replayTable(const Replay& replay, const query::EventSource& source,
                                      std::stop_token stop) {
    ReplayTable table;
    table.question = replay.question();
    const Scenario& scenario = replay.scenario();
    const std::size_t levers = scenario.levers.size();
    table.cost = attribute(
        levers,
        [&](std::uint32_t subset) { return replay.totals(scenario, subset).cost.rounded(); },
        scenario.seed);
    table.margin = attribute(
        levers,
        [&](std::uint32_t subset) {
            const Totals totals = replay.totals(scenario, subset);
            return totals.revenue.rounded() - totals.cost.rounded();
        },
        scenario.seed);
    table.total.before = figuresOf(replay.totals(scenario, 0));
    table.total.after = figuresOf(replay.totals(scenario, replay.allLevers()));
    addRows(table, replay);
    const Guardrails guards = replay.guardrails(scenario, replay.allLevers());
    RiskFigures& risk = table.risk;
    risk.requests = table.total.requests;
    risk.served = guards.served.rounded();
    risk.refused = guards.refused.rounded();
    risk.lost = guards.lost.rounded();
    risk.hits = guards.hits.rounded();
    risk.staleHits = guards.staleHits.rounded();
    risk.truncated = guards.truncated.rounded();
    risk.routed = guards.routed.rounded();
    risk.escalated = guards.escalated.rounded();
    risk.unroutable = guards.unroutable.rounded();
    if (const auto status = addUnits(risk, table.question, source, std::move(stop)); !status)
        return status.error();
    table.attempts = replay.attempts();
    table.unpriced = replay.unpricedAttempts();
    table.unsplit = replay.unsplitAttempts();
    table.hasPromptHashes = replay.hasPromptHashes();
    table.hasPromptBlocks = replay.hasPromptBlocks();
    table.notes = replay.revenueNotes();
    return table;
}

} // namespace ms::scenario
