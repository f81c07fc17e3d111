// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_metric.h"

namespace ms::analysis {

namespace {

using Kind = ArmMetricFacts::Kind;
using Better = ArmMetricFacts::Better;

constexpr std::array kMetrics{ArmMetric::CostPerRequest,     ArmMetric::CostPerSuccess,
                              ArmMetric::SuccessRate,        ArmMetric::CostPerUnit,
                              ArmMetric::PromptTokens,       ArmMetric::OutputTokens,
                              ArmMetric::AttemptsPerRequest, ArmMetric::AttemptsPerUnit};

constexpr std::array kFacts{
    ArmMetricFacts{"cost_per_request", "Cost per request", ArmSum::Cost, ArmSum::Requests,
                   Kind::Money, Better::Lower,
                   "Cost of all attempts / requests; a request is in the arm of its first attempt"},
    ArmMetricFacts{"cost_per_success", "Cost per success", ArmSum::UnitCost, ArmSum::Successful,
                   Kind::Money, Better::Lower,
                   "Cost of all units, failed and pending ones too / successful units"},
    ArmMetricFacts{"success_rate", "Success rate", ArmSum::Successful, ArmSum::Finished,
                   Kind::Share, Better::Higher, "Successful / finished units"},
    ArmMetricFacts{"cost_per_unit", "Cost per unit", ArmSum::UnitCost, ArmSum::Units, Kind::Money,
                   Better::Lower, "Cost of all attempts of units / units"},
    ArmMetricFacts{"prompt_tokens", "Prompt tokens per request", ArmSum::PromptTokens,
                   ArmSum::Requests, Kind::Number, Better::Lower,
                   "Input, cache read and cache write tokens / requests"},
    ArmMetricFacts{"output_tokens", "Output tokens per request", ArmSum::OutputTokens,
                   ArmSum::Requests, Kind::Number, Better::Lower, "Output tokens / requests"},
    ArmMetricFacts{"attempts_per_request", "Attempts per request", ArmSum::Attempts,
                   ArmSum::Requests, Kind::Number, Better::Lower,
                   "Attempts / requests: above 1 there are retries or fallbacks"},
    ArmMetricFacts{"attempts_per_unit", "Attempts per unit", ArmSum::UnitAttempts, ArmSum::Units,
                   Kind::Number, Better::Lower, "Attempts of units / units"},
};
static_assert(kMetrics.size() == kFacts.size());

} // namespace

const ArmMetricFacts& factsOf(ArmMetric metric) {
    return kFacts[std::size_t(metric)];
}

std::span<const ArmMetric> allArmMetrics() {
    return kMetrics;
}

std::optional<ArmMetric> armMetricNamed(std::string_view name) {
    for (const ArmMetric metric : kMetrics)
        if (factsOf(metric).name == name)
            return metric;
    return {};
}

} // namespace ms::analysis
