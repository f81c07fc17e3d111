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

/// Requests and actions of one slice. Money in the base currency, of the attempts whose cost is
/// known; averages are nothing where no cost is known.
struct RequestFigures {
    std::int64_t attempts = 0;
    std::int64_t requests = 0; // distinct: one counts in each row that it touches
    std::int64_t actions = 0;  // the same
    core::Int128 tokens = 0;   // prompt and output
    core::MoneySum cost;
    core::MoneySum retryCost;    // of all attempts of a request but its last
    core::MoneySum fallbackCost; // what fallbacks cost above the feature's main model
    std::int64_t unpricedAttempts = 0;
    core::Int128 unpricedTokens = 0;

    std::optional<core::MoneySum> costPerRequest() const; // effective: retries included
    /// (cost - retryCost) / requests: as if each request were its last attempt.
    std::optional<core::MoneySum> naiveCostPerRequest() const;
    std::optional<core::MoneySum> costPerAction() const;
    std::optional<double> retryPct() const;    // retryCost / cost
    std::optional<double> fallbackPct() const; // fallbackCost / cost
    std::optional<double> callsPerAction() const;
    std::optional<double> requestsPerAction() const;
    std::optional<double> tokensPerAction() const;
};

/// Whole actions, each in the row of its first attempt.
struct ActionGroup {
    std::int64_t actions = 0;
    core::MoneySum cost;       // of the attempts whose cost is known
    std::int64_t priced = 0;   // actions without an unpriced attempt
    core::MoneySum pricedCost; // of those

    std::optional<core::MoneySum> costPerAction() const; // pricedCost / priced
};
struct ActionFigures {
    ActionGroup single;       // actions of one request
    ActionGroup several;      // actions of several
    std::int64_t deepest = 0; // requests of the largest action

    std::int64_t actions() const { return single.actions + several.actions; }
    core::MoneySum cost() const { return single.cost + several.cost; }
    /// What an action of several requests costs, in actions of one.
    std::optional<double> multiplier() const;
    std::optional<double> severalPct() const; // of the cost
};

struct ActionsRow {
    std::vector<std::string> keys;
    RequestFigures requests;
    ActionFigures actions;
};

struct ActionsQuery {
    std::vector<query::Dimension> by; // none: only the total
    query::Filter filter;
};

/// Output  rows by cost, highest first, ties by keys. Sums add up to `total` exactly; of the
///         distinct counts only those of whole actions.
/// Errors  as EventSource.
/// Cost    one group query and one entity query over actions.
/// Source  DESIGN.md sections 1 and 2, Retries; ARCHITECTURE.md, glossary.
struct ActionsTable {
    ActionsQuery query;
    std::vector<ActionsRow> rows;
    ActionsRow total;
    bool hasSpread = false; // some action touches several rows
};
core::Result<ActionsTable> actionsBy(const ActionsQuery& query, const query::EventSource& source,
                                     std::stop_token stop);

} // namespace ms::analysis
