// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/active_user_facts.h"
#include "models/analysis/revenue.h"
#include "models/stats/correlation.h"
#include "models/stats/estimate.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct ActiveUsersQuery {
    std::vector<query::Dimension> by; // of feature, tier and month; none: only the total
    query::Filter filter;
};

/// Where the number of people comes from.
enum class UsersBasis {
    Facts,        // imported active users
    SeenInEvents, // the users that the events name: who is active without an AI call is missing
    Unknown,
};
std::string_view nameOf(UsersBasis basis); // "facts"

/// What one active user of a slice costs in a month. Money in the base currency; people are counted
/// once a month, and the months of a slice are added up.
struct ActiveUsersRow {
    std::vector<std::string> keys;
    core::MoneySum cost; // of all attempts of the slice whose cost is known
    std::int64_t unpricedAttempts = 0;

    std::int64_t unpricedFacts = 0; // left out: of months and customers without any known cost
    std::int64_t facts = 0;         // that count; without any, the next figures are unknown
    core::MoneySum coveredCost;     // of the months and customers that these facts speak of
    std::int64_t activeUsers = 0;
    stats::Estimate uncertainty; // of the cost per active user, in units of the currency, 95 %
    std::size_t customers = 0;   // clusters behind it
    std::optional<double> largestVarianceShare; // of one customer (METHODS 1.5)
    std::string mostInfluential;                // that customer
    bool isDealtOut = false; // facts name no customer: users are dealt out by those seen in events
    std::optional<core::MoneySum> low;  // 10th percentile of customers: spread, not uncertainty
    std::optional<core::MoneySum> high; // 90th
    std::optional<double> reach;        // active users / those of the whole product
    std::optional<double> retention;    // retained / active users, where both are stated
    std::optional<double> engagement;   // mean over active users, where stated

    std::int64_t seenUsers = 0;    // that events name, by month, where some cost is known
    core::MoneySum seenCost;       // of the attempts that name them
    std::int64_t usingTenants = 0; // with an attempt in the slice
    std::int64_t tenants = 0;      // that are known in the slice's tier and time

    UsersBasis basis() const;
    /// coveredCost / activeUsers; nothing without facts, or where these count nobody.
    std::optional<core::MoneySum> perActiveUser() const;
    /// seenCost / seenUsers.
    std::optional<core::MoneySum> perSeenUser() const;
    /// usingTenants / tenants.
    std::optional<double> tenantReach() const;
};

/// Does spend go along with what people do? Over customers whose facts name them.
struct SpendCorrelations {
    std::size_t retentionCustomers = 0;
    stats::Correlation retention; // of cost per active user with retention
    std::size_t engagementCustomers = 0;
    stats::Correlation engagement;
};

/// Cost per active user by slice.
/// Input   `facts` in order of import. A fact stands for the people of its month, feature, tier and
///         tenant; a slice takes those that lie within it. Facts at several levels of detail say
///         the same twice: of each month those count that cover most cost, the finer in a tie.
/// Output  rows by cost, highest first, ties by keys. Costs add up to `total`, which takes the
///         facts of the whole product; people of features do not add up to it.
///         Months that the range cuts have cost, but no active users.
/// Errors  Usage (another dimension, or one twice), as EventSource.
/// Cost    four group queries, one over features x tiers x tenants x months.
/// Source  METHODS 1.3 and 1.5 (ratio with clusters), 4.3 (uncertainty and spread).
struct ActiveUsersTable {
    ActiveUsersQuery query;
    std::vector<ActiveUsersRow> rows;
    ActiveUsersRow total;
    UsableFacts usable;
    bool hasOneFeature = true;          // false: the filter keeps several, whose people do not add
    std::vector<std::string> freeTiers; // that earn nothing by their plans, or are called free
    core::MoneySum freeCost;            // of their attempts
    SpendCorrelations correlations;
};
core::Result<ActiveUsersTable> activeUsersBy(const ActiveUsersQuery& query,
                                             std::span<const core::ActiveUsersFact> facts,
                                             const query::EventSource& source,
                                             const RevenueBooks& books, std::stop_token stop);

/// Is `tier` given away: all its plans cost nothing, or it has none and is called "free"?
bool isFreeTier(std::string_view tier, const RevenueBooks& books);

} // namespace ms::analysis
