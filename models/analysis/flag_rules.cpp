// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/flag_rules.h"

#include "models/analysis/averages.h"
#include "models/analysis/flag_judge.h"
#include "models/analysis/sentences.h"

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Condition;
using query::Dimension;

MoneySum times(MoneySum amount, Int128 numerator, Int128 denominator) {
    return MoneySum::fromPicos(
        core::divideRounded(amount.picos() * numerator, denominator, core::Rounding::HalfEven));
}
MoneySum percentOf(MoneySum amount, std::int64_t percent) {
    return times(amount, percent, 100);
}
std::optional<double> ratioOf(std::int64_t percent) {
    return shareOf(Int128(percent), Int128(100));
}
Int128 millionthsOf(MoneySum part, MoneySum whole) {
    return core::divideRounded(part.picos() * kMillion, whole.picos(), core::Rounding::HalfEven);
}

Condition isOnly(Dimension dimension, std::string value) {
    return {dimension, Condition::Kind::In, {std::move(value)}};
}
std::string named(const std::string& key) {
    return key.empty() ? "(not given)" : key;
}

std::string FlagJudge::money(MoneySum amount) const {
    return moneyWords(amount, figures.currency);
}
std::string FlagJudge::money(std::optional<MoneySum> amount) const {
    return amount ? money(*amount) : std::string("unknown");
}
bool FlagJudge::isEnough(const SuccessFigures& success) const {
    return success.attempts >= thresholds.fewest && success.successful >= thresholds.fewest &&
           success.cost > MoneySum{} && success.unitCost > MoneySum{};
}

std::vector<Flag> flagsOf(FlagRule rule, const ReviewFigures& figures,
                          const FlagThresholds& thresholds) {
    const FlagJudge rules{figures, thresholds};
    switch (rule) {
    case FlagRule::CostOutgrowsRevenue:
        return rules.costOutgrowsRevenue();
    case FlagRule::FreeTierSpend:
        return rules.freeTierSpend();
    case FlagRule::LossMakingCustomer:
        return rules.lossMakingCustomer();
    case FlagRule::DearActions:
        return rules.dearActions();
    case FlagRule::DearerSuccess:
        return rules.dearerSuccess();
    case FlagRule::CheaperAttempts:
        return rules.cheaperAttempts();
    case FlagRule::DearCustomer:
        return rules.dearCustomer();
    case FlagRule::FailedSpend:
        return rules.failedSpend();
    case FlagRule::AdoptionWithoutMargin:
        return rules.adoptionWithoutMargin();
    case FlagRule::SpendWithoutRetention:
        return rules.spendWithoutRetention();
    case FlagRule::Count:
        break;
    }
    return {};
}

} // namespace ms::analysis
