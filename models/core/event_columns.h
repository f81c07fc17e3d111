// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ms::core {

/// The columns of an event are of four kinds, which importers fill, the store keeps and the frame
/// reads back. The numeric values are stored in workspaces: append, never renumber.

/// Whole numbers. `kUnknownNumber` means that the source does not say; it is never zero.
enum class NumberColumn : std::uint8_t {
    Time,         // UTC microseconds of the start of the call
    Attempt,      // 1 for the first try
    Input,        // uncached prompt tokens
    CacheRead,    // prompt tokens read from the provider's cache
    CacheWrite5m, // prompt tokens written to it for 5 minutes
    CacheWrite1h, // prompt tokens written to it for 1 hour
    Output,       // output tokens, reasoning included
    Reasoning,    // part of Output
    Queries,      // billed searches or tool queries
    LatencyMs,    // whole call
    FirstTokenMs, // time to first token
    ReportedCost, // pico-units of the event's currency, as the source states it
    CostIsFinal,  // 0 or 1
    Fallback,     // 0 or 1: routed to a second choice
    Stream,       // 0 or 1
    AppCacheHit,  // 0 or 1: answered from the application's own response cache
    TimeOffsetMs, // traces with relative time only
    Flags,        // bits of core::Flag
    SourceRow,    // 1-based line, data row or array index in the file
    Version,      // orders the versions of one record where its time does not; the largest is final
    Count
};

/// Texts with few distinct values, stored as codes of a dictionary. Empty means not given.
enum class TextColumn : std::uint8_t {
    Environment, // production, staging, development, else as given
    DataMode,    // real, test, demo
    Application,
    Feature,
    Workflow,
    Tenant,
    PlanTier, // tier at call time, as the event states it
    Team,
    Provider,
    UpstreamProvider,
    Model, // as served: the billing key
    ModelRequested,
    Account,
    ServiceTier, // as served
    CallKind,
    Status, // success, error, cancelled, unknown
    Error,
    PromptName,
    PromptVersion,
    UnitType,
    UnitOutcome, // as the event states it
    Currency,    // of ReportedCost
    TokenSource, // provider, reported, estimated, missing
    Count
};

/// Texts with many distinct values, stored as keys into a list of all texts. Empty means not given.
/// Request, Root and Record share one list, so a root that is a request has the same key.
enum class IdColumn : std::uint8_t {
    Request,
    Root,
    Parent,
    Session,
    User,
    Unit,
    PromptHash,
    Record, // what tells the record apart where its request id does not
    Count
};

/// Rarely asked texts of any length, stored as they are.
enum class BlobColumn : std::uint8_t {
    Tags,         // JSON object of left-over fields, or empty
    PromptBlocks, // block hashes, separated by blanks, or empty
    Count
};

inline constexpr std::int64_t kUnknownNumber = INT64_MIN;

inline constexpr std::size_t kNumberColumns = std::size_t(NumberColumn::Count);
inline constexpr std::size_t kTextColumns = std::size_t(TextColumn::Count);
inline constexpr std::size_t kIdColumns = std::size_t(IdColumn::Count);
inline constexpr std::size_t kBlobColumns = std::size_t(BlobColumn::Count);

/// Names as SQL and the normalised records of FORMATS.md use them ("input_uncached_tokens").
std::string_view nameOf(NumberColumn column);
std::string_view nameOf(TextColumn column);
std::string_view nameOf(IdColumn column);
std::string_view nameOf(BlobColumn column);

} // namespace ms::core
