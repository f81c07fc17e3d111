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

/// What a format or profile says about all its rows.
struct EventMapping {
    TokenConvention tokens;
    TimeReader time;
    std::vector<std::pair<EventField, std::string>> constants; // where the row has no value
    std::string signature;                                     // what a Signature field must hold
    std::int64_t flags = 0; // assumptions that hold for every row
    enum class Root : std::uint8_t { Own, Request } root = Root::Own; // Request: root = request id
    enum class CacheHit : std::uint8_t { AsStated, DoubtBilled } cacheHit = CacheHit::AsStated;
};

/// One event while its values come in, in any order.
/// A value that cannot be read spoils the event; the first problem is kept.
class EventDraft {
public:
    EventDraft();
    /// Forget the event before.
    void start(std::int64_t sourceRow);
    /// Take a value as text; empty means not given. `name` is told when it cannot be read.
    void set(const EventField& field, std::string_view name, std::string_view text,
             const EventMapping& mapping);
    void setTruth(const EventField& field, std::string_view name, bool value);
    void setInteger(const EventField& field, std::string_view name, std::int64_t value,
                    const EventMapping& mapping);
    void addBlock(std::string_view name, std::string_view hash);
    void fail(std::string_view column, std::string reason);
    /// Apply what holds for all rows and append the event to `out`, or list it as rejected.
    void finish(const EventMapping& mapping, std::int64_t line, std::string_view raw,
                ParsedChunk& out);
    bool isSpoilt() const { return !m_problem.empty(); }

private:
    void setCount(core::NumberColumn column, std::string_view name, std::string_view text,
                  NumberFormat format);
    void setTime(std::string_view name, std::string_view text, const EventMapping& mapping);
    void setCost(std::string_view name, std::string_view text, NumberFormat format);
    void setStatus(std::string_view text);
    void failValue(std::string_view name, std::string_view text, std::string_view problem);
    bool hasValue(const EventField& field) const;
    /// A constant currency says nothing without a cost, nor a unit type without a unit.
    bool hasWhatIsDescribedBy(const EventField& field) const;
    void doubtBilledCacheHit();

    core::EventRecord m_record;
    TokenCounts m_tokens;
    std::string m_blocks;
    std::string m_scratch; // texts made from numbers; never grows past its first capacity
    std::string m_problem;
    std::string m_problemColumn;
    Note m_timeNote = Note::Count; // Count: none
    bool m_isStatusUnknownWord = false;
};

} // namespace ms::importers
