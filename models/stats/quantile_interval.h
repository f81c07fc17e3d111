// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/estimate.h"
#include "models/stats/order_statistics.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ms::stats {

/// A quantile of independent rows with limits that are rows themselves.
struct QuantileInterval {
    Status status = Status::Ok;         // OpenInterval: a side has no limit
    std::optional<double> interpolated; // type 7
    std::optional<double> observed;     // type 1
    RankInterval ranks;
    std::optional<double> low;
    std::optional<double> high;
};

/// Where does a quantile of the population lie, whatever the distribution?
/// Input   `sorted` ascending; 0 < q < 1.
/// Errors  ZeroDenominator (no rows), OpenInterval (the limit of the other side stays).
/// Cost    log n.
/// Source  METHODS 1.14.
QuantileInterval quantileInterval(std::span<const double> sorted, double q, double alpha);

/// A row of a cluster; clusters are numbered densely from 0.
struct ClusteredValue {
    std::uint32_t cluster = 0;
    double value = 0;
};

/// A quantile of rows that come in clusters (Woodruff).
struct ClusteredQuantile {
    Status status = Status::Ok;
    std::optional<double> value;         // type 1
    std::optional<double> shareBelow;    // of rows at or below it
    std::optional<double> shareError;    // standard error of that share
    std::optional<Interval> interval;    // type 1
    std::optional<double> standardError; // (high - low) / 2z
};

/// Input   rows in any order; 0 < q < 1.
/// Errors  ZeroDenominator (no rows), InsufficientClusters, ZeroVariance; from q = 0.99 on
///         OpenInterval unless 20 rows are expected and 10 clusters seen beyond the quantile.
/// Cost    n log n.
/// Source  METHODS 1.14.
ClusteredQuantile clusteredQuantile(std::span<const ClusteredValue> rows, double q, double alpha);

/// B less A, normal interval.
/// Errors  those of `a`, else of `b`; ZeroVariance when neither interval has a width.
Estimate quantileDifference(const ClusteredQuantile& a, const ClusteredQuantile& b, double alpha);

} // namespace ms::stats
