// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/actions.h"

#include "models/analysis/averages.h"
#include "models/core/check.h"

#include <algorithm>
#include <map>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Measure;

namespace {

constexpr std::array kTokens{Measure::PromptTokens, Measure::OutputTokens};

RequestFigures figuresOf(const std::vector<Int128>& values) {
    RequestFigures figures;
    figures.attempts = std::int64_t(values[0]);
    figures.requests = std::int64_t(values[1]);
    figures.actions = std::int64_t(values[2]);
    figures.cost = MoneySum::fromPicos(values[3]);
    figures.retryCost = MoneySum::fromPicos(values[4]);
    figures.fallbackCost = MoneySum::fromPicos(values[5]);
    figures.unpricedAttempts = std::int64_t(values[6]);
    figures.unpricedTokens = values[7];
    for (std::size_t t = 0; t < kTokens.size(); ++t)
        figures.tokens += values[8 + t];
    return figures;
}

core::Status addRequests(ActionsTable& table, const query::EventSource& source,
                         std::stop_token stop) {
    std::vector<Measure> measures{Measure::Attempts,         Measure::Requests,
                                  Measure::Actions,          Measure::Cost,
                                  Measure::RetryCost,        Measure::FallbackCost,
                                  Measure::UnpricedAttempts, Measure::UnpricedTokens};
    measures.insert(measures.end(), kTokens.begin(), kTokens.end());
    const auto events =
        source.groups({table.query.by, measures, table.query.filter}, std::move(stop));
    if (!events)
        return events.error();
    table.total.requests = figuresOf(events->total);
    std::int64_t touched = 0;
    for (const query::GroupRow& row : events->rows) {
        table.rows.push_back({row.keys, figuresOf(row.values), {}});
        touched += table.rows.back().requests.actions;
    }
    table.hasSpread = touched > table.total.requests.actions;
    return {};
}

/// One action, as far as its row and the total look at it.
struct Action {
    std::int64_t requests;
    MoneySum cost;
    bool isPriced;
};

void add(ActionGroup& group, const Action& action) {
    ++group.actions;
    group.cost += action.cost;
    if (!action.isPriced)
        return;
    ++group.priced;
    group.pricedCost += action.cost;
}

void add(ActionFigures& figures, const Action& action) {
    // None where the filter cuts off the beginning of its only request.
    add(action.requests > 1 ? figures.several : figures.single, action);
    figures.deepest = std::max(figures.deepest, action.requests);
}

core::Status addActions(ActionsTable& table, const query::EventSource& source,
                        std::stop_token stop) {
    const auto totals =
        source.entities({query::Grain::Action,
                         table.query.by,
                         {Measure::FirstAttempts, Measure::Cost, Measure::UnpricedAttempts},
                         table.query.filter},
                        std::move(stop));
    if (!totals)
        return totals.error();
    std::map<std::vector<std::string>, std::size_t> rowOf;
    for (std::size_t r = 0; r < table.rows.size(); ++r)
        rowOf.emplace(table.rows[r].keys, r);
    std::vector<std::size_t> rowOfGroup;
    for (const std::vector<std::string>& keys : totals->groups) {
        CHECK(rowOf.contains(keys), "The first attempt of an action is in a row.");
        rowOfGroup.push_back(rowOf[keys]);
    }
    const auto& values = totals->values;
    for (std::size_t i = 0; i < totals->size(); ++i) {
        const Action action{values[0][i], core::Money::fromPicos(values[1][i]), values[2][i] == 0};
        add(table.rows[rowOfGroup[totals->groupOf[i]]].actions, action);
        add(table.total.actions, action);
    }
    return {};
}

std::optional<double> ratioOf(Int128 part, std::int64_t whole) {
    return shareOf(part, Int128(whole));
}

} // namespace

std::optional<MoneySum> RequestFigures::costPerRequest() const {
    return attempts == unpricedAttempts ? std::nullopt : averageOf(cost, requests);
}
std::optional<MoneySum> RequestFigures::naiveCostPerRequest() const {
    return attempts == unpricedAttempts ? std::nullopt : averageOf(cost - retryCost, requests);
}
std::optional<MoneySum> RequestFigures::costPerAction() const {
    return attempts == unpricedAttempts ? std::nullopt : averageOf(cost, actions);
}
std::optional<double> RequestFigures::retryPct() const {
    return shareOf(retryCost, cost);
}
std::optional<double> RequestFigures::fallbackPct() const {
    return shareOf(fallbackCost, cost);
}
std::optional<double> RequestFigures::callsPerAction() const {
    return ratioOf(attempts, actions);
}
std::optional<double> RequestFigures::requestsPerAction() const {
    return ratioOf(requests, actions);
}
std::optional<double> RequestFigures::tokensPerAction() const {
    return ratioOf(tokens, actions);
}

std::optional<MoneySum> ActionGroup::costPerAction() const {
    return averageOf(pricedCost, priced);
}
std::optional<double> ActionFigures::multiplier() const {
    if (several.priced == 0 || single.priced == 0)
        return std::nullopt;
    // (several.pricedCost / several.priced) / (single.pricedCost / single.priced)
    return shareOf(several.pricedCost.picos() * single.priced,
                   single.pricedCost.picos() * several.priced);
}
std::optional<double> ActionFigures::severalPct() const {
    return shareOf(several.cost, cost());
}

core::Result<ActionsTable> actionsBy(const ActionsQuery& query, const query::EventSource& source,
                                     std::stop_token stop) {
    ActionsTable table;
    table.query = query;
    core::Status status = addRequests(table, source, stop);
    if (status)
        status = addActions(table, source, stop);
    if (!status)
        return status.error();
    std::sort(table.rows.begin(), table.rows.end(), [](const ActionsRow& a, const ActionsRow& b) {
        if (!(a.requests.cost == b.requests.cost))
            return a.requests.cost > b.requests.cost;
        return a.keys < b.keys;
    });
    return table;
}

} // namespace ms::analysis
