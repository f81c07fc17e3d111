// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/json_value.h"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace ms::importers {

/// What is read of a model call's span. Each has had several names; otlp_attributes.cpp lists them.
enum class SpanAttribute : std::uint8_t {
    Operation,
    Provider,
    RequestModel,
    ResponseModel,
    ResponseId,
    InputTokens,
    CacheReadTokens,
    CacheWriteTokens,
    OutputTokens,
    ReasoningTokens,
    TotalTokens,
    InputTextTokens,
    InputImageTokens,
    InputAudioTokens,
    InputVideoTokens,
    OutputTextTokens,
    OutputAudioTokens,
    Cost,
    FirstChunkSeconds,
    ServiceTier,
    ErrorType,
    Conversation,
    Agent,
    Workflow,
    PromptName,
    PromptVersion,
    RequestType, // OpenLLMetry: chat, completion, embedding, rerank
    StepKind,    // OpenLLMetry: workflow, task, agent, tool
    Count
};

/// The attributes of one span or resource, read in one walk: the known ones by what they mean, the
/// others as they come. An older name gives way to a newer one.
/// Cost    one comparison an attribute where spans resemble each other.
class SpanAttributes {
public:
    /// `list`: [{"key":k,"value":{"stringValue":v}}, ...]. Valid while its document is.
    void read(JsonValue list);

    /// The value without its type; absent when not given. Whole numbers may be texts.
    JsonValue operator[](SpanAttribute attribute) const {
        return m_values[std::size_t(attribute)].value;
    }
    std::string_view text(SpanAttribute attribute) const { return (*this)[attribute].text(); }
    bool has(SpanAttribute attribute) const { return (*this)[attribute].isGiven(); }
    /// Its place in the list.
    std::size_t placeOf(SpanAttribute attribute) const {
        return m_values[std::size_t(attribute)].place;
    }

    struct Other {
        std::string_view key;
        JsonValue value;
    };
    std::span<const Other> others() const { return m_others; }
    /// A known name that stands twice; empty when there is none.
    std::string_view repeatedName() const { return m_repeated; }

    struct Name; // a name that an attribute has or had

private:
    static constexpr std::uint8_t kNotGiven = std::numeric_limits<std::uint8_t>::max();
    struct Value {
        JsonValue value;
        std::size_t place = 0;
        std::uint8_t age = kNotGiven; // of the name that gave it: 0 is today's
    };
    const Name* nameAt(std::size_t place, std::string_view key);
    void take(std::size_t place, std::string_view key, JsonValue value);

    std::array<Value, std::size_t(SpanAttribute::Count)> m_values;
    std::vector<Other> m_others;
    std::vector<const Name*> m_expected; // by place: what stood there in the span before
    std::string_view m_repeated;
};

/// True for keys that only spans of model calls have, and those around them.
bool isGenAiKey(std::string_view key);

} // namespace ms::importers
