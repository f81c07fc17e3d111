// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/sample_ratio.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/distributions.h"

namespace ms::stats {

SampleRatioTest testSampleRatio(std::span<const std::int64_t> observed,
                                std::span<const double> weights, std::int64_t looks) {
    CHECK(observed.size() == weights.size(), "Every arm has a declared weight.");
    CHECK(looks > 0, "Data are looked at once at least.");
    SampleRatioTest test;
    std::int64_t arms = 0;
    std::int64_t units = 0;
    CompensatedSum totalWeight;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        CHECK(weights[i] >= 0 && observed[i] >= 0, "Counts and weights are not negative.");
        if (weights[i] == 0)
            continue;
        ++arms;
        units += observed[i];
        totalWeight.add(weights[i]);
    }
    if (arms < 2 || units == 0) {
        test.status = arms < 2 ? Status::InsufficientClusters : Status::ZeroDenominator;
        return test;
    }
    CompensatedSum chiSquare;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0)
            continue;
        const double expected = double(units) * weights[i] / totalWeight.value();
        const double deviation = double(observed[i]) - expected;
        chiSquare.add(deviation * deviation / expected);
    }
    test.chiSquare = chiSquare.value();
    test.degreesOfFreedom = arms - 1;
    test.pValue = chiSquareUpperTail(chiSquare.value(), double(arms - 1));
    if (*test.pValue < kSampleRatioLevel / double(looks))
        test.status = Status::SrmFailed;
    return test;
}

} // namespace ms::stats
