// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct TokenBudgetQuery {
    query::Grain grain = query::Grain::Action; // or Session: what the budget is for
    std::vector<query::Dimension> by;          // none: only the total
    query::Filter filter;
    /// Prompt and output tokens that one may take; nothing: what 99 of 100 keep to.
    std::optional<std::int64_t> budget;
    std::size_t most = 200; // breakers listed
};

/// Actions (or sessions) whose first attempt is in one slice, each with all its attempts of the
/// selection.
struct TokenBudgetFigures {
    std::int64_t entities = 0;
    std::int64_t over = 0;
    std::int64_t unsure = 0;       // within the budget by what is known, but with unknown tokens
    core::Int128 tokens = 0;       // prompt and output, where known
    core::Int128 tokensBeyond = 0; // of those over: tokens - budget
    core::MoneySum cost;           // of the attempts whose cost is known
    core::MoneySum overCost;       // of those over, whole
    std::int64_t attempts = 0;
    std::int64_t unpricedAttempts = 0;

    std::optional<double> overPct() const;     // of the entities
    std::optional<double> overCostPct() const; // of the cost
};

inline constexpr std::size_t kMostNamed = 200;

struct TokenBudgetRow {
    std::vector<std::string> keys;
    TokenBudgetFigures figures;
    /// Ids of those over the budget, whose attempts make overCost; empty where there are more than
    /// kMostNamed, or one has no id.
    std::vector<std::string> over;
};

/// One that takes more than the budget.
struct BudgetBreaker {
    std::string id;     // empty: it has one request without an id
    std::string tenant; // of its first attempt
    std::string user;
    std::string feature;
    std::int64_t requests = 0;
    std::int64_t attempts = 0;
    core::Int128 tokens = 0; // where known
    core::MoneySum cost;
    std::int64_t unpricedAttempts = 0;
};

/// Which actions or sessions take more tokens than they may.
/// Output  rows by the cost of those over, highest first, ties by keys; they add up to `total`
///         exactly. Breakers by tokens, most first, ties in order of first attempts. `budget` is
///         the one in force; nothing where there are no entities to take it from.
/// Errors  as EventSource.
/// Cost    a group query and two entity queries.
/// Source  DESIGN.md section 1 (action, session).
struct TokenBudgetTable {
    TokenBudgetQuery query;
    std::optional<std::int64_t> budget;
    std::vector<TokenBudgetRow> rows;
    TokenBudgetRow total;
    std::vector<BudgetBreaker> breakers;
    std::int64_t attemptsWithout = 0; // that name no session
};
core::Result<TokenBudgetTable> tokenBudgetBy(const TokenBudgetQuery& query,
                                             const query::EventSource& source,
                                             std::stop_token stop);

} // namespace ms::analysis
