// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ms::core {

/// What an importer had to assume about a row, or what whoever uses it should know.
/// The numeric values are stored in workspaces: append, never renumber.
/// Source  FORMATS.md 1.4.
enum class Flag : std::uint8_t {
    UsageMissing,
    OutputTokensMissing,
    CacheSplitUnknown,
    CacheWriteUnknown,
    CacheWriteTtlAssumed5m,
    CacheWriteTtlUnknown,
    InputSemanticsInferred,
    ReasoningAddedToOutput,
    NormalisedTokenizer,
    TotalMismatch,
    TimestampMissing,
    TimestampNoZone,
    TimestampIsEnd,
    TimestampRelative,
    AttemptInferred,
    CacheHitAmbiguous,
    Incomplete,
    Byok,
    CostZeroUnknown,
    DeltaFromCumulative,
    CounterReset,
    SampleMissing,
    OverlappingDimension,
    NotGrouped,
    DefaultWorkspaceOrNotGrouped,
    RequestCountMissing,
    ValueMissing,
    AllFeatures,
    PrefixCacheNotBilled,
    ImpliedCurrencyUsd,
    ModelDisplayName,
    RoundedAmount,
    QuantityScaleUnknown,
    CreditOfRow,
    Idle,
    Unallocated,
    NegativeAmount,
    Proration,
    PrepaidCredit,
    Trial,
    Ended,
    NotRevenue,
    TestMode,
    SpansMonths,
    MultiplePlans,
    NoPrice,
    NoTokenPrice,
    DynamicPrice,
    DerivedDistinctCount,
    Count
};
constexpr std::int64_t bitOf(Flag flag) {
    return std::int64_t{1} << std::uint8_t(flag);
}
std::string_view nameOf(Flag flag); // "cache_split_unknown"

/// A set of flags.
class Flags {
public:
    constexpr Flags() = default;
    static constexpr Flags fromBits(std::int64_t bits) {
        Flags flags;
        flags.m_bits = bits;
        return flags;
    }
    constexpr std::int64_t bits() const { return m_bits; }
    constexpr bool has(Flag flag) const { return (m_bits & bitOf(flag)) != 0; }
    constexpr void add(Flag flag) { m_bits |= bitOf(flag); }
    friend constexpr bool operator==(Flags, Flags) = default;

private:
    std::int64_t m_bits = 0;
};

/// Names in order of the enumeration, separated by blanks: "byok cost_zero_unknown".
std::string toText(Flags flags);
/// The reverse; nullopt when a word is no flag.
std::optional<Flags> flagsFromText(std::string_view text);

} // namespace ms::core
