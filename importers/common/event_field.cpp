// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/event_field.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ms::importers {

using core::BlobColumn;
using core::Flag;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using Kind = EventField::Kind;

namespace {

constexpr std::size_t kScratchBytes = 4096; // texts of more numbers than there are fields

struct Word {
    std::string_view given;
    std::string_view meant;
};

constexpr std::array<Word, 3> kEnvironments{
    {{"prod", "production"}, {"stage", "staging"}, {"dev", "development"}}};
constexpr std::array<Word, 2> kServiceTiers{{{"default", "standard"}, {"auto", ""}}};
constexpr std::array<Word, 14> kStatuses{{{"success", "success"},
                                          {"error", "error"},
                                          {"cancelled", "cancelled"},
                                          {"unknown", "unknown"},
                                          {"ok", "success"},
                                          {"succeeded", "success"},
                                          {"completed", "success"},
                                          {"failure", "error"},
                                          {"failed", "error"},
                                          {"timeout", "error"},
                                          {"canceled", "cancelled"},
                                          {"aborted", "cancelled"},
                                          {"SUCCESS", "success"},
                                          {"ERROR", "error"}}};

template <std::size_t N>
std::string_view mapped(const std::array<Word, N>& words, std::string_view text) {
    for (const Word& word : words)
        if (word.given == text)
            return word.meant;
    return text;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t kMostShown = 80;
    return "'" + std::string(text.substr(0, kMostShown)) +
           (text.size() > kMostShown ? "...'" : "'");
}

template <class Column>
EventField fieldOf(Kind kind, Column column) {
    return {kind, static_cast<std::uint8_t>(column)};
}

std::optional<EventField> specialFieldNamed(std::string_view name) {
    struct Special {
        std::string_view name;
        EventField field;
    };
    static const std::array<Special, 21> kSpecials{{
        {"timestamp", {Kind::Time}},
        {"input_tokens", fieldOf(Kind::Tokens, TokenField::Input)},
        {"cache_read_tokens", fieldOf(Kind::Tokens, TokenField::CacheRead)},
        {"cache_write_5m_tokens", fieldOf(Kind::Tokens, TokenField::CacheWrite5m)},
        {"cache_write_1h_tokens", fieldOf(Kind::Tokens, TokenField::CacheWrite1h)},
        {"output_tokens", fieldOf(Kind::Tokens, TokenField::Output)},
        {"reasoning_tokens", fieldOf(Kind::Tokens, TokenField::Reasoning)},
        {"total_tokens", fieldOf(Kind::Tokens, TokenField::Total)},
        {"reported_cost", {Kind::Cost}},
        {"environment", fieldOf(Kind::Environment, TextColumn::Environment)},
        {"status", fieldOf(Kind::Status, TextColumn::Status)},
        {"service_tier", fieldOf(Kind::ServiceTier, TextColumn::ServiceTier)},
        {"latency_ms", fieldOf(Kind::Millis, NumberColumn::LatencyMs)},
        {"ttft_ms", fieldOf(Kind::Millis, NumberColumn::FirstTokenMs)},
        {"attempt", fieldOf(Kind::Count, NumberColumn::Attempt)},
        {"queries", fieldOf(Kind::Count, NumberColumn::Queries)},
        {"time_offset_ms", fieldOf(Kind::Count, NumberColumn::TimeOffsetMs)},
        {"cost_is_final", fieldOf(Kind::Truth, NumberColumn::CostIsFinal)},
        {"fallback", fieldOf(Kind::Truth, NumberColumn::Fallback)},
        {"stream", fieldOf(Kind::Truth, NumberColumn::Stream)},
        {"app_cache_hit", fieldOf(Kind::Truth, NumberColumn::AppCacheHit)},
    }};
    for (const Special& special : kSpecials)
        if (special.name == name)
            return special.field;
    return std::nullopt;
}

} // namespace

std::optional<EventField> eventFieldNamed(std::string_view name) {
    if (auto special = specialFieldNamed(name))
        return special;
    if (name == nameOf(BlobColumn::PromptBlocks))
        return EventField{Kind::Blocks};
    for (std::size_t c = 0; c < core::kTextColumns; ++c)
        if (TextColumn(c) != TextColumn::TokenSource && nameOf(TextColumn(c)) == name)
            return fieldOf(Kind::Text, TextColumn(c));
    for (std::size_t c = 0; c < core::kIdColumns; ++c)
        if (nameOf(IdColumn(c)) == name)
            return fieldOf(Kind::Id, IdColumn(c));
    return std::nullopt;
}

