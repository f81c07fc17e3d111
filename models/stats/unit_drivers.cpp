// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/unit_drivers.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"
#include "models/stats/shapley.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

namespace {

constexpr std::array<std::string_view, kUnitDrivers> kNames{
    "attempts",      "cache_read_tokens", "cache_write_tokens", "context_tokens",
    "output_tokens", "price_cache_read",  "price_cache_write",  "price_in",
    "price_out",     "prompt_tokens"};

} // namespace

std::string_view nameOf(UnitDriver driver) {
    return kNames[std::size_t(driver)];
}

double unitCost(const DriverNumbers& unit) {
    using enum UnitDriver;
    const auto of = [&](UnitDriver driver) { return unit[std::size_t(driver)]; };
    return of(Attempts) *
           ((of(PromptTokens) + of(ContextTokens)) * of(PriceIn) + of(OutputTokens) * of(PriceOut) +
            of(CacheReadTokens) * of(PriceCacheRead) + of(CacheWriteTokens) * of(PriceCacheWrite));
}

UnitDrivers unitDrivers(const DriverNumbers& reference, const DriverNumbers& actual) {
    std::vector<std::size_t> different; // the others contribute nothing in any order
    for (std::size_t i = 0; i < kUnitDrivers; ++i)
        if (reference[i] != actual[i])
            different.push_back(i);
    const ShapleyShares shares = shapleyShares(different.size(), [&](std::uint32_t subset) {
        DriverNumbers unit = reference;
        for (std::size_t i = 0; i < different.size(); ++i)
            if (subset >> i & 1)
                unit[different[i]] = actual[different[i]];
        return unitCost(unit);
    });

    UnitDrivers result;
    result.referenceCost = unitCost(reference);
    result.actualCost = unitCost(actual);
    result.residual = shares.residual;
    for (std::size_t i = 0; i < different.size(); ++i) {
        result.contributions[different[i]] = shares.effects[i];
        if (shares.effects[i] != 0)
            result.ranking.push_back(UnitDriver(different[i]));
    }
    std::stable_sort(result.ranking.begin(), result.ranking.end(), [&](UnitDriver a, UnitDriver b) {
        return std::abs(result.contributions[std::size_t(a)]) >
               std::abs(result.contributions[std::size_t(b)]);
    });
    return result;
}

DriverNumbers componentwiseMedian(std::span<const DriverNumbers> units) {
    CHECK(!units.empty(), "A reference unit needs units.");
    DriverNumbers middle{};
    std::vector<double> numbers(units.size());
    for (std::size_t i = 0; i < kUnitDrivers; ++i) {
        std::transform(units.begin(), units.end(), numbers.begin(),
                       [i](const DriverNumbers& unit) { return unit[i]; });
        std::sort(numbers.begin(), numbers.end());
        middle[i] = median(numbers);
    }
    return middle;
}

PartialDriverNumbers componentwiseMedian(std::span<const PartialDriverNumbers> units) {
    PartialDriverNumbers middle;
    std::vector<double> numbers;
    for (std::size_t i = 0; i < kUnitDrivers; ++i) {
        numbers.clear();
        for (const PartialDriverNumbers& unit : units)
            if (unit[i])
                numbers.push_back(*unit[i]);
        std::sort(numbers.begin(), numbers.end());
        if (!numbers.empty())
            middle[i] = median(numbers);
    }
    return middle;
}

UnitDrivers unitDrivers(const PartialDriverNumbers& reference, const PartialDriverNumbers& actual) {
    DriverNumbers middle{};
    DriverNumbers own{};
    for (std::size_t i = 0; i < kUnitDrivers; ++i) {
        middle[i] = reference[i].value_or(actual[i].value_or(0));
        own[i] = actual[i].value_or(middle[i]);
    }
    return unitDrivers(middle, own);
}

std::vector<Materiality> materialities(std::span<const double> costs) {
    CompensatedSum sum;
    for (const double cost : costs)
        sum.add(cost);
    const double total = sum.value(), n = double(costs.size());
    std::vector<Materiality> result;
    for (const double cost : costs) {
        Materiality& materiality = result.emplace_back();
        if (total > 0)
            materiality.shareOfTotal = cost / total;
        if (costs.size() > 1)
            materiality.meanShift = (cost - total / n) / (n - 1);
    }
    return result;
}

bool isMaterial(const Materiality& materiality, double excess, double moneyThreshold) {
    return materiality.shareOfTotal.value_or(0) > kMaterialShare || excess > moneyThreshold;
}

} // namespace ms::stats
