// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/normalised_json.h"

#include "importers/common/fact_json.h"

#include <nlohmann/json.hpp>

namespace ms::importers {

using core::BlobColumn;
using core::Flag;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;
using Json = nlohmann::ordered_json;

namespace {

Json numberOrNull(std::int64_t number) {
    return number == kUnknownNumber ? Json() : Json(number);
}

void put(Json& out, std::string_view name, std::string_view text) {
    if (!text.empty())
        out[std::string(name)] = text;
}
void put(Json& out, NumberColumn column, std::int64_t number) {
    if (number != kUnknownNumber)
        out[std::string(nameOf(column))] = number;
}
void putTruth(Json& out, NumberColumn column, std::int64_t number) {
    if (number != kUnknownNumber)
        out[std::string(nameOf(column))] = number != 0;
}

void putTokens(Json& out, const core::EventRecord& record) {
    constexpr std::array kPrompt{NumberColumn::Input, NumberColumn::CacheRead,
                                 NumberColumn::CacheWrite5m, NumberColumn::CacheWrite1h};
    std::int64_t context = 0;
    for (const NumberColumn column : kPrompt) {
        out[std::string(nameOf(column))] = numberOrNull(record[column]);
        context += record[column] == kUnknownNumber ? 0 : record[column];
    }
    out["context_tokens"] = record[NumberColumn::Input] == kUnknownNumber ? Json() : Json(context);
    for (const NumberColumn column : {NumberColumn::Output, NumberColumn::Reasoning})
        out[std::string(nameOf(column))] = numberOrNull(record[column]);
}

void putTexts(Json& out, const core::EventRecord& record) {
    for (std::size_t c = 0; c < core::kTextColumns; ++c) {
        const auto column = TextColumn(c);
        const bool isAlways = column == TextColumn::Provider || column == TextColumn::Model ||
                              column == TextColumn::TokenSource || column == TextColumn::Status;
        put(out, nameOf(column), record[column]);
        if (isAlways && record[column].empty())
            out[std::string(nameOf(column))] = Json();
    }
}

} // namespace

NormalisedJson::NormalisedJson(const core::SourceInfo& info)
    : m_source{info.format}, m_identity{info.identity} {}

std::string NormalisedJson::event(const core::EventBlock& block, std::size_t row) {
    core::EventRecord record = block.record(row);
    const std::string_view request = record[IdColumn::Request];
    if (m_identity == core::Identity::RequestOnly && !request.empty() &&
        (record[NumberColumn::Flags] & core::bitOf(Flag::AttemptInferred)) != 0)
        record[NumberColumn::Attempt] = ++m_attempts[std::string(request)];
    Json out;
    out["kind"] = "event";
    out["source_format"] = m_source;
    out["source_row"] = record[NumberColumn::SourceRow];
    for (std::size_t c = 0; c < core::kIdColumns; ++c)
        if (IdColumn(c) != IdColumn::Record)
            put(out, nameOf(IdColumn(c)), record[IdColumn(c)]);
    put(out, NumberColumn::Attempt, record[NumberColumn::Attempt]);
    const std::int64_t time = record[NumberColumn::Time];
    out["timestamp"] = time == kUnknownNumber ? Json() : Json(toMillisText(core::Instant{time}));
    put(out, NumberColumn::TimeOffsetMs, record[NumberColumn::TimeOffsetMs]);
    putTexts(out, record);
    putTokens(out, record);
    for (const NumberColumn column : {NumberColumn::LatencyMs, NumberColumn::FirstTokenMs})
        put(out, column, record[column]);
    for (const NumberColumn column : {NumberColumn::Fallback, NumberColumn::Stream,
                                      NumberColumn::AppCacheHit, NumberColumn::CostIsFinal})
        putTruth(out, column, record[column]);
    if (record[NumberColumn::ReportedCost] != kUnknownNumber)
        out["reported_cost"] =
            toDecimalText(core::Money::fromPicos(record[NumberColumn::ReportedCost]));
    putTags(out, record[BlobColumn::Tags]);
    out["request_count"] = 1;
    putFlags(out, core::Flags::fromBits(record[NumberColumn::Flags]));
    return out.dump();
}

std::string NormalisedJson::fact(const core::Fact& fact) const {
    Json out;
    out["source_format"] = m_source;
    putFact(out, fact);
    return out.dump();
}

} // namespace ms::importers
