// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_record.h"

#include <array>
#include <cstdint>
#include <string>

namespace ms::importers {

/// Token counts as a source states them, before they are told apart into disjoint buckets.
enum class TokenField : std::uint8_t {
    Input, // what the source calls input: the whole prompt or its uncached part
    CacheRead,
    CacheWrite, // of a lifetime that is not stated
    CacheWrite5m,
    CacheWrite1h,
    Output,
    Reasoning,
    Total,
    Count
};

struct TokenCounts {
    std::array<std::int64_t, std::size_t(TokenField::Count)> values;
    TokenCounts() { values.fill(core::kUnknownNumber); }
    std::int64_t& operator[](TokenField f) { return values[std::size_t(f)]; }
    std::int64_t operator[](TokenField f) const { return values[std::size_t(f)]; }
    bool areAnyGiven() const;
};

/// Whether a part is counted within the whole of its source, or beside it. `Mostly...`: writers of
/// this format do both; the arithmetic of the row decides, and what is mostly done where it cannot.
enum class Part : std::uint8_t { Inside, Beside, MostlyInside, MostlyBeside };

struct TokenConvention {
    Part cacheReads = Part::Inside;  // of Input
    Part cacheWrites = Part::Inside; // of Input
    Part reasoning = Part::Inside;   // of Output
    /// Cache writes without a lifetime are priced as written for 5 minutes. Has the provider
    /// lifetimes that the source does not state, or none at all?
    enum class Lifetime : std::uint8_t { NotStated, None } lifetime = Lifetime::NotStated;
};

/// Write disjoint token buckets, the token source and the flags that apply into `record`.
/// The counts must prove the convention: a part larger than its whole, or a total that no allowed
/// reading gives, refuses the row. Without cached or reasoning tokens there is one reading only,
/// and a total that contradicts it is flagged. Nothing is clamped. Output  empty when fine;
/// otherwise the reason with the readings, a full sentence. Source  FORMATS.md sections 1.1 and 2.
std::string settleTokens(const TokenCounts& counts, const TokenConvention& convention,
                         core::EventRecord& record);

} // namespace ms::importers
