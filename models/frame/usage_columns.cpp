// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/columns.h"
#include "models/frame/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace ms::frame {

using core::kUnknownNumber;
using core::NumberColumn;

namespace {

constexpr std::size_t kBuckets = 7;
constexpr std::array<NumberColumn, kBuckets> kCounts{
    NumberColumn::Input,        NumberColumn::CacheRead, NumberColumn::CacheWrite5m,
    NumberColumn::CacheWrite1h, NumberColumn::Output,    NumberColumn::Reasoning,
    NumberColumn::Queries};

struct Extent { // of one column, gathered from many threads
    std::atomic<std::int64_t> smallest = 0;
    std::atomic<std::int64_t> largest = 0;
    std::once_flag hasRoom; // an array is made when the first count is not 0
    void include(std::int64_t low, std::int64_t high) {
        std::int64_t seen = smallest;
        while (low < seen && !smallest.compare_exchange_weak(seen, low)) {
        }
        seen = largest;
        while (high > seen && !largest.compare_exchange_weak(seen, high)) {
        }
    }
};

std::uint8_t flagOf(NumberColumn column) {
    if (column == NumberColumn::LatencyMs)
        return 1; // LatencyColumn::isUnknown
    if (column == NumberColumn::Input)
        return kInputUnknown;
    return column == NumberColumn::Output ? kOutputUnknown : 0;
}

template <class Value>
void copyCounts(std::span<const std::int64_t> from, Value* to, std::uint8_t flag,
                std::uint8_t* flags) {
    for (std::size_t i = 0; i < from.size(); ++i) {
        const bool isUnknown = from[i] == kUnknownNumber;
        to[i] = isUnknown ? Value(0) : Value(from[i]);
        if (flag != 0 && isUnknown)
            flags[i] |= flag;
    }
}

void flagUnknown(std::span<const std::int64_t> counts, std::uint8_t flag, std::uint8_t* flags) {
    for (std::size_t i = 0; flag != 0 && i < counts.size(); ++i)
        if (counts[i] == kUnknownNumber)
            flags[i] |= flag;
}

/// An answer from the application's own cache: its tokens were not bought.
void moveAvoided(UsageColumns& usage, std::size_t begin, std::size_t end, std::int64_t* avoided) {
    for (CountColumn* bucket : {&usage.input, &usage.cacheRead, &usage.cacheWrite5m,
                                &usage.cacheWrite1h, &usage.output, &usage.reasoning}) {
        const bool isPart = bucket == &usage.reasoning; // of the output, counted there
        const auto move = [&](auto& values) {
            if (values.empty())
                return;
            for (std::size_t row = begin; row < end; ++row) {
                if (!(usage.flags[row] & kAppCache))
                    continue;
                if (!isPart)
                    avoided[row] += std::int64_t(values[row]);
                values[row] = 0;
            }
        };
        move(bucket->narrow);
        move(bucket->wide);
    }
}

} // namespace

core::Status Columns::readCounts(std::span<const NumberColumn> numbers,
                                 std::span<CountColumn* const> counts, std::uint8_t* flags,
                                 std::stop_token stop) const {
    const auto segments = m_source->segments();
    const auto indexOf = [numbers](NumberColumn column) {
        return std::size_t(std::find(numbers.begin(), numbers.end(), column) - numbers.begin());
    };
    std::vector<Extent> extents(numbers.size());
    core::Status status = m_source->readNumbers(
        numbers,
        [&](std::size_t segment, NumberColumn column, std::span<const std::int64_t> values) {
            const std::size_t at = indexOf(column);
            const std::size_t first = segments[segment].firstRow;
            std::int64_t low = 0;
            std::int64_t high = 0;
            for (const std::int64_t value : values) {
                low = std::min(low, value == kUnknownNumber ? 0 : value);
                high = std::max(high, value);
            }
            if (low == 0 && high == 0)
                return flagUnknown(values, flagOf(column), flags + first);
            extents[at].include(low, high);
            std::call_once(extents[at].hasRoom, [&] { counts[at]->narrow.resize(m_rows); });
            copyCounts(values, counts[at]->narrow.data() + first, flagOf(column), flags + first);
        },
        stop);
    std::vector<NumberColumn> tooLarge;
    for (std::size_t i = 0; status && i < numbers.size(); ++i) {
        CountColumn& count = *counts[i];
        count.largest = std::max(extents[i].largest.load(), -extents[i].smallest.load());
        if (extents[i].smallest >= 0 && count.largest <= UINT32_MAX)
            continue;
        count.narrow = {};
        count.wide.resize(m_rows);
        tooLarge.push_back(numbers[i]);
    }
    if (!status || tooLarge.empty())
        return status;
    return m_source->readNumbers(
        tooLarge,
        [&](std::size_t segment, NumberColumn column, std::span<const std::int64_t> values) {
            const std::size_t first = segments[segment].firstRow;
            copyCounts(values, counts[indexOf(column)]->wide.data() + first, 0, flags + first);
        },
        stop);
}

