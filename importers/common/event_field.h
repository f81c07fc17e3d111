// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "importers/common/number_format.h"
#include "importers/common/time_format.h"
#include "importers/common/token_counts.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ms::importers {

/// Where a value of a source goes in a normalised event, and how it is read.
struct EventField {
    enum class Kind : std::uint8_t {
        Text,        // TextColumn, as given
        Environment, // prod, stage and dev become production, staging, development
        Status,      // success, error, cancelled, unknown and their usual synonyms
        ServiceTier, // default becomes standard, auto is not given
        Id,          // IdColumn
        Count,       // NumberColumn: whole, not negative
        Millis,      // NumberColumn: not negative, fractions cut
        Truth,       // NumberColumn: 0 or 1
        Tokens,      // TokenField
        Cost,        // reported cost: exact, not negative
        Time,        // start of the call
        Blocks,      // list of prompt-block hashes
        Signature,   // must be the text that the format says
    };
    Kind kind = Kind::Text;
    std::uint8_t index = 0; // of the column or token field
    NumberFormat number = NumberFormat::Plain;
};

/// The field of a normalised name ("tenant", "cache_read_tokens", "input_tokens", "latency_ms").
/// Names are those of FORMATS.md 1.1, with `input_tokens` for what the source calls input,
/// `total_tokens` for its total and `timestamp` for the time.
std::optional<EventField> eventFieldNamed(std::string_view name);
/// All of them, the most asked for first.
std::vector<std::string_view> eventFieldNames();

/// What a format or profile says about all its rows.
struct EventMapping {
    TokenConvention tokens;
    TimeReader time;
    /// Keys of free metadata, in small letters, and the field each stands for; asked before those
    /// that are known everywhere (importers/events/attribution.h).
    std::vector<std::pair<std::string, std::string>> attribution;
    std::vector<std::pair<EventField, std::string>> constants; // where the row has no value
    std::string signature;                                     // what a Signature field must hold
    std::int64_t flags = 0; // assumptions that hold for every row
    enum class Root : std::uint8_t { Own, Request } root = Root::Own; // Request: root = request id
    enum class CacheHit : std::uint8_t { AsStated, DoubtBilled } cacheHit = CacheHit::AsStated;
};

} // namespace ms::importers
