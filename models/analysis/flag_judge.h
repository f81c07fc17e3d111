// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/red_flags.h"
#include "models/analysis/review_figures.h"
#include "models/analysis/rule_cases.h"

#include <optional>
#include <string>
#include <vector>

namespace ms::analysis {

/// One method a rule (flagsOf): what it says of the figures under the thresholds.
struct FlagJudge {
    const ReviewFigures& figures;
    const FlagThresholds& thresholds;

    // Customers, tiers and features as a whole: what they cost against what they bring.
    std::vector<Flag> costOutgrowsRevenue() const;
    std::vector<Flag> freeTierSpend() const;
    std::vector<Flag> lossMakingCustomer() const;
    std::vector<Flag> dearCustomer() const;
    std::vector<Flag> adoptionWithoutMargin() const;
    std::vector<Flag> spendWithoutRetention() const;
    // Actions, attempts and successes: what the work costs.
    std::vector<Flag> dearActions() const;
    std::vector<Flag> dearerSuccess() const;
    std::vector<Flag> cheaperAttempts() const;
    std::vector<Flag> failedSpend() const;

private:
    std::string money(core::MoneySum amount) const;
    std::string money(std::optional<core::MoneySum> amount) const;
    bool hasPeriods() const { return figures.now && figures.before; }
    void addActionsOf(const FeatureFigures& feature, const ActionCosts& all,
                      RuleCases& cases) const;
    void addVersions(RuleCases& cases) const;
    void addPeriodsOfFeatures(RuleCases& cases) const;
    bool isEnough(const SuccessFigures& success) const;
};

/// Arithmetic and words of the rules.
inline constexpr std::int64_t kMillion = 1'000'000;
inline constexpr const char* kNoPeriods =
    "It takes a whole period and the one before it; the data do not reach back that far.";
/// `amount` x numerator / denominator; `denominator` is positive.
core::MoneySum times(core::MoneySum amount, core::Int128 numerator, core::Int128 denominator);
core::MoneySum percentOf(core::MoneySum amount, std::int64_t percent);
std::optional<double> ratioOf(std::int64_t percent);
/// `part` / `whole` in millionths: money times money does not fit 128 bits.
core::Int128 millionthsOf(core::MoneySum part, core::MoneySum whole);
query::Condition isOnly(query::Dimension dimension, std::string value);
std::string named(const std::string& key);

} // namespace ms::analysis
