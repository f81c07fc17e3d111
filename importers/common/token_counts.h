// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_record.h"
#include "models/mapping/token_convention.h"

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

using mapping::Part;
using mapping::TokenConvention;

/// The conventions that the rows of a file were read with.
class ConventionsMet {
public:
    void add(const TokenConvention& convention);
    void add(ConventionsMet others) { m_bits |= others.m_bits; }
    /// "cached tokens within the input, reasoning within the output"; empty when no row had tokens.
    std::string text() const;

private:
    std::uint64_t m_bits = 0; // one for each of the 4 x 4 x 4 ways
};

/// Write disjoint token buckets, the token source and the flags that apply into `record`.
/// The counts must prove the convention: a part larger than its whole, or a total that no allowed
/// reading gives, refuses the row. Without cached or reasoning tokens there is one reading only,
/// and a total that contradicts it is flagged. Nothing is clamped. Output  empty when fine;
/// otherwise the reason with the readings, a full sentence. Source  FORMATS.md sections 1.1 and 2.
std::string settleTokens(const TokenCounts& counts, const TokenConvention& convention,
                         core::EventRecord& record);

} // namespace ms::importers
