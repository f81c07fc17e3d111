// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/verdict.h"

#include "models/core/check.h"
#include "models/stats/post_stratification.h"

namespace ms::stats {

namespace {

enum class Side { Below, Around, Above };

Side sideOf(const Interval& interval) {
    return interval.high < 0 ? Side::Below : interval.low > 0 ? Side::Above : Side::Around;
}

bool isOn(const std::optional<Interval>& interval, Side side) {
    return interval && sideOf(*interval) == side;
}

Verdict tableVerdict(const VerdictEvidence& evidence) {
    const bool holds = evidence.quality && evidence.quality->low > -evidence.margin;
    switch (sideOf(*evidence.cost)) {
    case Side::Below:
        return holds ? Verdict::Adopt : Verdict::QualityNotShown;
    case Side::Above:
        return isOn(evidence.quality, Side::Above) ? Verdict::TradeOff : Verdict::Reject;
    case Side::Around:
        break;
    }
    if (isOn(evidence.quality, Side::Below) && !holds)
        return Verdict::Reject; // worse, and no cheaper for it
    return holds ? Verdict::NoCostDifference : Verdict::NothingShown;
}

} // namespace

std::string_view nameOf(Verdict verdict) {
    switch (verdict) {
    case Verdict::Adopt:
        return "adopt";
    case Verdict::QualityNotShown:
        return "quality_not_shown";
    case Verdict::NoCostDifference:
        return "no_cost_difference";
    case Verdict::TradeOff:
        return "trade_off";
    case Verdict::Reject:
        return "reject";
    case Verdict::DearerResults:
        return "dearer_results";
    case Verdict::NothingShown:
        return "nothing_shown";
    case Verdict::NoDifferenceWithinStrata:
        return "no_difference_within_strata";
    case Verdict::SampleRatioFailed:
        return "srm_failed";
    case Verdict::NotComparable:
        return "not_comparable";
    case Verdict::CostUnknown:
        return "cost_unknown";
    case Verdict::Inconclusive:
        break;
    }
    return "inconclusive";
}

Verdict verdictOf(const VerdictEvidence& evidence) {
    CHECK(evidence.margin >= 0, "A margin of non-inferiority is not negative.");
    if (evidence.isSampleRatioFailed)
        return Verdict::SampleRatioFailed;
    if (evidence.areArmsMixed || evidence.coverage < kLeastCoverage)
        return Verdict::NotComparable;
    if (evidence.isCostUnknown)
        return Verdict::CostUnknown;
    if (evidence.doTestsDisagree)
        return Verdict::Inconclusive;
    if (isOn(evidence.costPerAttempt, Side::Below) && isOn(evidence.costPerSuccess, Side::Above))
        return Verdict::DearerResults;
    if (!evidence.cost)
        return Verdict::Inconclusive;
    const Verdict verdict = tableVerdict(evidence);
    const bool isUndecided =
        verdict == Verdict::NoCostDifference || verdict == Verdict::NothingShown;
    if (isUndecided && evidence.unadjustedCost && sideOf(*evidence.unadjustedCost) != Side::Around)
        return Verdict::NoDifferenceWithinStrata;
    return verdict;
}

std::string_view nameOf(Guardrail guardrail) {
    switch (guardrail) {
    case Guardrail::Holds:
        return "holds";
    case Guardrail::NotShown:
        return "not_shown";
    case Guardrail::Broken:
        break;
    }
    return "broken";
}

Guardrail guardrailOf(const std::optional<Interval>& change, double margin) {
    CHECK(margin >= 0, "A margin of non-inferiority is not negative.");
    if (!change)
        return Guardrail::NotShown;
    return change->high < margin  ? Guardrail::Holds
           : change->low > margin ? Guardrail::Broken
                                  : Guardrail::NotShown;
}

Verdict verdictWith(Verdict verdict, Guardrail worst) {
    if (worst == Guardrail::Holds)
        return verdict;
    switch (verdict) {
    case Verdict::Adopt:
        return Verdict::QualityNotShown;
    case Verdict::NoCostDifference:
    case Verdict::NothingShown:
        return worst == Guardrail::Broken ? Verdict::Reject : Verdict::NothingShown;
    default:
        return verdict;
    }
}

std::optional<double> costPerExtraSuccess(const Estimate& costPerUnit,
                                          const Estimate& successesPerUnit) {
    if (!costPerUnit.value || !successesPerUnit.value || !successesPerUnit.interval ||
        sideOf(*successesPerUnit.interval) == Side::Around)
        return {};
    return *costPerUnit.value / *successesPerUnit.value;
}

} // namespace ms::stats
