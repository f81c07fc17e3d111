// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"
#include "models/stats/ratio_metric.h"

#include <optional>
#include <span>

namespace ms::stats {

/// An outcome, and a covariate that was fixed before the arm was assigned. What is measured
/// afterwards (output length, retries) is an outcome and must not be adjusted for.
struct OutcomeAndCovariate {
    double outcome = 0;
    double covariate = 0;
};

/// A difference before and after what the covariate explains is taken out of it.
struct AdjustedDifference {
    std::optional<double>
        theta;           // how much the outcome moves with the covariate; 0 if that is constant
    Estimate unadjusted; // B less A
    Estimate adjusted;
    std::optional<double> varianceRatio; // adjusted / unadjusted
};

/// Difference of means adjusted by a covariate (CUPED): theta pooled within arms, Welch on what is
/// left.
/// Input   independent rows that have a covariate; those without are a stratum of their own.
/// Errors  as welchDifference.
/// Cost    linear; the order of rows does not matter.
/// Source  METHODS 1.6.
AdjustedDifference cupedDifference(std::span<const OutcomeAndCovariate> a,
                                   std::span<const OutcomeAndCovariate> b, double alpha);

/// A cluster's totals after assignment, and in a window that ended before it.
struct ClusterAfterBefore {
    ClusterTotals after;
    ClusterTotals before;
};

/// Difference of ratios adjusted by the same ratio in the earlier window. The degrees of freedom of
/// both are Welch's with k - 1 an arm.
/// Errors  as compareRatios; ZeroDenominator also when an arm has nothing in the earlier window.
/// Cost    linear in clusters.
/// Source  METHODS 1.6, ratio CUPED.
AdjustedDifference cupedRatioDifference(std::span<const ClusterAfterBefore> a,
                                        std::span<const ClusterAfterBefore> b, double alpha);

/// Difference of means at the pooled mean of the covariate, with a slope for each arm (Lin) and the
/// HC2 standard error; normal interval.
/// Errors  ZeroDenominator (no rows), InsufficientClusters (fewer than three rows in an arm, two if
///         its covariate is constant), ZeroVariance, DegenerateScale (one row alone decides a
///         slope, so that nothing is left to judge it by).
/// Cost    linear.
/// Source  METHODS 1.6.
Estimate linRegressionDifference(std::span<const OutcomeAndCovariate> a,
                                 std::span<const OutcomeAndCovariate> b, double alpha);

} // namespace ms::stats
