// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/event_draft.h"

#include "importers/events/event_words.h"

#include <array>
#include <charconv>

namespace ms::importers {

using core::BlobColumn;
using core::Flag;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;
using Kind = EventField::Kind;

namespace {

std::string quoted(std::string_view text) {
    constexpr std::size_t kMostShown = 80;
    return "'" + std::string(text.substr(0, kMostShown)) +
           (text.size() > kMostShown ? "...'" : "'");
}

} // namespace

EventDraft::EventDraft() = default;

void EventDraft::start(std::int64_t sourceRow) {
    m_record = core::EventRecord();
    m_record[NumberColumn::SourceRow] = sourceRow;
    m_tokens = TokenCounts();
    m_convention = nullptr;
    m_blocks.clear();
    m_tags.clear();
    m_textsUsed = 0;
    m_problem.clear();
    m_problemColumn.clear();
    m_timeNote = Note::Count;
    m_isStatusUnknownWord = false;
}

std::string_view EventDraft::keep(std::string text) {
    if (m_textsUsed == m_texts.size())
        m_texts.emplace_back();
    return m_texts[m_textsUsed++] = std::move(text);
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

void EventDraft::take(const EventField& field, Record& record, std::size_t key,
                      const EventMapping& mapping) {
    if (const auto whole = record.integer(key))
        return takeInteger(field, record.name(key), *whole, mapping);
    if (field.kind == Kind::Blocks)
        return takeBlocks(record, key);
    const std::string_view text = record.text(key);
    const bool isText = field.kind == Kind::Text || field.kind == Kind::Id;
    if (isText && record.isFraction(key))
        return fail(record.name(key), std::string(text) + " is a fraction where a text belongs.");
    set(field, record.name(key), text, mapping);
}

void EventDraft::takeInteger(const EventField& field, std::string_view name, std::int64_t value,
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
    set(field, name, keep(std::to_string(value)), mapping);
}

void EventDraft::takeBlocks(Record& record, std::size_t key) {
    if (!record.isList(key))
        return set({Kind::Blocks}, record.name(key), record.text(key), {});
    const JsonValue blocks = record.json(key);
    blocks.eachElement([&](JsonValue block) {
        if (block.integer())
            return addBlock(record.name(key), std::to_string(*block.integer()));
        const std::string_view hash = block.text();
        if (hash.empty() || hash.find_first_of(" \t\r\n") != std::string_view::npos)
            return fail(record.name(key), "A block hash is neither a word nor a number.");
        addBlock(record.name(key), hash);
    });
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
        return setEnvironment(text);
    case Kind::ServiceTier:
        return setServiceTier(text);
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
        return setCostText(name, text, field.number);
    case Kind::Time:
        return setTimeText(name, text, mapping);
    case Kind::Blocks:
        return addBlock(name, text);
    case Kind::Signature:
        if (text != mapping.signature)
            failValue(name, text,
                      "not '" + mapping.signature + "', so this is another kind of row");
        return;
    }
}

void EventDraft::set(NumberColumn column, const std::optional<bool>& truth) {
    if (truth)
        m_record[column] = *truth ? 1 : 0;
}

void EventDraft::setTime(const std::optional<core::Instant>& time) {
    if (time)
        m_record[NumberColumn::Time] = time->micros;
}

void EventDraft::setEnvironment(std::string_view text) {
    m_record[TextColumn::Environment] = environmentOf(text);
}

void EventDraft::setServiceTier(std::string_view text) {
    m_record[TextColumn::ServiceTier] = serviceTierOf(text);
}

void EventDraft::setTokenSource(std::string_view source) {
    m_record[TextColumn::TokenSource] = source;
}

void EventDraft::setCount(NumberColumn column, std::string_view name, std::string_view text,
                          NumberFormat format) {
    const WholeNumber number = parseCount(text, format);
    m_record[column] = number.value;
    if (number.problem != nullptr)
        failValue(name, text, number.problem);
}

void EventDraft::setTimeText(std::string_view name, std::string_view text,
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

void EventDraft::setCostText(std::string_view name, std::string_view text, NumberFormat format) {
    const auto money = parseAmount(text, format);
    if (!money)
        return fail(name, money.error().message);
    if (money->picos() < 0)
        return failValue(name, text, "negative; only invoices and revenue may be");
    m_record[NumberColumn::ReportedCost] = money->picos();
}

void EventDraft::setCost(const std::optional<core::Decimal>& cost, std::string_view name,
                         std::string_view currency) {
    if (!cost)
        return;
    setCostText(name, toText(*cost), NumberFormat::Plain);
    m_record[TextColumn::Currency] = currency;
}

void EventDraft::setStatus(std::string_view text) {
    const std::string_view meant = statusOf(text);
    m_isStatusUnknownWord = meant.empty();
    m_record[TextColumn::Status] = m_isStatusUnknownWord ? std::string_view("unknown") : meant;
}

void EventDraft::addBlock(std::string_view name, std::string_view hash) {
    if (hash.find_first_of(" \t\r\n") != std::string_view::npos && m_blocks.empty())
        return failValue(name, hash, "not a list of block hashes");
    if (!m_blocks.empty())
        m_blocks += ' ';
    m_blocks += hash;
}

bool EventDraft::hasValueOf(const EventField& field) const {
    switch (field.kind) {
    case Kind::Id:
        return !m_record[IdColumn(field.index)].empty();
    case Kind::Text:
    case Kind::Environment:
    case Kind::Status:
    case Kind::ServiceTier:
        return !m_record[TextColumn(field.index)].empty();
    case Kind::Tokens:
        return m_tokens[TokenField(field.index)] != kUnknownNumber;
    case Kind::Cost:
        return m_record[NumberColumn::ReportedCost] != kUnknownNumber;
    case Kind::Time:
        return m_record[NumberColumn::Time] != kUnknownNumber;
    case Kind::Count:
    case Kind::Millis:
    case Kind::Truth:
        return m_record[NumberColumn(field.index)] != kUnknownNumber;
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
        return m_record[NumberColumn::ReportedCost] != kUnknownNumber;
    if (is(Kind::Text, TextColumn::UnitType))
        return !m_record[IdColumn::Unit].empty();
    return true;
}

void EventDraft::applyConstants(const EventMapping& mapping) {
    for (const auto& [field, text] : mapping.constants)
        if (!hasValueOf(field) && hasWhatIsDescribedBy(field))
            set(field, "constants", text, mapping);
}

void EventDraft::doubtBilledCacheHit() {
    const std::int64_t output = m_tokens[TokenField::Output];
    if (m_record[NumberColumn::AppCacheHit] != 1 || output == kUnknownNumber || output <= 0 ||
        m_record[NumberColumn::ReportedCost] == 0)
        return;
    m_record[NumberColumn::AppCacheHit] = kUnknownNumber;
    m_record.flag(Flag::CacheHitAmbiguous);
}

/// Texts that a format took out of JSON by itself have not been looked at yet.
void EventDraft::refuseNul() {
    const auto refuse = [this](std::string_view name, std::string_view text) {
        if (text.find('\0') != std::string_view::npos)
            fail(name, "The text holds a NUL character.");
    };
    for (std::size_t c = 0; c < core::kIdColumns; ++c)
        refuse(nameOf(IdColumn(c)), m_record.ids[c]);
    for (std::size_t c = 0; c < core::kTextColumns; ++c)
        refuse(nameOf(TextColumn(c)), m_record.texts[c]);
}

void EventDraft::finish(const EventMapping& mapping, const Record& record, ParsedChunk& out) {
    if (const core::EventRecord* const event = complete(mapping, record, out))
        out.events.append(*event);
}

const core::EventRecord* EventDraft::complete(const EventMapping& mapping, const Record& record,
                                              ParsedChunk& out) {
    applyConstants(mapping);
    if (record.isSpoilt()) {
        out.reject(record.line, record.problemName(), record.problem(), record.raw);
        return nullptr;
    }
    if (record.mayHoldNul())
        refuseNul();
    const TokenConvention& convention = m_convention ? *m_convention : mapping.tokens;
    if (!isSpoilt())
        m_problem = settleTokens(m_tokens, convention, m_record);
    if (isSpoilt()) {
        out.reject(record.line, m_problemColumn, m_problem, record.raw);
        return nullptr;
    }
    if (m_tokens.areAnyGiven())
        out.conventions.add(convention);
    m_record[NumberColumn::Flags] |= mapping.flags;
    if (m_record[NumberColumn::Time] == kUnknownNumber &&
        m_record[NumberColumn::TimeOffsetMs] == kUnknownNumber)
        m_record.flag(Flag::TimestampMissing);
    if (mapping.root == EventMapping::Root::Request && m_record[IdColumn::Root].empty())
        m_record[IdColumn::Root] = m_record[IdColumn::Request];
    if (mapping.cacheHit == EventMapping::CacheHit::DoubtBilled)
        doubtBilledCacheHit();
    if (m_record[TextColumn::Status].empty())
        m_record[TextColumn::Status] = "unknown";
    m_record[BlobColumn::PromptBlocks] = m_blocks;
    m_record[BlobColumn::Tags] = m_tags.finish();
    if (m_timeNote != Note::Count)
        out.note(m_timeNote);
    if (m_isStatusUnknownWord)
        out.note(Note::StatusUnknown);
    return &m_record;
}

} // namespace ms::importers
