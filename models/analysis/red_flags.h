// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/gpu_pools.h"
#include "models/analysis/revenue.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// What a reviewer of AI spend looks for.
enum class FlagRule : std::uint8_t {
    CostOutgrowsRevenue,   // per customer, against the period before
    FreeTierSpend,         // share of cost that tiers without revenue take
    LossMakingCustomer,    // pays, and costs more
    DearActions,           // of several requests against single ones
    DearerSuccess,         // cost per success up, success rate flat
    CheaperAttempts,       // cost per attempt down, cost per success up
    DearCustomer,          // cost per unit against the median customer of the feature
    FailedSpend,           // share of the cost of units that fail
    AdoptionWithoutMargin, // used by many, earns little
    SpendWithoutRetention, // costs much, users do not come back
    Count
};
inline constexpr std::size_t kFlagRules = std::size_t(FlagRule::Count);
std::string_view nameOf(FlagRule rule); // "free_tier_spend"

/// From where on a rule speaks. Whole percents, points and multiples, so that money stays exact.
struct FlagThresholds {
    std::int64_t growthGapPct = 5;   // points that cost per customer may outgrow revenue by
    std::int64_t freeSharePct = 10;  // of all cost
    std::int64_t actionTimes = 5;    // of a single-request action
    std::int64_t dearerPct = 10;     // that a success may get dearer
    std::int64_t flatQualityPct = 2; // points of success rate that count as no change
    std::int64_t customerTimes = 3;  // of the median customer's cost per unit
    std::int64_t failedSharePct = 20;
    std::int64_t adoptionPct = 30; // of users, else of customers: from here on it is strong
    std::int64_t weakMarginPct = 20;
    std::int64_t retentionPct = 50;
    std::int64_t spendSharePct = 5; // of all cost: below, retention does not matter
    std::int64_t fewest =
        20; // units, successes, actions or attempts that a verdict takes; 1 or more
};

/// Raised: the rule speaks. Clear: it was looked at and does not. Unknown: it cannot be decided.
enum class FlagState : std::uint8_t { Raised, Unknown, Clear };
std::string_view nameOf(FlagState state); // "raised"

/// One finding of one rule.
struct Flag {
    FlagRule rule = FlagRule::FreeTierSpend;
    FlagState state = FlagState::Unknown;
    std::vector<query::Condition> where; // what narrows the filter to what it is about
    std::optional<double> figure; // the ratio that the rule is about; when clear, the nearest
    std::optional<double> limit;
    std::optional<core::MoneySum> severity; // money above what the rule tolerates; only when raised
    std::string words;                      // the finding, or why there is none
};

struct ReviewQuery {
    query::Filter filter;
    FlagThresholds thresholds;
};

/// What is wrong with the economics of the selection, the dearest first.
/// Input   `users` in order of import.
/// Output  raised flags by severity, then the rules that cannot be decided, then the clear ones;
///         each rule is there at least once, and at most kMostOfARule times raised.
///         `now` and `before` are the periods that growth is measured over: the range and the one
///         before where data reach back that far, else the last whole month and the one before.
/// Errors  as marginBy.
/// Cost    that of marginBy by tenant and by feature, twice each, and an entity query by action.
struct Review {
    ReviewQuery query;
    std::vector<Flag> flags;
    std::int64_t leftOut = 0; // raised flags beyond kMostOfARule
    std::optional<core::TimeRange> now;
    std::optional<core::TimeRange> before;
    std::string periods; // both in words: "2026-06-01 to 2026-06-30 against ..."; empty: none
    std::int64_t unpricedAttempts = 0;
};
inline constexpr std::size_t kMostOfARule = 5;
core::Result<Review> reviewOf(const ReviewQuery& query,
                              std::span<const core::ActiveUsersFact> users,
                              const query::EventSource& source, const RevenueBooks& books,
                              const GpuBooks& gpu, std::stop_token stop);

} // namespace ms::analysis
