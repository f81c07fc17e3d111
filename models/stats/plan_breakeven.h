// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace ms::stats {

enum class PlanVerdict { Profitable, Unprofitable, Inconclusive };

/// "profitable", "unprofitable", "inconclusive".
std::string_view nameOf(PlanVerdict verdict);

struct PlanTerms {
    double price = 0; // of one user and month
    double alpha = 0.05;
    double targetMargin = 0;    // share of the price
    double coverQuantile = 0.5; // the user whose cost leaves the target margin
};

/// What the users of a plan cost, against its price. Empty where undefined.
struct PlanBreakeven {
    PlanVerdict verdict = PlanVerdict::Inconclusive; // for the median user
    std::size_t users = 0;

    Status medianStatus = Status::Ok; // InsufficientClusters without users, OpenInterval
    std::optional<double> medianCost;
    std::optional<double> medianLow; // a side without an order statistic is empty
    std::optional<double> medianHigh;
    std::optional<double> medianCoverage;
    std::optional<double> medianMargin;  // 1 - median / price
    std::optional<Interval> middleUsers; // 10th to 90th percentile: spread, not uncertainty

    Estimate meanCost;                     // InsufficientClusters below two users, ZeroVariance
    std::optional<double> portfolioMargin; // 1 - mean / price

    std::optional<double> lossMakingShare; // users who cost more than the price
    std::optional<Interval> lossMakingInterval;
    std::optional<double> priceForTarget;
};

/// Is the plan profitable for the median user?
/// Input   one finite cost a user, of one billing month; users independent of each other (those of
///         few tenants are not: METHODS 1.14, Woodruff). 0 < alpha < 1, 0 <= coverQuantile <= 1.
/// Output  margins are empty for a price of 0 or less, `priceForTarget` for a target of 1 or more.
/// Units   costs and price alike.
/// Cost    O(n log n).
/// Source  METHODS 4.3.
PlanBreakeven planBreakeven(std::span<const double> costs, const PlanTerms& terms);

} // namespace ms::stats
