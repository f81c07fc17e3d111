// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// What is added up of the requests and units of an arm: counts, tokens, or pico-units.
enum class ArmSum : std::uint8_t {
    Requests,
    Cost, // of attempts whose cost is known
    Attempts,
    PromptTokens,
    OutputTokens,
    UnpricedAttempts,
    Units,
    UnitCost, // of all attempts of the units
    UnitAttempts,
    Successful,
    Finished,      // succeeded or failed
    LatencyMs,     // of requests whose attempts all have a latency
    TimedRequests, // those
    Count
};
inline constexpr std::size_t kArmSums = std::size_t(ArmSum::Count);

struct ArmSums {
    std::array<core::Int128, kArmSums> sums{};

    core::Int128& operator[](ArmSum sum) { return sums[std::size_t(sum)]; }
    core::Int128 operator[](ArmSum sum) const { return sums[std::size_t(sum)]; }
    ArmSums& operator+=(const ArmSums& other) {
        for (std::size_t i = 0; i < kArmSums; ++i)
            sums[i] += other.sums[i];
        return *this;
    }
};

/// What arms are compared by: ratios of sums, and quantiles of single things.
/// Source  METHODS 1.1, the default metrics.
enum class ArmMetric : std::uint8_t {
    CostPerRequest,
    CostPerSuccess,
    SuccessRate,
    CostPerUnit,
    PromptTokens,
    OutputTokens,
    AttemptsPerRequest,
    AttemptsPerUnit,
    LatencyMean,
    LatencyP50,
    LatencyP90,
    LatencyP95,
    LatencyP99,
    CostP95, // of a request
    CostP99,
};

/// What single requests or units have, of which quantiles are taken.
enum class ArmValue : std::uint8_t {
    Latency,     // of a request: that of all its attempts together; unknown where one is
    RequestCost, // unknown where an attempt has no known cost
    UnitCost,    // the same of a unit
    Count
};
inline constexpr std::size_t kArmValues = std::size_t(ArmValue::Count);

/// Where so many of 1,000 lie at or below.
struct ArmQuantile {
    ArmValue value = ArmValue::Latency;
    std::int64_t perMille = 500;
};

struct ArmMetricFacts {
    enum class Kind { Money, Share, Number, Millis };
    enum class Better { Lower, Higher };

    std::string_view name;  // on the command line and in JSON: "cost_per_success"
    std::string_view title; // for people: "Cost per success"
    ArmSum numerator = ArmSum::Cost;
    ArmSum denominator = ArmSum::Requests;
    Kind kind = Kind::Money;
    Better better = Better::Lower;
    std::string_view meaning;                 // a sentence: formula and inputs
    std::optional<ArmQuantile> quantile = {}; // instead of the ratio
    bool isByDefault = true;                  // shown when no metric is named
};
const ArmMetricFacts& factsOf(ArmMetric metric);
std::span<const ArmMetric> allArmMetrics();
/// Those that are shown when none is named (METHODS 1.1).
std::vector<ArmMetric> usualArmMetrics();
std::optional<ArmMetric> armMetricNamed(std::string_view name);

} // namespace ms::analysis
