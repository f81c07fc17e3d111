// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_metric.h"

namespace ms::analysis {

namespace {

using Kind = ArmMetricFacts::Kind;
using Better = ArmMetricFacts::Better;

constexpr std::array kMetrics{
    ArmMetric::CostPerRequest,     ArmMetric::CostPerSuccess,  ArmMetric::SuccessRate,
    ArmMetric::CostPerUnit,        ArmMetric::PromptTokens,    ArmMetric::OutputTokens,
    ArmMetric::AttemptsPerRequest, ArmMetric::AttemptsPerUnit, ArmMetric::LatencyMean,
    ArmMetric::LatencyP50,         ArmMetric::LatencyP90,      ArmMetric::LatencyP95,
    ArmMetric::LatencyP99,         ArmMetric::CostP95,         ArmMetric::CostP99};

constexpr ArmMetricFacts latencyFacts(std::string_view name, std::string_view title,
                                      std::string_view meaning, std::int64_t perMille,
                                      bool isByDefault) {
    return {
        name,         title,         ArmSum::LatencyMs, ArmSum::TimedRequests,
        Kind::Millis, Better::Lower, meaning,           ArmQuantile{ArmValue::Latency, perMille},
        isByDefault};
}

constexpr ArmMetricFacts costFacts(std::string_view name, std::string_view title,
                                   std::string_view meaning, std::int64_t perMille) {
    return {name,        title,         ArmSum::Cost, ArmSum::Requests,
            Kind::Money, Better::Lower, meaning,      ArmQuantile{ArmValue::RequestCost, perMille},
            false};
}

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
    ArmMetricFacts{"latency_mean",
                   "Latency, mean ms",
                   ArmSum::LatencyMs,
                   ArmSum::TimedRequests,
                   Kind::Millis,
                   Better::Lower,
                   "Milliseconds of all attempts / requests, of the requests of which every "
                   "attempt has a latency",
                   {},
                   false},
    latencyFacts("latency_p50", "Latency, median ms",
                 "Half of the requests with a known latency took at most so long, all their "
                 "attempts together",
                 500, true),
    latencyFacts("latency_p90", "Latency, p90 ms",
                 "90 of 100 requests with a known latency took at most so long", 900, false),
    latencyFacts("latency_p95", "Latency, p95 ms",
                 "95 of 100 requests with a known latency took at most so long", 950, true),
    latencyFacts("latency_p99", "Latency, p99 ms",
                 "99 of 100 requests with a known latency took at most so long", 990, true),
    costFacts("cost_p95", "Cost of a request, p95",
              "95 of 100 requests with a known cost cost at most so much", 950),
    costFacts("cost_p99", "Cost of a request, p99",
              "99 of 100 requests with a known cost cost at most so much", 990),
};
static_assert(kMetrics.size() == kFacts.size());

} // namespace

const ArmMetricFacts& factsOf(ArmMetric metric) {
    return kFacts[std::size_t(metric)];
}

std::span<const ArmMetric> allArmMetrics() {
    return kMetrics;
}

std::vector<ArmMetric> usualArmMetrics() {
    std::vector<ArmMetric> usual;
    for (const ArmMetric metric : kMetrics)
        if (factsOf(metric).isByDefault)
            usual.push_back(metric);
    return usual;
}

std::optional<ArmMetric> armMetricNamed(std::string_view name) {
    for (const ArmMetric metric : kMetrics)
        if (factsOf(metric).name == name)
            return metric;
    return {};
}

} // namespace ms::analysis
