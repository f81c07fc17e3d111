// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/clustered_sample.h"
#include "models/stats/few_clusters.h"
#include "models/stats/post_stratification.h"
#include "models/stats/ratio_metric.h"
#include "models/stats/sequential.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// Two arms of a comparison, cluster by cluster and stratum by stratum.
struct ArmPairTotals {
    std::span<const StratumTotals> a; // the baseline
    std::span<const StratumTotals> b;
    std::size_t strata = 1; // 1: none are held constant
};

/// The difference of one metric between two arms, by the method that the data call for.
struct ArmEffect {
    RatioComparison unadjusted;
    /// At the common mix of strata, where some are held constant: its arms are those ratios.
    std::optional<RatioComparison> standardised;
    std::vector<StratumComparison> strata; // by number; empty without strata
    double coverage = 1;                   // weight of the strata that both arms have

    Estimate difference;                  // the one to report: B less A
    Estimate lift;                        // B / A - 1
    std::optional<Interval> liftInterval; // Fieller's where the baseline is noisy

    bool isCrossed = false; // clusters occur in both arms, and are paired
    bool hasFewClusters = false;
    std::optional<PermutationTest> permutation; // with few clusters
    std::optional<Estimate> cr2;                // with few clusters that are in one arm each
    /// Whether the tests that few clusters call for say the same.
    bool doTestsDisagree = false;
    /// The least difference that would be found with a power of 80 %, after the fact.
    std::optional<double> detectable;

    const RatioComparison& shown() const { return standardised ? *standardised : unadjusted; }
};
inline constexpr double kUsualPower = 0.8;
inline constexpr double kUsualAlpha = 0.05;
/// A cluster with a larger share of a variance drives the interval (METHODS 1.5).
inline constexpr double kDrivingShare = 0.5;

/// Compare two arms:
///   clusters that occur in both are paired (1.3, crossed), else arms are independent (1.3);
///   strata are held constant at the pooled mix (1.7), those of one arm alone dropped and told;
///   with few clusters the CR2 interval is reported, and a permutation of labels must agree; paired
///   or stratified clusters keep the delta interval, and flipped signs must agree (1.4).
/// Input   totals without numerator and denominator are nobody's. Denominators stand for rows in
///         the degrees of freedom of CR2.
/// Errors  as compareRatios and postStratify, in `difference` and `lift`.
/// Cost    linear in totals; with few clusters up to 200,000 relabelings, unless they are skipped.
enum class FewClusterTests { Run, Skip };
ArmEffect armEffect(const ArmPairTotals& totals, double alpha, std::uint64_t seed,
                    FewClusterTests tests = FewClusterTests::Run);

/// The same of a quantile of single rows: no stratum is held constant, and its arms' ratios are the
/// quantiles.
/// Source  METHODS 1.14; compareQuantiles.
ArmEffect quantileEffect(const ClusteredSample& a, const ClusteredSample& b, double q,
                         double alpha);
/// 950 per mille as 0.95.
double shareOfPerMille(std::int64_t perMille);

/// How many in a month of 365.25 / 12 days, at the rate of `days` > 0 days.
double perMonth(std::int64_t count, std::int64_t days);

/// What is gained when a cost falls from A to B for `volume` things: the negative difference.
struct Gain {
    double value = 0;
    std::optional<Interval> interval;
};
std::optional<Gain> gainOf(const Estimate& costDifference, double volume);

/// The level of each of `count` intervals that shall hold together (Bonferroni).
double alphaOfEach(std::size_t count);
/// 200 basis points as 0.02.
double shareOfBasisPoints(std::int64_t basisPoints);
/// Whether a p-value is at most `pct` percent.
bool isAtMostPct(double pValue, std::int64_t pct);
/// The estimate at any look (METHODS 1.11): `units` so far, narrow at the planned number of them.
AnytimeEstimate anytimeAt(const Estimate& estimate, std::int64_t units,
                          const std::optional<std::int64_t>& planned, double alpha);

/// The interval of an estimate; where it has no variance at all, the value alone.
std::optional<Interval> intervalOrPoint(const Estimate& estimate);

} // namespace ms::stats
