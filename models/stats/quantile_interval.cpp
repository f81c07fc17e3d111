// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/quantile_interval.h"

#include "models/stats/clustered_sample.h"
#include "models/stats/quantile.h"

namespace ms::stats {

QuantileInterval quantileInterval(std::span<const double> sorted, double q, double alpha) {
    QuantileInterval result;
    if (sorted.empty()) {
        result.status = Status::ZeroDenominator;
        return result;
    }
    result.interpolated = quantileType7(sorted, q);
    result.observed = quantileType1(sorted, q);
    result.ranks = quantileRanks(sorted.size(), q, alpha);
    if (result.ranks.lower)
        result.low = sorted[*result.ranks.lower - 1];
    if (result.ranks.upper)
        result.high = sorted[*result.ranks.upper - 1];
    if (!result.low || !result.high)
        result.status = Status::OpenInterval;
    return result;
}

ClusteredQuantile clusteredQuantile(std::span<const ClusteredValue> rows, double q, double alpha) {
    return ClusteredSample({rows.begin(), rows.end()}).quantile(q, alpha);
}

Estimate quantileDifference(const ClusteredQuantile& a, const ClusteredQuantile& b, double alpha) {
    const Status status = a.status != Status::Ok ? a.status : b.status;
    std::optional<double> difference;
    if (a.value && b.value)
        difference = *b.value - *a.value;
    if (status != Status::Ok)
        return estimateWithout(status, difference);
    const double variance =
        *a.standardError * *a.standardError + *b.standardError * *b.standardError;
    return normalEstimate(*difference, variance, alpha);
}

} // namespace ms::stats