core::Result<const UsageColumns*> Columns::usage(std::stop_token stop) const {
    return m_usage.get([&]() -> core::Result<std::unique_ptr<const UsageColumns>> {
        auto usage = std::make_unique<UsageColumns>();
        usage->flags.resize(m_rows);
        const std::array<CountColumn*, kBuckets> counts{
            &usage->input,  &usage->cacheRead, &usage->cacheWrite5m, &usage->cacheWrite1h,
            &usage->output, &usage->reasoning, &usage->queries};
        core::Status status = readCounts(kCounts, counts, usage->flags.data(), stop);
        if (!status)
            return status.error();

        std::atomic<bool> isAnyCached = false;
        std::atomic<bool> isAnyFallback = false;
        const auto segments = m_source->segments();
        constexpr std::array marks{NumberColumn::AppCacheHit, NumberColumn::Fallback};
        status = m_source->readNumbers(
            marks,
            [&](std::size_t segment, NumberColumn column, std::span<const std::int64_t> values) {
                const bool isCache = column == NumberColumn::AppCacheHit;
                std::uint8_t* flags = usage->flags.data() + segments[segment].firstRow;
                bool isAny = false;
                for (std::size_t i = 0; i < values.size(); ++i) {
                    if (values[i] != 1)
                        continue;
                    flags[i] |= isCache ? kAppCache : kFallback;
                    isAny = true;
                }
                if (isAny)
                    (isCache ? isAnyCached : isAnyFallback) = true;
            },
            stop);
        if (!status)
            return status.error();
        usage->hasFallback = isAnyFallback;
        for (std::uint8_t& flags : usage->flags)
            if ((flags & (kInputUnknown | kOutputUnknown)) && !(flags & kAppCache))
                flags |= kIncomplete;
        if (isAnyCached) {
            usage->avoided.wide.resize(m_rows);
            const auto move = [&](unsigned, std::size_t block) {
                moveAvoided(*usage, block * kBlockRows, std::min(m_rows, (block + 1) * kBlockRows),
                            usage->avoided.wide.data());
            };
            if (!parallelBlocks(blocksOf(m_rows), m_workers, stop, move))
                return cancelled();
            for (const std::int64_t tokens : usage->avoided.wide)
                usage->avoided.largest = std::max(usage->avoided.largest, std::abs(tokens));
            if (usage->avoided.largest == 0)
                usage->avoided.wide = {};
        }
        return std::unique_ptr<const UsageColumns>(std::move(usage));
    });
}

core::Result<const LatencyColumn*> Columns::latency(std::stop_token stop) const {
    return m_latency.get([&]() -> core::Result<std::unique_ptr<const LatencyColumn>> {
        auto latency = std::make_unique<LatencyColumn>();
        latency->isUnknown.resize(m_rows);
        constexpr std::array wanted{NumberColumn::LatencyMs};
        const std::array counts{&latency->millis};
        const core::Status status = readCounts(wanted, counts, latency->isUnknown.data(), stop);
        if (!status)
            return status.error();
        return std::unique_ptr<const LatencyColumn>(std::move(latency));
    });
}

} // namespace ms::frame
