// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/arm_effect.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace ms::stats {

/// How the difference of two arms varies when their clusters are drawn anew.
struct ArmBootstrap {
    Status status = Status::Ok;
    std::optional<double> mean;
    std::optional<double> standardError;
    std::optional<Interval> difference; // percentiles of type 1
    std::optional<Interval> lift;
    std::uint64_t draws = 0;   // that have a difference
    std::uint64_t redrawn = 0; // an arm or stratum had a denominator of 0
    bool isCancelled = false;
};

/// Told how many draws are done; false: stop.
using KeepDrawing = std::function<bool(std::uint64_t drawn)>;

/// Draw clusters with replacement: within each arm, or, where some are in both arms, as pairs,
/// since what moves a tenant in both arms must stay together. Strata keep their pooled weights.
/// The same seed gives the same numbers.
/// Errors  as armEffect; DegenerateScale when nine of ten draws have no difference.
/// Cost    draws x totals; `keepDrawing` is asked at least every 20 ms or so.
/// Source  METHODS 1.4, cluster bootstrap.
ArmBootstrap bootstrapArms(const ArmPairTotals& totals, double alpha, std::uint64_t seed,
                           std::uint64_t draws, const KeepDrawing& keepDrawing = {});

} // namespace ms::stats
