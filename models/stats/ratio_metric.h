// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"

#include <cstddef>
#include <optional>
#include <span>

namespace ms::stats {

/// What one cluster (tenant, user, root request) adds to a metric sum(Y) / sum(N): its cost, say,
/// and its requests. A cluster with a denominator of 0 counts: its cost is real.
struct ClusterTotals {
    double numerator = 0;
    double denominator = 0;
};

/// The metric of one arm.
struct ArmRatio {
    std::size_t clusters = 0;
    double numerator = 0;
    double denominator = 0;
    std::optional<double> ratio;    // empty: the denominator is 0
    std::optional<double> variance; // of the ratio; empty with fewer than two clusters as well
    std::optional<double> largestDenominatorShare; // of the cluster with the most rows
    std::optional<double> largestVarianceShare;    // of the cluster that moves the ratio most
    std::optional<std::size_t> mostInfluential;    // that cluster's index in the input
};

/// What a cluster adds to the deviation of an arm from its ratio: Y - R N. Rounding counts as 0, so
/// that an arm in which all clusters cost the same has no variance.
double influenceOf(const ClusterTotals& cluster, double ratio);

/// Ratio of sums with its variance between clusters (delta method).
/// Cost    linear in clusters; their order does not matter.
/// Source  METHODS 1.3; 1.5 for the largest shares.
ArmRatio ratioOfArm(std::span<const ClusterTotals> clusters);

/// Limits of B / A - 1 that hold when the baseline is uncertain too (Fieller).
struct FiellerLift {
    Status status = Status::Ok;
    std::optional<double> g; // share of the baseline that is noise, squared: at 1 it may be zero
    std::optional<Interval> interval;
};

/// Does a metric differ between two arms?
struct RatioComparison {
    ArmRatio a;
    ArmRatio b;
    std::size_t clusters = 0;               // distinct ones over both arms
    Estimate difference;                    // B less A, Student
    std::optional<Interval> normalInterval; // for kClustersForNormal clusters an arm and more
    Estimate lift;                          // B / A - 1, delta method
    FiellerLift fieller;
};
inline constexpr std::size_t kClustersForNormal = 200;

/// Above this g the Fieller limits of the lift are the ones to show.
inline constexpr double kFiellerAbove = 0.02;

/// Compare arms that share no cluster.
/// Errors  ZeroDenominator (no point estimate), InsufficientClusters, ZeroVariance; lift also
///         BaselineZero; Fieller also Unbounded. A constant arm has a variance of 0, which is fine
///         while the other's is not.
/// Cost    linear in clusters.
/// Source  METHODS 1.3.
RatioComparison compareRatios(std::span<const ClusterTotals> a, std::span<const ClusterTotals> b,
                              double alpha);

/// A cluster that may have rows in both arms.
struct CrossedCluster {
    std::optional<ClusterTotals> a;
    std::optional<ClusterTotals> b;
};

/// Compare arms in which the same clusters occur: what moves a tenant in both arms cancels.
/// Errors and cost as above; an arm in which fewer than two clusters occur has too few.
/// Source  METHODS 1.3, crossed clusters; lift and Fieller limits from the same linearisation, with
///         the covariance of the arms.
RatioComparison compareCrossedRatios(std::span<const CrossedCluster> clusters, double alpha);

} // namespace ms::stats
