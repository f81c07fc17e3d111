// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/token_budgets.h"

#include "models/analysis/averages.h"
#include "models/analysis/whole_percentile.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::EntityTotals;
using query::Measure;

namespace {

enum Figure : std::size_t { kRequests, kAttempts, kCost, kUnpriced, kUsageUnknown, kTokens };
const std::vector<Measure> kMeasures{
    Measure::FirstAttempts,    Measure::Attempts,     Measure::Cost,
    Measure::UnpricedAttempts, Measure::UsageUnknown, Measure::PromptTokens,
    Measure::OutputTokens};

Int128 tokensOf(const EntityTotals& totals, std::size_t entity) {
    Int128 tokens = 0;
    for (std::size_t m = kTokens; m < totals.values.size(); ++m)
        tokens += totals.values[m][entity];
    return tokens;
}

/// The least budget that 99 of 100 keep to.
std::optional<std::int64_t> usualBudget(const std::vector<Int128>& tokens) {
    std::vector<std::int64_t> numbers;
    for (const Int128 number : tokens)
        numbers.push_back(std::int64_t(number));
    return numbers.empty() ? std::nullopt : std::optional(percentileOf(std::move(numbers), 99));
}

void add(TokenBudgetFigures& figures, const EntityTotals& totals, std::size_t entity, Int128 tokens,
         std::int64_t budget) {
    const MoneySum cost = core::Money::fromPicos(totals.values[kCost][entity]);
    ++figures.entities;
    figures.tokens += tokens;
    figures.cost += cost;
    figures.attempts += totals.values[kAttempts][entity];
    figures.unpricedAttempts += totals.values[kUnpriced][entity];
    if (tokens > budget) {
        ++figures.over;
        figures.tokensBeyond += tokens - budget;
        figures.overCost += cost;
    } else if (totals.values[kUsageUnknown][entity] > 0) {
        ++figures.unsure;
    }
}

/// By row of the table: who is over the budget.
using OverOfRows = std::map<std::vector<std::string>, std::vector<std::size_t>>;

OverOfRows addRows(TokenBudgetTable& table, const EntityTotals& totals,
                   const std::vector<Int128>& tokens) {
    OverOfRows over;
    std::map<std::vector<std::string>, TokenBudgetRow> rows; // where some entity begins
    for (std::size_t entity = 0; entity < totals.size(); ++entity) {
        const std::vector<std::string>& keys = totals.groups[totals.groupOf[entity]];
        TokenBudgetRow& row = rows[keys];
        row.keys = keys;
        add(row.figures, totals, entity, tokens[entity], *table.budget);
        add(table.total.figures, totals, entity, tokens[entity], *table.budget);
        if (tokens[entity] > *table.budget)
            over[keys].push_back(entity);
    }
    for (auto& [keys, row] : rows)
        table.rows.push_back(std::move(row));
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [](const TokenBudgetRow& a, const TokenBudgetRow& b) {
                         return a.figures.overCost > b.figures.overCost;
                     });
    return over;
}

core::Status nameOver(TokenBudgetTable& table, const OverOfRows& over, const EntityTotals& totals,
                      const query::EventSource& source, std::stop_token stop) {
    for (TokenBudgetRow& row : table.rows) {
        const auto found = over.find(row.keys);
        if (found == over.end() || found->second.size() > kMostNamed)
            continue;
        std::vector<std::uint64_t> firstRows;
        for (const std::size_t entity : found->second)
            firstRows.push_back(totals.firstRow[entity]);
        auto ids = source.entityIds(table.query.grain, firstRows, stop);
        if (!ids)
            return ids.error();
        if (std::none_of(ids->begin(), ids->end(), [](const auto& id) { return id.empty(); }))
            row.over = *std::move(ids);
    }
    return {};
}

/// Entities over the budget, those with most tokens first.
std::vector<std::size_t> breakersOf(const std::vector<Int128>& tokens, std::int64_t budget,
                                    std::size_t most) {
    std::vector<std::size_t> over;
    for (std::size_t entity = 0; entity < tokens.size(); ++entity)
        if (tokens[entity] > budget)
            over.push_back(entity);
    std::stable_sort(over.begin(), over.end(),
                     [&](std::size_t a, std::size_t b) { return tokens[a] > tokens[b]; });
    over.resize(std::min(over.size(), most));
    return over;
}

core::Status addBreakers(TokenBudgetTable& table, const EntityTotals& totals,
                         const std::vector<Int128>& tokens, const query::EventSource& source,
                         std::stop_token stop) {
    const std::vector<std::size_t> over = breakersOf(tokens, *table.budget, table.query.most);
    if (over.empty())
        return {};
    std::vector<std::uint64_t> rows;
    for (const std::size_t entity : over)
        rows.push_back(totals.firstRow[entity]);
    const auto ids = source.entityIds(table.query.grain, rows, stop);
    if (!ids)
        return ids.error();
    query::EntityQuery whose{table.query.grain,
                             {Dimension::Tenant, Dimension::User, Dimension::Feature},
                             {},
                             table.query.filter,
                             rows};
    std::sort(whose.only.begin(), whose.only.end());
    const auto found = source.entities(whose, std::move(stop));
    if (!found)
        return found.error();
    std::map<std::uint64_t, const std::vector<std::string>*> keysOf;
    for (std::size_t i = 0; i < found->size(); ++i)
        keysOf[found->firstRow[i]] = &found->groups[found->groupOf[i]];
    for (std::size_t i = 0; i < over.size(); ++i) {
        const std::size_t entity = over[i];
        const std::vector<std::string>& keys = *keysOf.at(rows[i]);
        table.breakers.push_back({(*ids)[i], keys[0], keys[1], keys[2],
                                  totals.values[kRequests][entity],
                                  totals.values[kAttempts][entity], tokens[entity],
                                  core::Money::fromPicos(totals.values[kCost][entity]),
                                  totals.values[kUnpriced][entity]});
    }
    return {};
}

} // namespace

std::optional<double> TokenBudgetFigures::overPct() const {
    return shareOf(Int128(over), Int128(entities));
}
std::optional<double> TokenBudgetFigures::overCostPct() const {
    return shareOf(overCost, cost);
}

core::Result<TokenBudgetTable> tokenBudgetBy(const TokenBudgetQuery& query,
                                             const query::EventSource& source,
                                             std::stop_token stop) {
    const auto attempts = source.groups({{}, {Measure::Attempts}, query.filter}, stop);
    if (!attempts)
        return attempts.error();
    const auto totals = source.entities({query.grain, query.by, kMeasures, query.filter}, stop);
    if (!totals)
        return totals.error();
    TokenBudgetTable table;
    table.query = query;
    std::vector<Int128> tokens(totals->size());
    for (std::size_t entity = 0; entity < tokens.size(); ++entity)
        tokens[entity] = tokensOf(*totals, entity);
    table.budget = query.budget ? query.budget : usualBudget(tokens);
    table.attemptsWithout = std::int64_t(attempts->total[0]);
    if (!table.budget || tokens.empty())
        return table;
    const OverOfRows over = addRows(table, *totals, tokens);
    table.attemptsWithout -= table.total.figures.attempts;
    if (const core::Status status = nameOver(table, over, *totals, source, stop); !status)
        return status.error();
    if (const core::Status status = addBreakers(table, *totals, tokens, source, std::move(stop));
        !status)
        return status.error();
    return table;
}

} // namespace ms::analysis
