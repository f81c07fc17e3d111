// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// What a cluster adds to one stratum of one arm. Several of the same cluster and stratum add up.
/// Clusters and strata are numbered densely from 0; a cluster has the same number in both arms.
struct StratumTotals {
    std::uint32_t cluster = 0;
    std::uint32_t stratum = 0;
    double numerator = 0;
    double denominator = 0;
};

/// Whose mix both arms are given.
enum class StratumWeights {
    Pooled,   // share of the denominators over both arms
    Baseline, // share in arm A
    Given     // what the caller says
};

/// A stratum in both arms. Its ratios are empty where its denominator is 0.
struct StratumComparison {
    std::optional<double> ratioA;
    std::optional<double> ratioB;
    double numeratorA = 0;
    double numeratorB = 0;
    double weight = 0;         // as asked for, over all strata
    bool isRetained = false;   // in both arms
    double retainedWeight = 0; // among the retained ones; they add to 1
};

/// Two arms as if both had the same mix of strata.
struct PostStratification {
    std::vector<StratumComparison> strata; // by number
    double coverage = 0;                   // weight of the retained strata
    std::optional<double> ratioA;          // of the retained strata, at the common mix
    std::optional<double> ratioB;
    Estimate difference;                 // B less A
    std::optional<double> rawDifference; // unadjusted, over all strata
    bool isCrossed = false;              // clusters occur in both arms, and are paired
};

/// Below this coverage the verdict is "not comparable".
inline constexpr double kLeastCoverage = 0.8;

/// Does a metric differ when the mix of strata is held constant? A stratum that is not in both arms
/// is dropped and its weight renormalised, never filled.
/// Input   `strata` their number; `given` one weight each, not negative, for StratumWeights::Given.
/// Errors  ZeroDenominator (an arm has none at all), NoOverlap, InsufficientClusters (counted in
///         retained strata), ZeroVariance. A stratum with one cluster understates the variance:
///         merge small ones first.
/// Cost    linear in totals, strata and clusters.
/// Source  METHODS 1.7, 1.3 for clusters in both arms.
PostStratification postStratify(std::span<const StratumTotals> a, std::span<const StratumTotals> b,
                                std::size_t strata, double alpha,
                                StratumWeights weights = StratumWeights::Pooled,
                                std::span<const double> given = {});

/// Where the difference lies when the dropped strata may hold anything from `low` to `high`.
/// Input   `difference` on the retained strata, `coverage` in [0, 1].
/// Source  METHODS 1.7, bounds.
Interval differenceBounds(double difference, double coverage, double low, double high);

} // namespace ms::stats
