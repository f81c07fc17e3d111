// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/outlier_drivers.h"

#include "models/analysis/averages.h"
#include "models/core/check.h"

#include <algorithm>
#include <array>
#include <map>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Measure;
using stats::UnitDriver;

namespace {

constexpr std::size_t kReferenceUnits = 2'000;

constexpr std::array kMeasures{
    Measure::PricedAttempts,
    Measure::PricedInputTokens,
    Measure::PricedCacheReadTokens,
    Measure::PricedCacheWrite5mTokens,
    Measure::PricedCacheWrite1hTokens,
    Measure::PricedOutputTokens,
    Measure::InputCost,
    Measure::CacheReadCost,
    Measure::CacheWrite5mCost,
    Measure::CacheWrite1hCost,
    Measure::OutputCost,
    Measure::Cost,
};

/// What a unit's drivers are made of.
struct UnitNumbers {
    stats::PartialDriverNumbers by;
    MoneySum cost;
    MoneySum byBucket; // the part of the cost that tokens and prices explain
};

UnitNumbers numbersOf(const query::EntityTotals& totals, std::size_t unit) {
    const auto value = [&](Measure measure) {
        const auto at = std::find(kMeasures.begin(), kMeasures.end(), measure);
        return totals.values[std::size_t(at - kMeasures.begin())][unit];
    };
    UnitNumbers numbers;
    numbers.cost = core::Money::fromPicos(value(Measure::Cost));
    const auto at = [&](UnitDriver driver) -> std::optional<double>& {
        return numbers.by[std::size_t(driver)];
    };
    const Int128 attempts = value(Measure::PricedAttempts);
    at(UnitDriver::Attempts) = shareOf(attempts, Int128(1));
    at(UnitDriver::ContextTokens) = 0; // logs do not tell it from the prompt
    for (const Measure bucket :
         {Measure::InputCost, Measure::CacheReadCost, Measure::CacheWrite5mCost,
          Measure::CacheWrite1hCost, Measure::OutputCost})
        numbers.byBucket += core::Money::fromPicos(value(bucket));
    const auto set = [&](UnitDriver tokens, UnitDriver price, std::int64_t count,
                         std::int64_t picos) {
        at(tokens) = shareOf(Int128(count), attempts).value_or(0);
        at(price) = shareOf(Int128(picos), Int128(count) * core::kPicosPerUnit);
    };
    set(UnitDriver::PromptTokens, UnitDriver::PriceIn, value(Measure::PricedInputTokens),
        value(Measure::InputCost));
    set(UnitDriver::CacheReadTokens, UnitDriver::PriceCacheRead,
        value(Measure::PricedCacheReadTokens), value(Measure::CacheReadCost));
    set(UnitDriver::CacheWriteTokens, UnitDriver::PriceCacheWrite,
        value(Measure::PricedCacheWrite5mTokens) + value(Measure::PricedCacheWrite1hTokens),
        value(Measure::CacheWrite5mCost) + value(Measure::CacheWrite1hCost));
    set(UnitDriver::OutputTokens, UnitDriver::PriceOut, value(Measure::PricedOutputTokens),
        value(Measure::OutputCost));
    return numbers;
}

void explain(Outlier& row, const UnitNumbers& actual, const stats::PartialDriverNumbers& middle) {
    const stats::UnitDrivers drivers = stats::unitDrivers(middle, actual.by);
    row.reference = inMoney(drivers.referenceCost);
    MoneySum explained = row.reference;
    for (const UnitDriver driver : drivers.ranking) {
        const MoneySum amount = inMoney(drivers.contributions[std::size_t(driver)]);
        if (amount.isZero())
            continue; // averages of one price differ by their last bits
        row.drivers.push_back({driver, amount});
        explained += amount;
    }
    // Doubles miss the cost by bucket by single picos, which go to the largest driver.
    const MoneySum missed = actual.byBucket - explained;
    (row.drivers.empty() ? row.reference : row.drivers.front().amount) += missed;
    row.other = actual.cost - actual.byBucket;
}

} // namespace

core::Status explainOutliers(OutlierTable& table, const stats::CohortBaselines& baselines,
                             const std::vector<std::size_t>& unitOf,
                             const std::function<std::uint64_t(std::size_t)>& firstRowOf,
                             const query::Filter& filter, const query::EventSource& source,
                             std::stop_token stop) {
    // Rows of one cell of a baseline share their sample.
    std::map<std::vector<std::uint32_t>, std::vector<std::size_t>> rowsOf;
    query::EntityQuery ask{table.query.grain, {}, {kMeasures.begin(), kMeasures.end()}, filter, {}};
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        auto sample = baselines.sampleFor(unitOf[row], kReferenceUnits);
        for (const std::uint32_t unit : sample)
            ask.only.push_back(firstRowOf(unit));
        ask.only.push_back(table.rows[row].firstRow);
        rowsOf[std::move(sample)].push_back(row);
    }
    std::sort(ask.only.begin(), ask.only.end());
    ask.only.erase(std::unique(ask.only.begin(), ask.only.end()), ask.only.end());
    const auto totals = source.entities(ask, std::move(stop));
    if (!totals)
        return totals.error();
    const auto numbersAt = [&](std::uint64_t firstRow) {
        const auto at =
            std::lower_bound(totals->firstRow.begin(), totals->firstRow.end(), firstRow);
        CHECK(at != totals->firstRow.end() && *at == firstRow, "A unit is found again.");
        return numbersOf(*totals, std::size_t(at - totals->firstRow.begin()));
    };
    for (const auto& [sample, rows] : rowsOf) {
        std::vector<stats::PartialDriverNumbers> units;
        for (const std::uint32_t unit : sample)
            units.push_back(numbersAt(firstRowOf(unit)).by);
        const stats::PartialDriverNumbers middle = stats::componentwiseMedian(units);
        for (const std::size_t row : rows)
            explain(table.rows[row], numbersAt(table.rows[row].firstRow), middle);
    }
    return {};
}

} // namespace ms::analysis
