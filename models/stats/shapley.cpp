// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/shapley.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"

#include <bit>

namespace ms::stats {

namespace {

/// |S|! (m - |S| - 1)! for each size of S: whole numbers, so that integer costs stay exact.
std::vector<long double> weightsBySize(std::size_t factors) {
    std::vector<long double> factorial{1};
    for (std::size_t i = 1; i <= factors; ++i)
        factorial.push_back(factorial.back() * static_cast<long double>(i));
    std::vector<long double> weights;
    for (std::size_t size = 0; size < factors; ++size)
        weights.push_back(factorial[size] * factorial[factors - size - 1]);
    return weights;
}

/// m! times the effect of one factor.
long double weightedEffect(std::span<const long double> values,
                           std::span<const long double> weights, std::size_t factor) {
    const std::uint32_t bit = std::uint32_t{1} << factor;
    LongCompensatedSum sum;
    for (std::uint32_t subset = 0; subset < values.size(); ++subset)
        if ((subset & bit) == 0)
            sum.add(weights[std::size_t(std::popcount(subset))] *
                    (values[subset | bit] - values[subset]));
    return sum.value();
}

ShapleyShares sharesOf(std::size_t factors, std::span<const long double> values) {
    ShapleyShares result;
    const std::vector<long double> weights = weightsBySize(factors);
    const long double delta = values.back() - values.front();
    const long double orders = factors == 0 ? 1 : weights[0] * static_cast<long double>(factors);
    LongCompensatedSum rest;
    rest.add(orders * delta);
    for (std::size_t factor = 0; factor < factors; ++factor) {
        const long double effect = weightedEffect(values, weights, factor);
        rest.add(-effect);
        result.effects.push_back(double(effect / orders));
    }
    result.delta = double(delta);
    result.residual = double(rest.value() / orders);
    return result;
}

} // namespace

ShapleyShares shapleyShares(std::size_t factors,
                            const std::function<double(std::uint32_t subset)>& valueOf) {
    CHECK(factors <= kMostShapleyFactors, "Too many factors for exact Shapley shares.");
    std::vector<long double> values;
    for (std::uint32_t subset = 0; subset < std::uint32_t{1} << factors; ++subset)
        values.push_back(valueOf(subset));
    return sharesOf(factors, values);
}

ShapleyShares shapleyOfProducts(std::size_t factors, std::span<const double> before,
                                std::span<const double> after) {
    CHECK(factors > 0 && factors <= kMostShapleyFactors, "Exact Shapley shares need few factors.");
    CHECK(before.size() == after.size() && before.size() % factors == 0,
          "A decomposition needs the same segments before and after, all with all factors.");
    std::vector<long double> values;
    for (std::uint32_t subset = 0; subset < std::uint32_t{1} << factors; ++subset) {
        LongCompensatedSum total;
        for (std::size_t at = 0; at < before.size(); at += factors) {
            long double product = 1;
            for (std::size_t factor = 0; factor < factors; ++factor)
                product *= (subset >> factor & 1 ? after : before)[at + factor];
            total.add(product);
        }
        values.push_back(total.value());
    }
    return sharesOf(factors, values);
}

} // namespace ms::stats
