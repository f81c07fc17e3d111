// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/attribution.h"

#include "models/stats/splitmix64.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace ms::scenario {

using core::Int128;

namespace {

constexpr int kOrders = 2000;

/// Quotients that add up to sum / divisor, which is whole: floors, then one each to the largest
/// remainders, the first ones where these are equal.
std::vector<Int128> quotients(const std::vector<Int128>& dividends, Int128 divisor) {
    std::vector<Int128> result;
    std::vector<Int128> remainders;
    Int128 left = 0;
    for (const Int128 dividend : dividends) {
        Int128 quotient = dividend / divisor;
        if (quotient * divisor > dividend)
            --quotient;
        result.push_back(quotient);
        remainders.push_back(dividend - quotient * divisor);
        left += remainders.back();
    }
    std::vector<std::size_t> order(result.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; i < order.size() && left >= divisor; ++i, left -= divisor)
        ++result[order[i]];
    return result;
}

class Amounts {
public:
    explicit Amounts(const std::function<Int128(std::uint32_t)>& amountOf) : m_amountOf{amountOf} {}
    Int128 of(std::uint32_t subset) {
        const auto [place, isNew] = m_known.try_emplace(subset);
        if (isNew)
            place->second = m_amountOf(subset);
        return place->second;
    }

private:
    const std::function<Int128(std::uint32_t)>& m_amountOf;
    std::unordered_map<std::uint32_t, Int128> m_known;
};

/// Sum over subsets S without i of |S|! (n - |S| - 1)! (v(S + i) - v(S)), all over n!.
std::vector<Int128> exactShapley(std::size_t levers, Amounts& amounts) {
    std::vector<Int128> factorial{1};
    for (std::size_t i = 1; i <= levers; ++i)
        factorial.push_back(factorial.back() * Int128(i));
    std::vector<Int128> numerators(levers);
    for (std::uint32_t subset = 0; subset < 1U << levers; ++subset)
        for (std::size_t i = 0; i < levers; ++i) {
            const std::uint32_t with = subset | 1U << i;
            if (with == subset)
                continue;
            const auto size = std::size_t(std::popcount(subset));
            numerators[i] += factorial[size] * factorial[levers - size - 1] *
                             (amounts.of(with) - amounts.of(subset));
        }
    return quotients(numerators, factorial[levers]);
}

void sampledShapley(Attribution& result, std::size_t levers, Amounts& amounts, std::uint64_t seed) {
    stats::SplitMix64 random{seed};
    std::vector<Int128> sums(levers);
    std::vector<double> squares(levers);
    std::vector<std::size_t> order(levers);
    std::iota(order.begin(), order.end(), std::size_t(0));
    for (int round = 0; round < kOrders; ++round) {
        for (std::size_t i = levers; i > 1; --i)
            std::swap(order[i - 1], order[random.below(i)]);
        std::uint32_t subset = 0;
        for (const std::size_t lever : order) {
            const Int128 before = amounts.of(subset);
            subset |= 1U << lever;
            const Int128 effect = amounts.of(subset) - before;
            sums[lever] += effect;
            squares[lever] += double(effect) * double(effect);
        }
    }
    result.shapley = quotients(sums, kOrders);
    for (std::size_t i = 0; i < levers; ++i) {
        const double mean = double(sums[i]) / kOrders;
        const double variance = std::max(0.0, squares[i] / kOrders - mean * mean);
        result.shapleyError.push_back(std::sqrt(variance / (kOrders - 1)));
    }
}

} // namespace

Int128 Attribution::interaction() const {
    return std::accumulate(standalone.begin(), standalone.end(), change(),
                           [](Int128 rest, Int128 alone) { return rest - alone; });
}

Attribution attribute(std::size_t levers, const std::function<Int128(std::uint32_t)>& amountOf,
                      std::uint64_t seed) {
    Amounts amounts(amountOf);
    Attribution result;
    result.base = amounts.of(0);
    std::uint32_t subset = 0;
    for (std::size_t i = 0; i < levers; ++i) {
        const Int128 before = amounts.of(subset);
        subset |= 1U << i;
        result.sequential.push_back(amounts.of(subset) - before);
        result.standalone.push_back(amounts.of(1U << i) - result.base);
    }
    result.final = amounts.of(subset);
    if (levers <= kMostExactLevers)
        result.shapley = exactShapley(levers, amounts);
    else
        sampledShapley(result, levers, amounts, seed);
    return result;
}

} // namespace ms::scenario
