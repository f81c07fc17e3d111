// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/correlation.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/distributions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace ms::stats {

namespace {

constexpr std::size_t kFewest = 4; // the interval divides by n - 3

std::vector<double> ranksOf(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        while (end < order.size() && values[order[end]] == values[order[first]])
            ++end;
        for (std::size_t i = first; i < end; ++i)
            ranks[order[i]] = double(first + end + 1) / 2;
        first = end;
    }
    return ranks;
}

double meanOf(std::span<const double> values) {
    CompensatedSum sum;
    for (const double value : values)
        sum.add(value);
    return sum.value() / double(values.size());
}

std::optional<double> coefficientOf(std::span<const double> x, std::span<const double> y) {
    const double meanX = meanOf(x), meanY = meanOf(y);
    CompensatedSum xx, yy, xy;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx.add((x[i] - meanX) * (x[i] - meanX));
        yy.add((y[i] - meanY) * (y[i] - meanY));
        xy.add((x[i] - meanX) * (y[i] - meanY));
    }
    if (!(xx.value() > 0) || !(yy.value() > 0))
        return std::nullopt;
    return std::clamp(xy.value() / std::sqrt(xx.value() * yy.value()), -1.0, 1.0);
}

enum class Kind { Pearson, Spearman };

Estimate estimateOf(std::span<const double> x, std::span<const double> y, Kind kind, double alpha) {
    if (x.size() < kFewest)
        return estimateWithout(Status::InsufficientClusters, {});
    const std::optional<double> r = coefficientOf(x, y);
    if (!r)
        return estimateWithout(Status::ZeroVariance, {});
    constexpr double kRounding = 1e-12;
    if (1 - std::abs(*r) < kRounding)
        return estimateWithout(Status::DegenerateScale, *r);
    const double numerator = kind == Kind::Spearman ? 1 + *r * *r / 2 : 1;
    Estimate estimate;
    estimate.value = r;
    estimate.standardError = std::sqrt(numerator / double(x.size() - 3));
    const double half = normalQuantile(1 - alpha / 2) * *estimate.standardError;
    estimate.interval =
        Interval{std::tanh(std::atanh(*r) - half), std::tanh(std::atanh(*r) + half)};
    return estimate;
}

} // namespace

Correlation correlationOf(std::span<const double> x, std::span<const double> y, double alpha) {
    CHECK(x.size() == y.size(), "A correlation is of pairs.");
    return {estimateOf(x, y, Kind::Pearson, alpha),
            estimateOf(ranksOf(x), ranksOf(y), Kind::Spearman, alpha)};
}

} // namespace ms::stats
