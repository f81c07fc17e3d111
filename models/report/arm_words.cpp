// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/arm_words.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/change_words.h"
#include "models/report/plain_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ms::report {

using analysis::ArmComparison;
using analysis::ArmMetric;
using analysis::ArmPair;
using analysis::factsOf;
using stats::Verdict;
using Kind = analysis::ArmMetricFacts::Kind;

namespace {

constexpr double kWorthFinding = 0.05; // of the baseline: what a sample is sized for

std::string points(double share) {
    return (share > 0 ? "+" : "") + [&] {
        const std::string words = analysis::percentWords(share);
        return words.substr(0, words.size() - 1);
    }();
}

/// One arm against the baseline, in the words that all sentences share.
class Words {
public:
    Words(const ArmComparison& all, const ArmPair& pair, const Context& context)
        : m_all{all}, m_pair{pair}, m_context{context}, a{all.arms[0].name},
          b{all.arms[pair.arm].name} {}

    std::string instead(ArmMetric metric) const {
        const stats::RatioComparison& shown = m_pair.of(metric).effect.shown();
        if (!shown.a.ratio || !shown.b.ratio)
            return "an unknown amount";
        return metricWords(metric, *shown.b.ratio, m_context) + " instead of " +
               metricWords(metric, *shown.a.ratio, m_context);
    }
    std::string lift(ArmMetric metric) const { return liftWords(m_all, m_pair.of(metric).effect); }
    /// "a request costs $2 instead of $3, -33% (95% interval -40% to -20%)"
    std::string cost() const {
        const ArmMetric metric = costMetric();
        const std::string noun = metric == ArmMetric::CostPerSuccess ? "a success"
                                 : metric == ArmMetric::CostPerUnit  ? "a unit"
                                                                     : "a request";
        return noun + " costs " + instead(metric) + ", " + lift(metric);
    }
    std::string success() const {
        const auto& effect = m_pair.of(ArmMetric::SuccessRate).effect;
        if (!effect.difference.value)
            return "nothing is known of success";
        std::string words = instead(ArmMetric::SuccessRate) + " of the units succeed";
        if (const auto& interval = effect.difference.interval)
            words += " (" + points(interval->low) + " to " + points(interval->high) + " points)";
        return words;
    }
    std::string margin() const {
        return analysis::percentWords(stats::shareOfBasisPoints(m_all.query.marginBasisPoints));
    }
    ArmMetric costMetric() const {
        return factsOf(m_all.primary()).kind == Kind::Money ? m_all.primary()
                                                            : ArmMetric::CostPerRequest;
    }
    const stats::ArmEffect& costEffect() const { return m_pair.of(costMetric()).effect; }
    std::string failedCheck() const {
        for (const analysis::ArmCheck& check : m_pair.checks)
            if (check.state == analysis::ArmCheck::State::Failed)
                return check.sentence;
        return {};
    }
    /// "; latency, p95 ms, +30% (95% interval ...), may get worse by 10%": those that do not hold.
    std::string guardrails() const {
        std::string words;
        for (const analysis::ArmGuardrailResult& one : m_pair.guardrails) {
            if (one.state == stats::Guardrail::Holds)
                continue;
            const ArmMetric metric = one.guardrail.metric;
            words += "; guardrail " +
                     std::string(one.state == stats::Guardrail::Broken ? "broken" : "not shown") +
                     ": " + lowered(factsOf(metric).title) + " " + instead(metric) + ", " +
                     lift(metric) + ", may get worse by " +
                     analysis::percentWords(stats::shareOfBasisPoints(one.guardrail.basisPoints));
        }
        return words;
    }
    bool isAnyBroken() const {
        return std::any_of(m_pair.guardrails.begin(), m_pair.guardrails.end(),
                           [](const analysis::ArmGuardrailResult& one) {
                               return one.state == stats::Guardrail::Broken;
                           });
    }
    /// Whether success alone would have let the verdict stand.
    bool successHolds() const {
        const auto& interval = m_pair.of(ArmMetric::SuccessRate).effect.difference.interval;
        return interval &&
               interval->low > -stats::shareOfBasisPoints(m_all.query.marginBasisPoints);
    }
    std::string detectable() const {
        const auto& effect = costEffect();
        if (!effect.detectable || !effect.shown().a.ratio || *effect.shown().a.ratio == 0)
            return {};
        return " A difference of " +
               analysis::percentWords(*effect.detectable / std::abs(*effect.shown().a.ratio)) +
               " would have been found.";
    }

