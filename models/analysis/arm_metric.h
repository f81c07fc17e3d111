// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

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
    Finished, // succeeded or failed
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

/// What arms are compared by: each a ratio of sums.
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
};

struct ArmMetricFacts {
    enum class Kind { Money, Share, Number };
    enum class Better { Lower, Higher };

    std::string_view name;  // on the command line and in JSON: "cost_per_success"
    std::string_view title; // for people: "Cost per success"
    ArmSum numerator = ArmSum::Cost;
    ArmSum denominator = ArmSum::Requests;
    Kind kind = Kind::Money;
    Better better = Better::Lower;
    std::string_view meaning; // a sentence: formula and inputs
};
const ArmMetricFacts& factsOf(ArmMetric metric);
std::span<const ArmMetric> allArmMetrics();
std::optional<ArmMetric> armMetricNamed(std::string_view name);

} // namespace ms::analysis
