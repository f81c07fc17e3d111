// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/largest_remainder.h"

#include "models/core/check.h"

#include <algorithm>
#include <numeric>

namespace ms::core {

namespace {

/// total x weight / sum as floor and remainder, without overflowing 128 bits: the total is split
/// into quotient and remainder by the sum first.
struct Quota {
    Int128 floor;
    Int128 remainder; // numerator over the sum of weights
};

Quota quotaOf(Int128 total, std::uint64_t weight, Int128 sum) {
    const Int128 whole = total / sum;
    const Int128 part =
        (total % sum) * static_cast<Int128>(weight); // < 2^64 * 2^63 for sums below 2^63
    return {whole * static_cast<Int128>(weight) + part / sum, part % sum};
}

} // namespace

std::vector<Int128> largestRemainder(Int128 total, std::span<const std::uint64_t> weights,
                                     std::span<const std::string_view> ids) {
    CHECK(weights.size() == ids.size(), "A split needs one id a weight.");
    const std::size_t n = weights.size();
    if (n == 0) {
        CHECK(total == 0, "A sum cannot be split over nothing.");
        return {};
    }
    Int128 sum = 0;
    for (const std::uint64_t weight : weights)
        sum += static_cast<Int128>(weight);
    CHECK(sum < (Int128{1} << 63), "The weights of a split add up to too much.");
    const bool isEqual = sum == 0;
    if (isEqual)
        sum = static_cast<Int128>(n);
    const bool isNegative = total < 0;
    Int128 left = isNegative ? -total : total;

    std::vector<Int128> shares(n);
    std::vector<Int128> remainders(n);
    const Int128 amount = left;
    for (std::size_t i = 0; i < n; ++i) {
        const Quota quota = quotaOf(amount, isEqual ? 1 : weights[i], sum);
        shares[i] = quota.floor;
        remainders[i] = quota.remainder;
        left -= quota.floor;
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (remainders[a] != remainders[b])
            return remainders[a] > remainders[b];
        if (weights[a] != weights[b])
            return weights[a] > weights[b];
        return ids[a] != ids[b] ? ids[a] < ids[b] : a < b;
    });
    CHECK(left < static_cast<Int128>(n), "A split left more units over than it has parts.");
    for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i)
        shares[order[i]] += 1;
    if (isNegative)
        for (Int128& share : shares)
            share = -share;
    return shares;
}

std::vector<std::uint64_t> splitWeights(std::span<const Int128> weights) {
    constexpr Int128 kMostSum = Int128{1} << 62;
    Int128 sum = 0;
    for (const Int128 weight : weights)
        sum += std::max<Int128>(weight, 0);
    int shift = 0;
    while (sum >> shift > kMostSum)
        ++shift;
    std::vector<std::uint64_t> fitting;
    fitting.reserve(weights.size());
    for (const Int128 weight : weights)
        fitting.push_back(static_cast<std::uint64_t>(std::max<Int128>(weight, 0) >> shift));
    return fitting;
}

} // namespace ms::core
