// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/frame/columns.h"
#include "models/pricing/price_book.h"

#include <array>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace ms::frame {

inline constexpr std::size_t kCountedBuckets = 6; // tokens by bucket, then queries
inline constexpr std::array<core::Bucket, kCountedBuckets> kCountedBucketOrder{
    core::Bucket::Input,        core::Bucket::CacheRead, core::Bucket::CacheWrite5m,
    core::Bucket::CacheWrite1h, core::Bucket::Output,    core::Bucket::Query};
using BucketCounts = std::array<std::int64_t, kCountedBuckets>;

/// The counts of the buckets, in the order above.
std::array<const CountColumn*, kCountedBuckets> bucketCountsOf(const UsageColumns& usage);

/// A rate card made for millions of attempts: pico-units for one token of each bucket. Where a rate
/// is finer than that, or a cost could leave 64 bits, `isExact` is false and pricing::priceOf does
/// the work.
struct UnitPrices {
    const pricing::RateCard* card = nullptr;
    std::uint32_t code = 0; // among all tariffs of compileTariffs, from 1 on
    BucketCounts unit{};
    std::int64_t fee = 0; // of the request
    std::array<bool, kCountedBuckets> isFallbackRate{};
    bool isAnyFallbackRate = false;
    bool hasInput = false;
    bool hasOutput = false;
    bool isExact = true;
};

/// PriceBook::Tariff with unit prices in place of rule numbers.
struct CompiledTariff {
    struct Band {
        std::int64_t over;
        UnitPrices prices;
    };
    struct Period {
        std::int64_t from;
        std::vector<Band> bands;
    };
    pricing::PriceBook::Tariff tariff; // owns the cards
    std::vector<Period> periods;
    std::vector<Band> undated;

    const UnitPrices* at(std::int64_t micros, std::int64_t prompt) const {
        const std::vector<Band>* bands = &undated;
        if (micros != core::kUnknownNumber && !periods.empty()) {
            std::size_t p = periods.size() - 1;
            while (p > 0 && micros < periods[p].from)
                --p; // few, the latest mostly
            bands = &periods[p].bands;
        }
        for (const Band& band : *bands)
            if (prompt > band.over)
                return &band.prices;
        return nullptr;
    }
};

/// The tariffs of `book` for the rows of `columns`, by the codes of Columns::tariffs.
core::Result<std::vector<CompiledTariff>>
compileTariffs(const Columns& columns, const pricing::PriceBook& book, std::stop_token stop);

/// By UnitPrices::code; the first is null. They live as long as `tariffs`.
std::vector<const UnitPrices*> pricesByCode(const std::vector<CompiledTariff>& tariffs);

} // namespace ms::frame
