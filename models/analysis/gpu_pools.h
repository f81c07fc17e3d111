// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/query/hour_key.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ms::analysis {

/// What is known about GPU hours.
struct GpuBooks {
    std::shared_ptr<const std::vector<core::GpuHourFact>> hours; // null: none
    std::vector<core::FxFact> fx;
    std::string baseCurrency = "USD";
};

/// Millionths, so that shares of hours are split in whole numbers.
inline constexpr std::int64_t kMicro = 1'000'000;

/// One row of gpu_hours: what a node of a pool (or the pool) costs in an hour, in the base
/// currency.
struct GpuWindow {
    query::CivilHour hour;
    core::Instant start; // as stated
    core::MoneySum amount;
    std::optional<core::Int128> microGpus;
    std::optional<core::Int128> microUtilisation; // 0 to 10^6
};

/// The hours of one pool, or those of them that are kept for one feature.
struct GpuPool {
    std::string name;
    std::string feature;            // empty: anybody's
    std::vector<GpuWindow> windows; // by start
};

/// GPU hours that begin in a range, by pool and feature (byte order).
/// Output  `withoutRate` rows are in a currency that has no exchange rate on their day; they are
///         left out. `statedTwice` rows repeat hour, pool, node and feature of another one, with
///         other figures; all count. `isOffTheHour`: some begin within a civil hour of the zone.
/// Units   an amount is hourly_rate x 1 hour, converted at the latest rate on or before the day.
struct GpuPools {
    std::vector<GpuPool> pools;
    std::int64_t rows = 0; // that count
    std::int64_t withoutRate = 0;
    std::set<std::string> currenciesWithoutRate;
    std::int64_t statedTwice = 0;
    bool isOffTheHour = false;
};
GpuPools gpuPoolsOf(const GpuBooks& books, const core::TimeRange& range, const core::Zone& zone);

} // namespace ms::analysis