    const ArmComparison& m_all;
    const ArmPair& m_pair;
    const Context& m_context;
    const std::string& a;
    const std::string& b;
};

/// How many times the present sample finds a difference of `wanted`.
std::string moreData(const stats::ArmEffect& effect, double wanted, const std::string& what) {
    if (!effect.detectable || !(wanted > 0))
        return {};
    const double times = *effect.detectable / wanted * (*effect.detectable / wanted);
    if (times <= 1)
        return "The sample is large enough to find " + what + ".";
    char text[32];
    std::snprintf(text, sizeof text, times < 10 ? "%.1f" : "%.0f", times);
    return "About " + std::string(text) + " times the present sample would find " + what + ".";
}

std::string moreForCost(const Words& words) {
    const stats::ArmEffect& effect = words.costEffect();
    if (!effect.shown().a.ratio)
        return {};
    return moreData(effect, kWorthFinding * std::abs(*effect.shown().a.ratio),
                    "a difference of " + analysis::percentWords(kWorthFinding));
}

std::string moreForQuality(const Words& words) {
    return moreData(words.m_pair.of(ArmMetric::SuccessRate).effect,
                    stats::shareOfBasisPoints(words.m_all.query.marginBasisPoints),
                    "a fall of the success rate by " + words.margin() + " of the units");
}

} // namespace

Column::Kind kindOf(ArmMetric metric) {
    switch (factsOf(metric).kind) {
    case Kind::Money:
        return Column::Kind::Money;
    case Kind::Share:
        return Column::Kind::Ratio;
    case Kind::Millis:
    case Kind::Number:
        break;
    }
    return Column::Kind::Number;
}

Cell metricCell(ArmMetric metric, std::optional<double> value) {
    if (!value || !std::isfinite(*value))
        return {};
    if (factsOf(metric).kind == Kind::Money)
        return analysis::inMoney(*value);
    if (factsOf(metric).kind == Kind::Millis && *value == std::floor(*value))
        return core::Int128(std::llround(*value)); // a latency that was measured
    if (factsOf(metric).kind == Kind::Share)
        return Share{*value};
    return *value;
}

std::string metricWords(ArmMetric metric, double value, const Context& context) {
    switch (factsOf(metric).kind) {
    case Kind::Money:
        return analysis::moneyWords(analysis::inMoney(value), context.currency);
    case Kind::Share:
        return analysis::percentWords(value);
    case Kind::Millis:
        return analysis::countWords(core::Int128(std::llround(value))) + " ms";
    case Kind::Number:
        break;
    }
    if (std::abs(value) >= 100)
        return analysis::countWords(core::Int128(std::llround(value)));
    return twoDecimals(value);
}

std::string liftWords(const ArmComparison& all, const stats::ArmEffect& effect) {
    if (!effect.lift.value)
        return "by an unknown part";
    std::string words = signedPercentWords(*effect.lift.value);
    if (!effect.liftInterval)
        return words + " (no interval)";
    return words + " (" + analysis::percentWords(1 - all.alpha) + " interval " +
           signedPercentWords(effect.liftInterval->low) + " to " +
           signedPercentWords(effect.liftInterval->high) + ")";
}

