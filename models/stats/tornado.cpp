// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/tornado.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"
#include "models/stats/splitmix64.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

Tornado tornadoOf(std::span<const AssumedRange> ranges, const ResultOf& resultOf) {
    std::vector<double> values;
    for (const AssumedRange& range : ranges)
        values.push_back(range.base);
    Tornado tornado;
    tornado.base = resultOf(values);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        TornadoBar bar{ranges[i].name, 0, 0, 0};
        values[i] = ranges[i].low;
        bar.atLow = resultOf(values);
        values[i] = ranges[i].high;
        bar.atHigh = resultOf(values);
        values[i] = ranges[i].base;
        bar.width = std::abs(bar.atHigh - bar.atLow);
        tornado.bars.push_back(std::move(bar));
    }
    std::sort(tornado.bars.begin(), tornado.bars.end(),
              [](const TornadoBar& a, const TornadoBar& b) {
                  return a.width != b.width ? a.width > b.width : a.name < b.name;
              });
    return tornado;
}

double triangularAt(const AssumedRange& range, double uniform) {
    const double a = range.low, c = range.base, b = range.high;
    if (!(b > a))
        return a;
    return uniform < (c - a) / (b - a) ? a + std::sqrt(uniform * (b - a) * (c - a))
                                       : b - std::sqrt((1 - uniform) * (b - a) * (b - c));
}

MonteCarlo monteCarlo(std::span<const AssumedRange> ranges, const ResultOf& resultOf,
                      std::uint64_t seed, std::size_t draws) {
    SplitMix64 random{seed};
    MonteCarlo result;
    std::vector<double> values(ranges.size());
    for (std::size_t draw = 0; draw < draws; ++draw) {
        for (std::size_t i = 0; i < ranges.size(); ++i)
            values[i] = triangularAt(ranges[i], random.uniform());
        result.sorted.push_back(resultOf(values));
    }
    std::sort(result.sorted.begin(), result.sorted.end());
    const double count = double(draws);
    CompensatedSum sum, squares;
    for (const double value : result.sorted)
        sum.add(value);
    result.mean = sum.value() / count;
    for (const double value : result.sorted)
        squares.add((value - result.mean) * (value - result.mean));
    if (draws > 1)
        result.deviation = std::sqrt(squares.value() / (count - 1));
    result.standardError = result.deviation / std::sqrt(count);
    result.p10 = quantileType7(result.sorted, 0.1);
    result.p50 = quantileType7(result.sorted, 0.5);
    result.p90 = quantileType7(result.sorted, 0.9);
    return result;
}

double MonteCarlo::shareBelow(double value) const {
    const auto first = std::lower_bound(sorted.begin(), sorted.end(), value);
    return sorted.empty() ? 0 : double(first - sorted.begin()) / double(sorted.size());
}

} // namespace ms::stats
