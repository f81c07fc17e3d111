// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/event_field.h"
#include "importers/common/format.h"
#include "importers/common/record.h"
#include "importers/common/tags.h"

#include <deque>
#include <string>
#include <string_view>

namespace ms::importers {

/// One event while its values come in, in any order. A value that cannot be read spoils the event;
/// the first problem is kept. Texts must live until finish(); keep() makes them.
class EventDraft {
public:
    EventDraft();
    /// Forget the event before.
    void start(std::int64_t sourceRow);

    /// Take a value of the record as the field says.
    void take(const EventField& field, Record& record, std::size_t key,
              const EventMapping& mapping);
    /// Take a text; empty means not given. `name` is told when it cannot be read.
    void set(const EventField& field, std::string_view name, std::string_view text,
             const EventMapping& mapping);
    void set(core::TextColumn column, std::string_view text) { m_record[column] = text; }
    void set(core::IdColumn column, std::string_view text) { m_record[column] = text; }
    void set(core::NumberColumn column, std::int64_t number) { m_record[column] = number; }
    /// The same where a value may be absent: nothing is changed then.
    void set(core::NumberColumn column, const std::optional<bool>& truth);
    void setTime(const std::optional<core::Instant>& time);
    /// "prod" is production, and so on.
    void setEnvironment(std::string_view text);
    /// "default" is standard, "auto" is not given.
    void setServiceTier(std::string_view text);
    /// success, error, cancelled, unknown and their usual synonyms.
    void setStatus(std::string_view text);
    /// In `currency`; absent: nothing is changed. Errors  a negative cost spoils the event.
    void setCost(const std::optional<core::Decimal>& cost, std::string_view name,
                 std::string_view currency = "USD");
    bool hasValueOf(const EventField& field) const;
    std::string_view textOf(core::TextColumn column) const { return m_record[column]; }
    std::string_view textOf(core::IdColumn column) const { return m_record[column]; }
    std::int64_t numberOf(core::NumberColumn column) const { return m_record[column]; }

    /// Counts as the source states them; finish() tells them apart by the mapping's convention.
    TokenCounts& tokens() { return m_tokens; }
    void useConvention(const TokenConvention& convention) { m_convention = &convention; }
    /// provider (the provider's own usage object), reported, estimated.
    void setTokenSource(std::string_view source);
    void flag(core::Flag flag) { m_record.flag(flag); }
    /// A left-over worth keeping; empty texts are not.
    void tag(std::string_view name, std::string_view text) { m_tags.add(name, text); }
    void addBlock(std::string_view name, std::string_view hash);

    void fail(std::string_view column, std::string reason);
    std::string_view keep(std::string text);
    /// Apply what holds for all rows and append the event to `out`, or list it as rejected.
    void finish(const EventMapping& mapping, const Record& record, ParsedChunk& out);
    /// The same for an event that is not handed on yet: null when it was rejected. Valid until
    /// start().
    const core::EventRecord* complete(const EventMapping& mapping, const Record& record,
                                      ParsedChunk& out);

private:
    bool isSpoilt() const { return !m_problem.empty(); }
    void takeInteger(const EventField& field, std::string_view name, std::int64_t value,
                     const EventMapping& mapping);
    void setCount(core::NumberColumn column, std::string_view name, std::string_view text,
                  NumberFormat format);
    void setTimeText(std::string_view name, std::string_view text, const EventMapping& mapping);
    void setCostText(std::string_view name, std::string_view text, NumberFormat format);
    void takeBlocks(Record& record, std::size_t key);
    void failValue(std::string_view name, std::string_view text, std::string_view problem);

    /// A constant currency says nothing without a cost, nor a unit type without a unit.
    bool hasWhatIsDescribedBy(const EventField& field) const;
    void applyConstants(const EventMapping& mapping);
    void doubtBilledCacheHit();
    void refuseNul();

    core::EventRecord m_record;
    TokenCounts m_tokens;
    const TokenConvention* m_convention = nullptr; // null: the mapping's
    std::string m_blocks;
    Tags m_tags;
    std::deque<std::string> m_texts;
    std::size_t m_textsUsed = 0;
    std::string m_problem;
    std::string m_problemColumn;
    Note m_timeNote = Note::Count; // Count: none
    bool m_isStatusUnknownWord = false;
};

} // namespace ms::importers
