// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/gpu_pools.h"

#include "models/analysis/exchange_rates.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace ms::analysis {

using core::GpuHourFact;
using core::Int128;
using core::MoneySum;

namespace {

constexpr int kMicroDecimals = 6;

std::optional<Int128> micro(const std::optional<core::Decimal>& number) {
    if (!number)
        return std::nullopt;
    const auto scaled = core::scaled(*number, kMicroDecimals, core::Rounding::HalfEven);
    return scaled ? std::optional(*scaled) : std::nullopt;
}

std::optional<MoneySum> amountOf(const GpuHourFact& fact, const ExchangeRates& rates,
                                 core::Day day) {
    if (rates.isBase(fact.currency))
        return MoneySum{fact.hourlyRate};
    const auto rate = rates.on(fact.currency, day).rate;
    return rate ? converted(fact.hourlyRate, *rate) : std::nullopt;
}

} // namespace

GpuPools gpuPoolsOf(const GpuBooks& books, const core::TimeRange& range, const core::Zone& zone) {
    GpuPools found;
    if (!books.hours)
        return found;
    const ExchangeRates rates(books.fx, books.baseCurrency);
    std::map<std::pair<std::string, std::string>, GpuPool> pools;
    std::set<std::tuple<std::int64_t, std::string, std::string, std::string>> stated;
    for (const GpuHourFact& fact : *books.hours) {
        const core::Instant start = zone.resolve(fact.hourStart);
        if (!range.contains(start))
            continue;
        const auto amount = amountOf(fact, rates, zone.dayOf(start));
        if (!amount) {
            ++found.withoutRate;
            found.currenciesWithoutRate.insert(fact.currency);
            continue;
        }
        ++found.rows;
        // Rows without a node may be several nodes that nobody named.
        if (!fact.node.empty() &&
            !stated.insert({start.micros, fact.pool, fact.node, fact.feature}).second)
            ++found.statedTwice;
        GpuWindow window{query::civilHourOf(start, zone), start, *amount, micro(fact.gpus),
                         micro(fact.utilisation)};
        found.isOffTheHour = found.isOffTheHour || window.hour.start != start;
        GpuPool& pool = pools[{fact.pool, fact.feature}];
        pool.name = fact.pool;
        pool.feature = fact.feature;
        pool.windows.push_back(std::move(window));
    }
    for (auto& [key, pool] : pools) {
        std::stable_sort(pool.windows.begin(), pool.windows.end(),
                         [](const GpuWindow& a, const GpuWindow& b) { return a.start < b.start; });
        found.pools.push_back(std::move(pool));
    }
    return found;
}

} // namespace ms::analysis
