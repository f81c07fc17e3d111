// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ms::core {

enum class Bucket : std::uint8_t {
    Input,
    CacheRead,
    CacheWrite5m,
    CacheWrite1h,
    Output,
    Request,
    Query
};
inline constexpr std::size_t kBuckets = 7;
std::string_view nameOf(Bucket bucket); // "cache_write_5m"
std::optional<Bucket> bucketNamed(std::string_view name);

/// "`amount` `currency` buy `per` tokens (requests, queries) of this bucket".
struct PriceRule {
    std::string provider;
    std::string model;
    std::string account;          // empty: any account
    std::string serviceTier;      // empty: standard
    std::int64_t contextOver = 0; // holds for attempts whose whole prompt is larger
    Bucket bucket = Bucket::Input;
    std::int64_t per = 1'000'000; // 1 or more
    Money amount;
    std::string currency;
    std::optional<Moment> validFrom; // absent: always was
    std::optional<Moment> validTo;
    std::string source; // contract, list page, ...
    std::int64_t line = 0;
    std::string file; // filled by the store: the batch's file name
};

} // namespace ms::core