std::string verdictWords(const ArmComparison& all, const ArmPair& pair, const Context& context) {
    const Words words(all, pair, context);
    switch (pair.verdict) {
    case Verdict::Adopt:
        return "Adopt " + words.b + ": " + words.cost() +
               ", and success holds: " + words.success() + ".";
    case Verdict::QualityNotShown:
        return (words.isAnyBroken() ? "Do not adopt yet: " : "Extend: ") + words.b +
               " is cheaper, but " +
               (words.successHolds()
                    ? std::string("not every guardrail holds: ")
                    : "it is not shown that success holds within " + words.margin() + ": ") +
               words.cost() + "; " + words.success() + words.guardrails() + ".";
    case Verdict::NoCostDifference:
        return "No cost difference between " + words.a + " and " + words.b +
               " is shown, and success holds: " + words.cost() + "; " + words.success() + "." +
               words.detectable();
    case Verdict::NothingShown:
        return "Nothing is shown yet between " + words.a + " and " + words.b + ": " + words.cost() +
               "; " + words.success() + words.guardrails() + "." + words.detectable();
    case Verdict::TradeOff: {
        std::string extra;
        if (pair.costPerExtraSuccess)
            extra = " One more success costs " +
                    metricWords(ArmMetric::CostPerSuccess, *pair.costPerExtraSuccess, context) +
                    ".";
        return "Trade-off: " + words.b + " is dearer and succeeds more often: " + words.cost() +
               "; " + words.success() + words.guardrails() + "." + extra;
    }
    case Verdict::Reject:
        return "Reject " + words.b + ": " + words.cost() + "; " + words.success() +
               words.guardrails() + ".";
    case Verdict::DearerResults:
        return "Reject " + words.b + ": cheaper calls, dearer results. A request costs " +
               words.instead(ArmMetric::CostPerRequest) + ", " +
               words.lift(ArmMetric::CostPerRequest) + ", but a success costs " +
               words.instead(ArmMetric::CostPerSuccess) + ", " +
               words.lift(ArmMetric::CostPerSuccess) + "; " + words.success() + words.guardrails() +
               ".";
    case Verdict::NoDifferenceWithinStrata:
        return "No difference within strata between " + words.a + " and " + words.b +
               ": at the same mix " + words.cost() + "; the difference before, " +
               signedPercentWords(words.costEffect().unadjusted.lift.value.value_or(0)) +
               ", is that of the mix.";
    case Verdict::SampleRatioFailed:
    case Verdict::NotComparable:
    case Verdict::CostUnknown:
    case Verdict::Inconclusive:
        break;
    }
    const std::string failed = words.failedCheck();
    const std::string name = pair.verdict == Verdict::NotComparable  ? "Not comparable"
                             : pair.verdict == Verdict::Inconclusive ? "Inconclusive"
                                                                     : "No verdict";
    return name + " on " + words.b + ": " + (failed.empty() ? "" : failed + " ") +
           "As it stands, " + words.cost() + ".";
}

std::string whatWouldChange(const ArmComparison& all, const ArmPair& pair, const Context& context) {
    const Words words(all, pair, context);
    switch (pair.verdict) {
    case Verdict::QualityNotShown:
        return words.isAnyBroken()
                   ? "It would change if what the guardrails watch came back within its margin."
                   : moreForQuality(words);
    case Verdict::NoCostDifference:
    case Verdict::NoDifferenceWithinStrata:
    case Verdict::NothingShown:
        return moreForCost(words);
    case Verdict::Adopt:
        return "It would change if the success rate fell by more than " + words.margin() +
               " of the units, or costs rose back to those of " + words.a + ".";
    case Verdict::DearerResults:
        return "It would change if a success of " + words.b + " cost no more than one of " +
               words.a + ": by fewer calls a unit, or by more of them succeeding.";
    case Verdict::Reject:
        return "It would change if " + words.b + " cost no more than " + words.a +
               ", or succeeded more often for sure.";
    case Verdict::TradeOff:
        return "It depends on what a success is worth.";
    case Verdict::SampleRatioFailed:
        return "Find out why units are missing from an arm, and start anew.";
    case Verdict::NotComparable:
        return "Hold fewer things constant, or compare what whole units were given.";
    case Verdict::CostUnknown:
        return "Add the missing prices.";
    case Verdict::Inconclusive:
        break;
    }
    return "More " + std::string(nameOf(all.query.cluster)) + "s in both arms would decide it.";
}

std::string verdictsWords(const ArmComparison& all, const Context& context) {
    std::string words;
    for (const ArmPair& pair : all.pairs)
        words += (words.empty() ? "" : " ") + verdictWords(all, pair, context);
    return words;
}

} // namespace ms::report
