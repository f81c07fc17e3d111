// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/power.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/distributions.h"
#include "models/stats/rounding.h"
#include "models/stats/two_samples.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

double detectionQuantile(double alpha, double power) {
    return normalQuantile(1 - alpha / 2) + normalQuantile(power);
}

double designEffect(double meanClusterSize, double sizeVariation, double icc) {
    return 1 + ((1 + sizeVariation * sizeVariation) * meanClusterSize - 1) * std::max(icc, 0.0);
}

double minimumDetectableEffect(double detection, double standardDeviation, double rowsA,
                               double rowsB, double designEffect) {
    CHECK(rowsA > 0 && rowsB > 0, "A detectable effect needs rows in both arms.");
    return detection * standardDeviation * std::sqrt(designEffect * (1 / rowsA + 1 / rowsB));
}

double minimumDetectableEffectReached(double detection, double standardError) {
    return detection * standardError;
}

RowsPerArm rowsPerArm(double detection, double standardDeviation, double effect,
                      double designEffect) {
    CHECK(effect != 0, "No number of rows finds a difference of nothing.");
    const double ratio = detection * standardDeviation / effect;
    const double rows = 2 * ratio * ratio * designEffect;
    return {rows, std::int64_t(std::ceil(rows))};
}

double studentPower(double rowsPerArm, double effect, double standardDeviation, double alpha) {
    CHECK(rowsPerArm >= 2 && standardDeviation > 0, "A t test needs rows and their deviation.");
    const double degreesOfFreedom = 2 * (rowsPerArm - 1);
    const double noncentrality = std::abs(effect) / standardDeviation * std::sqrt(rowsPerArm / 2);
    return noncentralStudentUpperTail(studentQuantile(1 - alpha / 2, degreesOfFreedom),
                                      degreesOfFreedom, noncentrality);
}

IntraclassCorrelation intraclassCorrelation(std::span<const std::vector<double>> clusters) {
    IntraclassCorrelation result;
    CompensatedSum all, within, sizes, squaredSizes;
    double count = 0;
    for (const std::vector<double>& rows : clusters) {
        const SampleMoments moments = momentsOf(rows);
        count += rows.empty() ? 0 : 1;
        sizes.add(moments.count);
        squaredSizes.add(moments.count * moments.count);
        all.add(moments.count * moments.mean.value_or(0));
        within.add((moments.count - 1) * moments.variance.value_or(0));
    }
    const double total = sizes.value();
    if (count < 2 || total <= count) {
        result.status = Status::InsufficientClusters;
        return result;
    }
    const double mean = all.value() / total;
    CompensatedSum between;
    for (const std::vector<double>& rows : clusters)
        if (const SampleMoments moments = momentsOf(rows); moments.mean) {
            const double deviation = differenceBeyondRounding(*moments.mean, mean);
            between.add(moments.count * deviation * deviation);
        }
    const double msb = between.value() / (count - 1);
    const double msw = within.value() / (total - count);
    const double n0 = (total - squaredSizes.value() / total) / (count - 1);
    result.meanSquareBetween = msb;
    result.meanSquareWithin = msw;
    result.typicalSize = n0;
    if (msb + (n0 - 1) * msw > 0)
        result.icc = (msb - msw) / (msb + (n0 - 1) * msw);
    else
        result.status = Status::ZeroVariance;
    return result;
}

} // namespace ms::stats
