// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/core/money.h"
#include "models/core/time.h"
#include "models/core/zone.h"
#include "models/query/dimension.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ms::query {

/// Which environments count. The default is production and unspecified, real data only.
struct Scope {
    enum class Kind { Production, All, Named };
    Kind kind = Kind::Production;
    std::vector<std::string> environments; // for Named; an empty text is "unspecified"
    friend bool operator==(const Scope&, const Scope&) = default;
};

/// Keep rows whose value is (or is not) in `values`; the empty text is "not given".
struct Condition {
    enum class Kind { In, NotIn };
    Dimension dimension = Dimension::Tenant;
    Kind kind = Kind::In;
    std::vector<std::string> values;
    friend bool operator==(const Condition&, const Condition&) = default;
};

/// Everything that narrows a question. Conditions are joined by "and", their values by "or".
struct Filter {
    core::TimeRange range;
    Scope scope;
    std::vector<Condition> conditions;
    friend bool operator==(const Filter&, const Filter&) = default;
};

/// What is counted or added up, each a whole number; money in pico-units of the base currency.
enum class Measure : std::uint8_t {
    Attempts,
    Requests,      // distinct; a request counts in each row it touches and once in the total
    Actions,       // distinct
    FirstAttempts, // requests whose first in-scope attempt is here: what revenue is split by
    InputTokens,   // uncached
    CacheReadTokens,
    CacheWriteTokens, // both lifetimes
    OutputTokens,
    ReasoningTokens,
    Cost,                 // of the attempts whose cost is known
    RetryCost,            // of all attempts of a request but its last
    FallbackCost,         // of fallback attempts less the same tokens on the feature's main model
    UnpricedAttempts,     // cost unknown
    UnpricedTokens,       // their tokens
    UsageUnknown,         // attempts without a count of input or output tokens
    ReportedAttempts,     // cost taken from the source's own figure
    FallbackRateAttempts, // some bucket charged at the input rate
    AvoidedTokens,        // answered by the application's own cache
    Users,                // distinct
    Units,                // distinct; counted as requests are
    SuccessfulUnits,
    FailedUnits,
    PendingUnits,
    UnitCost, // of the attempts that name a unit
    SuccessfulUnitCost,
    FailedUnitCost,
    PendingUnitCost,
    // Costs by bucket: with UnsplitCost they add up to Cost exactly.
    InputCost,
    CacheReadCost,
    CacheWrite5mCost,
    CacheWrite1hCost,
    OutputCost,
    RequestCost, // fees a request
    QueryCost,
    UnsplitCost,    // the source's own figures, which name no bucket; known zeros have none either
    PricedAttempts, // cost taken from the book: those that have buckets
    PricedInputTokens,
    PricedCacheReadTokens,
    PricedCacheWrite5mTokens,
    PricedCacheWrite1hTokens,
    PricedOutputTokens,
    PricedQueries,
    AppCacheAttempts,   // answered by the application's own cache
    CacheWrite1hTokens, // the part of CacheWriteTokens that is kept for an hour
    // What the tokens of CacheReadCost, CacheWrite5mCost, CacheWrite1hCost cost at the input rate
    // of the same rules.
    CacheReadAsInput,
    CacheWrite5mAsInput,
    CacheWrite1hAsInput,
    LatencyMs,      // milliseconds of the attempts whose latency is known
    LatencyUnknown, // attempts without one
    PromptTokens,   // InputTokens, CacheReadTokens and CacheWriteTokens together
    Count
};
inline constexpr std::size_t kMeasures = std::size_t(Measure::Count);
std::string_view nameOf(Measure measure);

/// Days, weeks and months are civil ones of this zone; costs are those of this book.
struct Lens {
    core::Zone zone;
    std::string book; // name; empty: the workspace's default book
};

/// "Add up `measures` for each distinct combination of `by` among the events of `filter`."
struct GroupQuery {
    std::vector<Dimension> by;
    std::vector<Measure> measures;
    Filter filter;
};

/// One combination. `keys` has one text a dimension: the value, empty when not given; time
/// dimensions as "2026-05-01", "2026-W18", "2026-05", "2026-05-01T08" (hours with offset
/// when the local hour occurs twice: "2026-10-25T02+01:00").
struct GroupRow {
    std::vector<std::string> keys;
    std::vector<core::Int128> values; // same order as GroupQuery::measures
};

/// Output  rows ordered by keys (byte order); `total` over all of them: sums add up to it exactly,
///         distinct counts count once.
struct GroupTable {
    std::vector<GroupRow> rows;
    std::vector<core::Int128> total;
};

} // namespace ms::query
