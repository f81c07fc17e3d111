// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/event_field.h"

#include <algorithm>
#include <array>

namespace ms::importers {

using core::BlobColumn;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using Kind = EventField::Kind;

namespace {

template <class Column>
EventField fieldOf(Kind kind, Column column) {
    return {kind, static_cast<std::uint8_t>(column)};
}

struct Special {
    std::string_view name;
    EventField field;
};

const std::array<Special, 23>& specials() {
    static const std::array<Special, 23> kSpecials{{
        {"timestamp", {Kind::Time}},
        {"input_tokens", fieldOf(Kind::Tokens, TokenField::Input)},
        {"cache_read_tokens", fieldOf(Kind::Tokens, TokenField::CacheRead)},
        {"cache_write_tokens", fieldOf(Kind::Tokens, TokenField::CacheWrite)},
        {"cache_write_5m_tokens", fieldOf(Kind::Tokens, TokenField::CacheWrite5m)},
        {"cache_write_1h_tokens", fieldOf(Kind::Tokens, TokenField::CacheWrite1h)},
        {"output_tokens", fieldOf(Kind::Tokens, TokenField::Output)},
        {"reasoning_tokens", fieldOf(Kind::Tokens, TokenField::Reasoning)},
        {"total_tokens", fieldOf(Kind::Tokens, TokenField::Total)},
        {"reported_cost", {Kind::Cost}},
        {"record_version", fieldOf(Kind::Count, NumberColumn::Version)},
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
    return kSpecials;
}

std::optional<EventField> specialFieldNamed(std::string_view name) {
    for (const Special& special : specials())
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

std::vector<std::string_view> eventFieldNames() {
    std::vector<std::string_view> names;
    const auto add = [&](std::string_view name) {
        if (std::find(names.begin(), names.end(), name) == names.end() && eventFieldNamed(name))
            names.push_back(name);
    };
    for (const std::string_view first : {"timestamp", "request_id", "tenant", "feature", "model"})
        add(first);
    for (const Special& special : specials())
        add(special.name);
    for (std::size_t c = 0; c < core::kTextColumns; ++c)
        add(nameOf(TextColumn(c)));
    for (std::size_t c = 0; c < core::kIdColumns; ++c)
        add(nameOf(IdColumn(c)));
    add(nameOf(BlobColumn::PromptBlocks));
    return names;
}

} // namespace ms::importers
