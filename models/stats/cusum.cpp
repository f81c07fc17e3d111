// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/cusum.h"

#include "models/stats/robust_score.h"

#include <algorithm>

namespace ms::stats {

CusumBaseline cusumDesign(std::span<const double> baseline) {
    if (baseline.empty())
        return {Status::InsufficientClusters, {}};
    const RobustScale scale = robustScale(baseline);
    const double sigma = scale.sigma();
    if (sigma == 0)
        return {Status::DegenerateScale, {}};
    return {Status::Ok, CusumDesign{scale.center, 0.5 * sigma, 5 * sigma}};
}

Cusum cusum(std::span<const double> series, const CusumDesign& design) {
    Cusum result;
    double high = 0, low = 0;
    for (const double value : series) {
        high = std::max(0.0, high + value - design.target - design.slack);
        low = std::max(0.0, low + design.target - design.slack - value);
        result.high.push_back(high);
        result.low.push_back(low);
        if (high > design.limit && !result.firstHighSignal)
            result.firstHighSignal = result.high.size();
        if (low > design.limit && !result.firstLowSignal)
            result.firstLowSignal = result.low.size();
    }
    return result;
}

} // namespace ms::stats
