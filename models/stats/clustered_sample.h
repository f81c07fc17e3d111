// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/quantile_interval.h"
#include "models/stats/ratio_metric.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// Rows of one arm that come in clusters, sorted once: for as many quantiles as are asked for.
/// Input   rows in any order; cluster numbers need not be dense in one arm.
/// Cost    n log n once.
class ClusteredSample {
public:
    ClusteredSample() = default;
    explicit ClusteredSample(std::vector<ClusteredValue> rows);

    std::size_t size() const { return m_values.size(); }
    std::span<const double> sorted() const { return m_values; }
    /// Clusters that have rows.
    std::size_t clusters() const;
    /// As clusteredQuantile, which sorts anew.
    /// Cost  linear in rows and clusters.
    ClusteredQuantile quantile(double q, double alpha) const;
    /// By cluster number: rows at or below `value`, of all its rows.
    std::vector<ClusterTotals> sharesAtOrBelow(double value) const;

private:
    bool isFarBeyondKnown(std::size_t atOrBelow, double q) const;

    std::vector<double> m_values;          // ascending
    std::vector<std::uint32_t> m_clusters; // same order
    std::vector<std::uint32_t> m_rows;     // by cluster
};

/// The same quantile of two arms.
struct QuantileComparison {
    ClusteredQuantile a;
    ClusteredQuantile b;
    Estimate difference;    // B less A, normal
    Estimate lift;          // B / A - 1, delta method
    bool isCrossed = false; // clusters occur in both arms, and are paired
};

/// Where no cluster is in both arms, that is quantileDifference. Where some are, what moves a
/// tenant in both arms cancels, as it does for ratios (1.3): each cluster's deviation from the
/// share below, times the slope of the quantile (its own standard error over that of the share).
/// Without shared clusters both are the same, but for k / (k - 1).
/// Errors  those of `a`, else of `b`; ZeroVariance; lift also BaselineZero.
/// Cost    linear in rows.
/// Source  METHODS 1.14 (Woodruff), 1.3 (crossed clusters).
QuantileComparison compareQuantiles(const ClusteredSample& a, const ClusteredSample& b, double q,
                                    double alpha);

} // namespace ms::stats
