// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/plan_breakeven.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/order_statistics.h"
#include "models/stats/quantile.h"
#include "models/stats/wilson.h"

#include <algorithm>
#include <vector>

namespace ms::stats {

namespace {

std::optional<double> marginOf(double cost, double price) {
    return price > 0 ? std::optional{1 - cost / price} : std::nullopt;
}

PlanVerdict verdictOf(const PlanBreakeven& plan, double price) {
    if (plan.medianHigh && *plan.medianHigh < price)
        return PlanVerdict::Profitable;
    if (plan.medianLow && *plan.medianLow > price)
        return PlanVerdict::Unprofitable;
    return PlanVerdict::Inconclusive;
}

void fillMedian(std::span<const double> sorted, const PlanTerms& terms, PlanBreakeven& plan) {
    const RankInterval ranks = quantileRanks(sorted.size(), 0.5, terms.alpha);
    plan.medianCost = median(sorted);
    if (ranks.lower)
        plan.medianLow = sorted[*ranks.lower - 1];
    if (ranks.upper)
        plan.medianHigh = sorted[*ranks.upper - 1];
    plan.medianCoverage = ranks.coverage;
    plan.medianStatus = ranks.lower && ranks.upper ? Status::Ok : Status::OpenInterval;
    plan.medianMargin = marginOf(*plan.medianCost, terms.price);
    plan.middleUsers = Interval{quantileType7(sorted, 0.1), quantileType7(sorted, 0.9)};
}

void fillMean(std::span<const double> sorted, const PlanTerms& terms, PlanBreakeven& plan) {
    const double n = double(sorted.size());
    CompensatedSum sum, squares;
    for (const double cost : sorted)
        sum.add(cost);
    const double mean = sum.value() / n;
    for (const double cost : sorted)
        squares.add((cost - mean) * (cost - mean));
    plan.portfolioMargin = marginOf(mean, terms.price);
    plan.meanCost = sorted.size() < 2
                        ? estimateWithout(Status::InsufficientClusters, mean)
                        : studentEstimate(mean, squares.value() / (n - 1) / n, n - 1, terms.alpha);
}

} // namespace

std::string_view nameOf(PlanVerdict verdict) {
    switch (verdict) {
    case PlanVerdict::Profitable:
        return "profitable";
    case PlanVerdict::Unprofitable:
        return "unprofitable";
    case PlanVerdict::Inconclusive:
        break;
    }
    return "inconclusive";
}

PlanBreakeven planBreakeven(std::span<const double> costs, const PlanTerms& terms) {
    PlanBreakeven plan;
    plan.users = costs.size();
    if (costs.empty()) {
        plan.medianStatus = Status::InsufficientClusters;
        plan.meanCost = estimateWithout(Status::InsufficientClusters, {});
        return plan;
    }
    std::vector<double> sorted(costs.begin(), costs.end());
    std::sort(sorted.begin(), sorted.end());
    fillMedian(sorted, terms, plan);
    fillMean(sorted, terms, plan);

    const auto dearer = std::upper_bound(sorted.begin(), sorted.end(), terms.price);
    const auto losses = std::size_t(sorted.end() - dearer);
    plan.lossMakingShare = double(losses) / double(sorted.size());
    plan.lossMakingInterval = wilsonInterval(losses, sorted.size(), terms.alpha);
    if (terms.targetMargin < 1)
        plan.priceForTarget = quantileType7(sorted, terms.coverQuantile) / (1 - terms.targetMargin);
    plan.verdict = verdictOf(plan, terms.price);
    return plan;
}

} // namespace ms::stats
