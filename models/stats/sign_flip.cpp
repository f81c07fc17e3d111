// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/sign_flip.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/splitmix64.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ms::stats {

namespace {

constexpr std::size_t kMostExactSigns = 17; // 131,072 patterns

} // namespace

PermutationTest signFlipTest(std::span<const double> parts, std::uint64_t seed) {
    std::vector<double> pool;
    CompensatedSum sum, sizes;
    for (const double part : parts) {
        if (part == 0)
            continue;
        pool.push_back(part);
        sum.add(part);
        sizes.add(std::abs(part));
    }
    std::sort(pool.begin(), pool.end()); // a seed gives the same whatever the order of the input
    PermutationTest test;
    test.observed = sum.value();
    if (pool.size() < 2) {
        test.status = Status::InsufficientClusters;
        return test;
    }
    const double threshold = std::abs(sum.value()) - 1e-12 * sizes.value();
    const auto count = [&](double flipped) {
        ++test.relabelings;
        test.extreme += std::abs(flipped) >= threshold ? 1 : 0;
    };
    test.isExact = pool.size() <= kMostExactSigns;
    if (test.isExact) {
        for (std::uint64_t signs = 0; signs < std::uint64_t(1) << pool.size(); ++signs) {
            double flipped = 0;
            for (std::size_t i = 0; i < pool.size(); ++i)
                flipped += (signs >> i & 1) != 0 ? -pool[i] : pool[i];
            count(flipped);
        }
        test.pValue = double(test.extreme) / double(test.relabelings);
        return test;
    }
    SplitMix64 random{seed};
    for (std::uint64_t draw = 0; draw < kRandomRelabelings; ++draw) {
        double flipped = 0;
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < pool.size(); ++i) {
            if (i % 64 == 0)
                bits = random.next();
            flipped += (bits >> (i % 64) & 1) != 0 ? -pool[i] : pool[i];
        }
        count(flipped);
    }
    test.pValue = double(test.extreme + 1) / double(kRandomRelabelings + 1);
    return test;
}

} // namespace ms::stats
