// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_checks.h"
#include "models/analysis/arm_days.h"
#include "models/analysis/arm_query.h"
#include "models/stats/arm_effect.h"
#include "models/stats/mix_effect.h"
#include "models/stats/sequential.h"
#include "models/stats/verdict.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// One metric of an arm against the baseline.
struct ArmDifference {
    ArmMetric metric = ArmMetric::CostPerRequest;
    ArmSums a, b;                         // exact sums of both arms, before any adjustment
    stats::ArmEffect effect;              // in units of the currency where it is money
    std::optional<double> adjustedPValue; // Holm: the primary over arms, the others over all
    /// What the margin would gain in a month of 365.25 / 12 days, were all of today's volume in B
    /// instead of A; of costs only. In units of the currency.
    std::optional<double> marginPerMonth;
    std::optional<stats::Interval> marginInterval;
};

/// Mix against real effect of the primary metric.
struct ArmMix {
    std::vector<std::string> by;                // names of what strata are
    std::vector<std::vector<std::string>> keys; // by stratum
    std::vector<stats::StratumInArms> strata;
    stats::MixDecomposition parts;
};

/// What became of a guardrail of the question.
struct ArmGuardrailResult {
    ArmGuardrail guardrail;
    stats::Guardrail state = stats::Guardrail::NotShown;
    std::optional<stats::Interval> change; // relative to the baseline, worse upwards
};

/// One arm against the baseline.
struct ArmPair {
    std::size_t arm = 1; // of ArmComparison::arms
    /// All of allArmMetrics(), in that order; quantiles only where they are shown.
    std::vector<ArmDifference> metrics;
    std::vector<ArmCheck> checks;
    stats::Verdict verdict = stats::Verdict::Inconclusive;
    std::optional<double> costPerExtraSuccess; // where the success rates differ for sure
    stats::AnytimeEstimate anytime;            // of the primary metric, at any look
    ArmMix mix;
    std::vector<ArmGuardrailResult> guardrails; // in the order of the question

    const ArmDifference& of(ArmMetric metric) const { return metrics[std::size_t(metric)]; }
};

struct Arm {
    std::string name;
    ArmSums sums;
    std::size_t clusters = 0;
};

/// Compare arms on cost, success and tokens together.
/// Input   `query` as checkArmQuery wants it.
/// Output  one pair for each arm but the first. Intervals of several pairs are at alpha / pairs.
///         A failed check changes the verdict; the estimates stay.
/// Errors  Usage, as EventSource.
/// Cost    two entity queries and two group queries; linear in requests. 0.05 is alpha.
/// Source  METHODS 1; verdict by 1.13, with confidence sequences (1.11) until a declared size.
struct ArmComparison {
    ArmQuery query;
    std::vector<ArmMetric> shown; // the first is the primary; with those of guardrails
    std::vector<Arm> arms;
    std::vector<ArmPair> pairs;
    std::vector<std::string> clusters; // by number, for ArmRatio::mostInfluential
    std::vector<std::int64_t> bandEnds;
    std::size_t strata = 0;       // as asked, that occur
    std::size_t mergedStrata = 0; // what they were merged to, in the first pair
    ArmDays days;
    double alpha = 0; // of an interval
    ArmMetric primary() const { return shown.front(); }
};
core::Result<ArmComparison> compareArms(const ArmQuery& query, const query::EventSource& source,
                                        std::stop_token stop);

} // namespace ms::analysis
