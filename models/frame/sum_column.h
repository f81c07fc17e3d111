// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/local_frame.h"
#include "models/query/query.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

namespace ms::frame {

/// Where the numbers come from that a measure adds up, one a row.
struct SumColumn {
    struct Nothing {}; // 0 for every row
    struct Ones {};    // counts rows
    struct Bits {      // counts rows where (byte & mask) == value
        const std::uint8_t* bytes;
        std::uint8_t mask;
        std::uint8_t value;
    };
    struct Buckets { // the sum of some token buckets, ...
        std::array<const CountColumn*, 5> counts{};
        const std::uint8_t* basis = nullptr; // ... of the rows of basis `only`, unless null
        query::CostBasis only = query::CostBasis::Unknown;
        bool isLeftOut(std::size_t row) const {
            return basis && (basis[row] & ~Rating::kFallbackRate) != std::uint8_t(only);
        }
    };
    struct Masked { // numbers of the rows where (byte & mask) == value
        const std::int64_t* numbers;
        const std::uint8_t* bytes;
        std::uint8_t mask;
        std::uint8_t value;
    };
    struct Parts { // what one bucket costs
        const BucketCosts* costs;
        core::Bucket bucket;
        bool isAsInput; // at the input rate
        void read(std::size_t begin, std::span<std::int64_t> parts) const {
            if (isAsInput)
                costs->partsAsInput(bucket, begin, parts);
            else
                costs->partsOf(bucket, begin, parts);
        }
    };
    using Source = std::variant<Nothing, Ones, Bits, Buckets, Masked, Parts, const std::uint8_t*,
                                const std::uint32_t*, const std::int64_t*>;
    Source source = Nothing{};
    std::int64_t largest = 1; // magnitude of any one number
};

/// Units, SuccessfulUnits, FailedUnits, PendingUnits.
bool isUnitCount(query::Measure measure);
/// The UnitFlag that rows have which such a measure, or a cost of units, is about.
std::uint8_t unitFlagOf(query::Measure measure);

/// The bucket whose part of the cost a measure adds up.
std::optional<core::Bucket> bucketOfCost(query::Measure measure);

/// The measures that are plain sums over rows. RetryCost, FallbackCost and what distinct measures
/// add for entities of several rows are not: they walk lists (entity_sums.h).
core::Result<SumColumn> sumColumnOf(query::Measure measure, const LocalFrame& frame,
                                    const query::Scope& scope, std::stop_token stop);

} // namespace ms::frame
