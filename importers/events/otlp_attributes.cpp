// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/otlp_attributes.h"

#include "importers/common/json_access.h"
#include "models/core/same_text.h"

#include <functional>

namespace ms::importers {

namespace dom = simdjson::dom;
using A = SpanAttribute;

struct SpanAttributes::Name {
    std::string_view text;
    SpanAttribute attribute;
    std::uint8_t age; // 0: of today's conventions, 1: of older ones, 2: of vendors
};

namespace {

using Name = SpanAttributes::Name;

constexpr std::array kNames{
    Name{"gen_ai.operation.name", A::Operation, 0},
    Name{"gen_ai.provider.name", A::Provider, 0},
    Name{"gen_ai.system", A::Provider, 1},
    Name{"llm.vendor", A::Provider, 2},
    Name{"gen_ai.request.model", A::RequestModel, 0},
    Name{"llm.request.model", A::RequestModel, 2},
    Name{"gen_ai.response.model", A::ResponseModel, 0},
    Name{"llm.response.model", A::ResponseModel, 2},
    Name{"gen_ai.response.id", A::ResponseId, 0},
    Name{"gen_ai.usage.input_tokens", A::InputTokens, 0},
    Name{"gen_ai.usage.prompt_tokens", A::InputTokens, 1},
    Name{"llm.usage.prompt_tokens", A::InputTokens, 2},
    Name{"llm.usage.input_tokens", A::InputTokens, 3},
    Name{"gen_ai.usage.output_tokens", A::OutputTokens, 0},
    Name{"gen_ai.usage.completion_tokens", A::OutputTokens, 1},
    Name{"llm.usage.completion_tokens", A::OutputTokens, 2},
    Name{"llm.usage.output_tokens", A::OutputTokens, 3},
    Name{"gen_ai.usage.cache_read.input_tokens", A::CacheReadTokens, 0},
    Name{"gen_ai.usage.cache_read_input_tokens", A::CacheReadTokens, 1},
    Name{"llm.usage.cache_read_input_tokens", A::CacheReadTokens, 2},
    Name{"gen_ai.usage.cache_creation.input_tokens", A::CacheWriteTokens, 0},
    Name{"gen_ai.usage.cache_creation_input_tokens", A::CacheWriteTokens, 1},
    Name{"llm.usage.cache_creation_input_tokens", A::CacheWriteTokens, 2},
    Name{"gen_ai.usage.reasoning.output_tokens", A::ReasoningTokens, 0},
    Name{"gen_ai.usage.reasoning_tokens", A::ReasoningTokens, 1},
    Name{"llm.usage.reasoning_tokens", A::ReasoningTokens, 2},
    Name{"gen_ai.usage.total_tokens", A::TotalTokens, 1},
    Name{"llm.usage.total_tokens", A::TotalTokens, 2},
    Name{"gen_ai.usage.text.input_tokens", A::InputTextTokens, 0},
    Name{"gen_ai.usage.image.input_tokens", A::InputImageTokens, 0},
    Name{"gen_ai.usage.audio.input_tokens", A::InputAudioTokens, 0},
    Name{"gen_ai.usage.video.input_tokens", A::InputVideoTokens, 0},
    Name{"gen_ai.usage.text.output_tokens", A::OutputTextTokens, 0},
    Name{"gen_ai.usage.audio.output_tokens", A::OutputAudioTokens, 0},
    Name{"gen_ai.usage.cost", A::Cost, 2},
    Name{"gen_ai.response.time_to_first_chunk", A::FirstChunkSeconds, 0},
    Name{"openai.response.service_tier", A::ServiceTier, 0},
    Name{"gen_ai.openai.response.service_tier", A::ServiceTier, 1},
    Name{"error.type", A::ErrorType, 0},
    Name{"gen_ai.conversation.id", A::Conversation, 0},
    Name{"gen_ai.agent.name", A::Agent, 0},
    Name{"gen_ai.workflow.name", A::Workflow, 0},
    Name{"traceloop.workflow.name", A::Workflow, 2},
    Name{"gen_ai.prompt.name", A::PromptName, 0},
    Name{"traceloop.prompt.key", A::PromptName, 2},
    Name{"traceloop.prompt.version", A::PromptVersion, 2},
    Name{"llm.request.type", A::RequestType, 2},
    Name{"traceloop.span.kind", A::StepKind, 2},
};

/// Finds names in mostly one probe; there is one for all spans.
class NameTable {
public:
    NameTable() {
        m_slots.fill(nullptr);
        for (const Name& name : kNames) {
            std::size_t slot = slotOf(name.text);
            while (m_slots[slot] != nullptr)
                slot = (slot + 1) % kSlots;
            m_slots[slot] = &name;
        }
    }
    const Name* find(std::string_view text) const {
        for (std::size_t slot = slotOf(text); m_slots[slot] != nullptr; slot = (slot + 1) % kSlots)
            if (core::isSameText(m_slots[slot]->text, text))
                return m_slots[slot];
        return nullptr;
    }

private:
    static constexpr std::size_t kSlots = 256;
    static std::size_t slotOf(std::string_view text) {
        return std::hash<std::string_view>{}(text) % kSlots;
    }
    std::array<const Name*, kSlots> m_slots;
};

const NameTable& names() {
    static const NameTable table;
    return table;
}

/// {"intValue":"12"} -> "12"
JsonValue withoutType(const dom::element& any) {
    dom::object object;
    if (any.get(object) != simdjson::SUCCESS || object.begin() == object.end())
        return {};
    return JsonAccess::valueOf((*object.begin()).value);
}

} // namespace

bool isGenAiKey(std::string_view key) {
    return key.starts_with("gen_ai.") || key.starts_with("llm.") || key.starts_with("traceloop.");
}

void SpanAttributes::read(JsonValue list) {
    m_values.fill({});
    m_others.clear();
    m_repeated = {};
    dom::array attributes;
    if (!list.isList() || JsonAccess::elementOf(list).get(attributes) != simdjson::SUCCESS)
        return;
    std::size_t place = 0;
    for (const dom::element attribute : attributes) {
        std::string_view key;
        JsonValue value;
        dom::object members;
        if (attribute.get(members) == simdjson::SUCCESS)
            for (const auto [name, member] : members) {
                if (name == "key")
                    key = JsonAccess::valueOf(member).text();
                else if (name == "value")
                    value = withoutType(member);
            }
        take(place++, key, value);
    }
}

const SpanAttributes::Name* SpanAttributes::nameAt(std::size_t place, std::string_view key) {
    if (place >= m_expected.size())
        m_expected.resize(place + 1, nullptr);
    const Name*& expected = m_expected[place];
    if (expected != nullptr && core::isSameText(expected->text, key))
        return expected;
    const Name* const found = names().find(key);
    if (found != nullptr)
        expected = found;
    return found;
}

void SpanAttributes::take(std::size_t place, std::string_view key, JsonValue value) {
    const Name* const name = nameAt(place, key);
    if (name == nullptr) {
        m_others.push_back({key, value});
        return;
    }
    Value& known = m_values[std::size_t(name->attribute)];
    if (known.age == name->age)
        m_repeated = key;
    if (value.isGiven() && name->age < known.age)
        known = {value, place, name->age};
}

} // namespace ms::importers
