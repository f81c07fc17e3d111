// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <optional>
#include <string_view>

namespace ms::stats {

/// What a comparison of two arms comes down to.
enum class Verdict {
    Adopt,            // cheaper, quality holds
    QualityNotShown,  // cheaper, but quality may have fallen: extend
    NoCostDifference, // none shown, quality holds
    TradeOff,         // dearer and better: what an extra success costs decides
    Reject,           // dearer and not better; or no cheaper and worse
    DearerResults,    // reject: cheaper calls, dearer results
    // What the table does not say, because it is not asked that far:
    NothingShown,             // neither a cost difference nor that quality holds
    NoDifferenceWithinStrata, // all of the difference is that of the mix
    SampleRatioFailed,        // the units did not arrive in the declared proportions
    NotComparable,            // too little is in strata of both arms, or units are in both
    CostUnknown,              // too many attempts without a price
    Inconclusive,             // tests of the same difference disagree, or there is no interval
};
std::string_view nameOf(Verdict verdict); // "dearer_results"

/// What a verdict is read from: differences of B less A as intervals, empty where there is none.
struct VerdictEvidence {
    std::optional<Interval> cost;           // of the primary metric, lower is better
    std::optional<Interval> unadjustedCost; // where `cost` holds strata constant
    std::optional<Interval> quality;        // success rate
    double margin = 0;                      // by how much that may fall
    std::optional<Interval> costPerAttempt;
    std::optional<Interval> costPerSuccess;
    double coverage = 1; // of strata that both arms have
    bool isSampleRatioFailed = false;
    bool areArmsMixed = false; // too many units have something of both
    bool isCostUnknown = false;
    bool doTestsDisagree = false; // METHODS 1.4, disagreement rule
};

/// Failed checks first, then the table of METHODS 1.13. Its last line ("cost per attempt down, cost
/// per success up") wants both intervals to exclude 0, else noise would reject; it is read before
/// the others, since it holds for any quality. Without an interval of quality nothing is shown
/// about it.
/// Source  METHODS 1.13; 1.4, 1.7 and 1.9 for what comes before.
Verdict verdictOf(const VerdictEvidence& evidence);

/// Whether something else than success stays within the margin that was set for it.
enum class Guardrail {
    Holds,    // the whole interval is within
    NotShown, // part of it is
    Broken    // none of it is
};
std::string_view nameOf(Guardrail guardrail); // "not_shown"
/// Input   `change` relative to the baseline, empty: no interval; it is worse the larger it is;
///         `margin` >= 0.
Guardrail guardrailOf(const std::optional<Interval>& change, double margin);
/// A guardrail counts as quality does in the table: what is cheaper is not adopted until it holds,
/// and where no cost difference is shown a broken one rejects. Other verdicts stay.
/// Input   the worst of all guardrails.
/// Source  METHODS 1.13.
Verdict verdictWith(Verdict verdict, Guardrail worst);

/// What one more success costs: the difference of cost per unit over that of successes per unit.
/// Output  nothing unless the interval of the successes excludes 0.
/// Source  METHODS 1.13.
std::optional<double> costPerExtraSuccess(const Estimate& costPerUnit,
                                          const Estimate& successesPerUnit);

} // namespace ms::stats