EventDraft::EventDraft() {
    m_scratch.reserve(kScratchBytes);
}

void EventDraft::start(std::int64_t sourceRow) {
    m_record = core::EventRecord();
    m_record[NumberColumn::SourceRow] = sourceRow;
    m_tokens = TokenCounts();
    m_blocks.clear();
    m_scratch.clear();
    m_problem.clear();
    m_problemColumn.clear();
    m_timeNote = Note::Count;
    m_isStatusUnknownWord = false;
}

void EventDraft::fail(std::string_view column, std::string reason) {
    if (isSpoilt())
        return;
    m_problemColumn = column;
    m_problem = std::move(reason);
}

void EventDraft::failValue(std::string_view name, std::string_view text, std::string_view problem) {
    fail(name, quoted(text) + " is " + std::string(problem) + ".");
}

void EventDraft::set(const EventField& field, std::string_view name, std::string_view text,
                     const EventMapping& mapping) {
    if (text.empty() && field.kind != Kind::Signature)
        return;
    switch (field.kind) {
    case Kind::Text:
        m_record[TextColumn(field.index)] = text;
        return;
    case Kind::Environment:
        m_record[TextColumn::Environment] = mapped(kEnvironments, text);
        return;
    case Kind::ServiceTier:
        m_record[TextColumn::ServiceTier] = mapped(kServiceTiers, text);
        return;
    case Kind::Status:
        return setStatus(text);
    case Kind::Id:
        m_record[IdColumn(field.index)] = text;
        return;
    case Kind::Tokens: {
        const WholeNumber number = parseCount(text, field.number);
        m_tokens[TokenField(field.index)] = number.value;
        if (number.problem != nullptr)
            failValue(name, text, number.problem);
        return;
    }
    case Kind::Count:
        return setCount(NumberColumn(field.index), name, text, field.number);
    case Kind::Millis: {
        const auto number = parseNumber(text, field.number);
        const auto whole = number ? core::scaled(*number, 0, core::Rounding::Down) : number.error();
        if (!whole || number->digits < 0 || *whole > kLargestCount)
            return failValue(name, text, "not a duration");
        m_record[NumberColumn(field.index)] = static_cast<std::int64_t>(*whole);
        return;
    }
    case Kind::Truth:
        if (const auto truth = parseTruth(text))
            m_record[NumberColumn(field.index)] = *truth ? 1 : 0;
        else
            failValue(name, text, "neither true nor false");
        return;
    case Kind::Cost:
        return setCost(name, text, field.number);
    case Kind::Time:
        return setTime(name, text, mapping);
    case Kind::Blocks:
        return addBlock(name, text);
    case Kind::Signature:
        if (text != mapping.signature)
            failValue(name, text,
                      "not '" + mapping.signature + "', so this is another kind of row");
        return;
    }
}

void EventDraft::setTruth(const EventField& field, std::string_view name, bool value) {
    if (field.kind == Kind::Truth)
        m_record[NumberColumn(field.index)] = value ? 1 : 0;
    else
        failValue(name, value ? "true" : "false", "not what belongs here");
}

void EventDraft::setInteger(const EventField& field, std::string_view name, std::int64_t value,
                            const EventMapping& mapping) {
    const bool isPlainCount = value >= 0 && value <= kLargestCount;
    if (isPlainCount && field.kind == Kind::Tokens) {
        m_tokens[TokenField(field.index)] = value;
        return;
    }
    if (isPlainCount && (field.kind == Kind::Count || field.kind == Kind::Millis)) {
        m_record[NumberColumn(field.index)] = value;
        return;
    }
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    const std::size_t begin = m_scratch.size();
    m_scratch.append(digits.data(), end);
    set(field, name, std::string_view(m_scratch).substr(begin), mapping);
}

void EventDraft::setCount(NumberColumn column, std::string_view name, std::string_view text,
                          NumberFormat format) {
    const WholeNumber number = parseCount(text, format);
    m_record[column] = number.value;
    if (number.problem != nullptr)
        failValue(name, text, number.problem);
}

void EventDraft::setTime(std::string_view name, std::string_view text,
                         const EventMapping& mapping) {
    const ReadTime time = mapping.time.read(text);
    m_record[NumberColumn::Time] = time.micros;
    if (time.problem != nullptr)
        return failValue(name, text, time.problem);
    if (time.note == ReadTime::Note::NoZone) {
        m_record.flag(Flag::TimestampNoZone);
        m_timeNote = Note::ZoneAssumedUtc;
    } else if (time.note == ReadTime::Note::Overlap) {
        m_timeNote = Note::WallClockTwice;
    }
}

