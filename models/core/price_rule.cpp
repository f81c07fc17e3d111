// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/price_rule.h"

#include <array>

namespace ms::core {

namespace {
constexpr std::array<std::string_view, kBuckets> kBucketNames{
    "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "request", "query"};
}

std::string_view nameOf(Bucket bucket) {
    return kBucketNames[std::size_t(bucket)];
}

std::optional<Bucket> bucketNamed(std::string_view name) {
    for (std::size_t i = 0; i < kBuckets; ++i)
        if (kBucketNames[i] == name)
            return static_cast<Bucket>(i);
    return std::nullopt;
}

} // namespace ms::core
