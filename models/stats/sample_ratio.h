// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ms::stats {

/// Did the units arrive in the declared proportions?
struct SampleRatioTest {
    Status status = Status::Ok; // SrmFailed: they did not, and no effect may be read
    std::optional<double> chiSquare;
    std::optional<std::int64_t> degreesOfFreedom;
    std::optional<double> pValue;
    bool isMismatch() const { return status == Status::SrmFailed; }
};
inline constexpr double kSampleRatioLevel = 0.001;

/// Pearson chi-square test of counts against declared weights.
/// Input   counts of assignment units (not of requests), one weight each, not negative; an arm of
///         weight 0 is left out. `looks` at the data so far or to come: the level is divided by it.
/// Errors  SrmFailed, ZeroDenominator (no units), InsufficientClusters (fewer than two arms).
/// Source  METHODS 1.9.
SampleRatioTest testSampleRatio(std::span<const std::int64_t> observed,
                                std::span<const double> weights, std::int64_t looks = 1);

} // namespace ms::stats