void EventDraft::setCost(std::string_view name, std::string_view text, NumberFormat format) {
    const auto money = parseAmount(text, format);
    if (!money)
        return fail(name, money.error().message);
    if (money->picos() < 0)
        return failValue(name, text, "negative; only invoices and revenue may be");
    m_record[NumberColumn::ReportedCost] = money->picos();
}

void EventDraft::setStatus(std::string_view text) {
    const std::string_view meant = mapped(kStatuses, text);
    m_isStatusUnknownWord =
        meant == text && std::none_of(kStatuses.begin(), kStatuses.begin() + 4,
                                      [text](const Word& word) { return word.given == text; });
    m_record[TextColumn::Status] = m_isStatusUnknownWord ? std::string_view("unknown") : meant;
}

void EventDraft::addBlock(std::string_view name, std::string_view hash) {
    if (hash.find_first_of(" \t\r\n") != std::string_view::npos && m_blocks.empty())
        return failValue(name, hash, "not a list of block hashes");
    if (!m_blocks.empty())
        m_blocks += ' ';
    m_blocks += hash;
}

bool EventDraft::hasValue(const EventField& field) const {
    switch (field.kind) {
    case Kind::Id:
        return !m_record[IdColumn(field.index)].empty();
    case Kind::Text:
    case Kind::Environment:
    case Kind::Status:
    case Kind::ServiceTier:
        return !m_record[TextColumn(field.index)].empty();
    case Kind::Tokens:
        return m_tokens[TokenField(field.index)] != core::kUnknownNumber;
    case Kind::Cost:
        return m_record[NumberColumn::ReportedCost] != core::kUnknownNumber;
    case Kind::Time:
        return m_record[NumberColumn::Time] != core::kUnknownNumber;
    case Kind::Count:
    case Kind::Millis:
    case Kind::Truth:
        return m_record[NumberColumn(field.index)] != core::kUnknownNumber;
    case Kind::Blocks:
    case Kind::Signature:
        break;
    }
    return true;
}

bool EventDraft::hasWhatIsDescribedBy(const EventField& field) const {
    const auto is = [&field](Kind kind, auto column) {
        return field.kind == kind && field.index == static_cast<std::uint8_t>(column);
    };
    if (is(Kind::Text, TextColumn::Currency) || is(Kind::Truth, NumberColumn::CostIsFinal))
        return m_record[NumberColumn::ReportedCost] != core::kUnknownNumber;
    if (is(Kind::Text, TextColumn::UnitType))
        return !m_record[IdColumn::Unit].empty();
    return true;
}

void EventDraft::doubtBilledCacheHit() {
    const auto isPositive = [](std::int64_t n) { return n != core::kUnknownNumber && n > 0; };
    const std::int64_t cost = m_record[NumberColumn::ReportedCost];
    if (m_record[NumberColumn::AppCacheHit] != 1 || !isPositive(m_tokens[TokenField::Output]) ||
        cost == 0)
        return;
    m_record[NumberColumn::AppCacheHit] = core::kUnknownNumber;
    m_record.flag(Flag::CacheHitAmbiguous);
}

void EventDraft::finish(const EventMapping& mapping, std::int64_t line, std::string_view raw,
                        ParsedChunk& out) {
    for (const auto& [field, text] : mapping.constants)
        if (!hasValue(field) && hasWhatIsDescribedBy(field))
            set(field, "constants", text, mapping);
    if (!isSpoilt())
        m_problem = settleTokens(m_tokens, mapping.tokens, m_record);
    if (isSpoilt()) {
        out.reject(line, m_problemColumn, m_problem, raw);
        return;
    }
    m_record[NumberColumn::Flags] |= mapping.flags;
    if (m_record[NumberColumn::Time] == core::kUnknownNumber)
        m_record.flag(Flag::TimestampMissing);
    if (mapping.root == EventMapping::Root::Request && m_record[IdColumn::Root].empty())
        m_record[IdColumn::Root] = m_record[IdColumn::Request];
    if (mapping.cacheHit == EventMapping::CacheHit::DoubtBilled)
        doubtBilledCacheHit();
    if (m_record[TextColumn::Status].empty())
        m_record[TextColumn::Status] = "unknown";
    m_record[BlobColumn::PromptBlocks] = m_blocks;
    if (m_timeNote != Note::Count)
        out.note(m_timeNote);
    if (m_isStatusUnknownWord)
        out.note(Note::StatusUnknown);
    out.events.append(m_record);
}

} // namespace ms::importers
