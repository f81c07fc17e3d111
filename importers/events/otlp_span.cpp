// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/otlp_span.h"

#include "importers/common/json_access.h"
#include "importers/common/provider_names.h"
#include "importers/events/attribution.h"
#include "importers/events/otlp_tokens.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ms::importers {

namespace dom = simdjson::dom;
using A = SpanAttribute;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

template <std::size_t Size>
std::string_view meaningOf(const std::array<Pair, Size>& words, std::string_view word,
                           std::string_view otherwise) {
    for (const auto& [given, meant] : words)
        if (given == word)
            return meant;
    return otherwise;
}

constexpr std::array kCalls{Pair{"chat", "chat"}, Pair{"text_completion", "chat"},
                            Pair{"generate_content", "chat"}, Pair{"embeddings", "embedding"}};
constexpr std::array kRequestTypes{Pair{"chat", "chat"}, Pair{"completion", "chat"},
                                   Pair{"embedding", "embedding"}, Pair{"rerank", "rerank"}};
/// How instrumentations wrote providers before the conventions had a list of them.
constexpr std::array kProviders{Pair{"az.ai.openai", "azure.ai.openai"},
                                Pair{"OpenAI", "openai"},
                                Pair{"Anthropic", "anthropic"},
                                Pair{"AWS", "aws.bedrock"},
                                Pair{"Azure", "azure.ai.openai"},
                                Pair{"VertexAI", "gcp.vertex_ai"},
                                Pair{"Google", "gcp.gemini"},
                                Pair{"OpenRouter", "openrouter"}};
/// What spans without an operation are named after, and are no calls.
constexpr std::array<std::string_view, 5> kNoCalls{"invoke_agent", "create_agent",
                                                   "invoke_workflow", "execute_tool", "workflow"};
std::optional<std::int64_t> nanosOf(JsonValue time) {
    if (time.integer())
        return time.integer();
    const std::string_view digits = time.text();
    std::int64_t nanos = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), nanos);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return nanos;
}

bool isZeroId(std::string_view id) {
    return id.find_first_not_of('0') == std::string_view::npos;
}

bool isSmallHex(std::string_view id) {
    return std::all_of(id.begin(), id.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// The id itself where it is as it should be, which is nearly always.
std::string_view tidyId(std::string_view id, EventDraft& draft) {
    return isSmallHex(id) ? id : draft.keep(hexId(id));
}

} // namespace

std::string hexId(std::string_view id) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    constexpr std::string_view k64 =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string small(id);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    if (isSmallHex(small) && (id.size() == 16 || id.size() == 32))
        return small;
    const std::size_t bytes = id.size() == 24 && id.ends_with("==")  ? 16
                              : id.size() == 12 && id.ends_with('=') ? 8
                                                                     : 0;
    std::string hex;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : id.substr(0, id.find('='))) {
        const std::size_t value = k64.find(c);
        if (bytes == 0 || value == std::string_view::npos)
            return std::string(id);
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        count += 6;
        while (count >= 4 && hex.size() < 2 * bytes) {
            count -= 4;
            hex += kDigits[(bits >> count) & 15];
        }
    }
    return hex;
}

Verdict SpanReader::read(JsonValue span, EventDraft& draft, const EventMapping& mapping,
                         const RawNumber& cost) {
    Parts parts;
    if (!takeParts(span, draft, parts))
        return Verdict::Take; // to be rejected
    if (!isCall(parts.name))
        return Verdict::Skip;
    if (!m_span.repeatedName().empty())
        draft.fail(m_span.repeatedName(),
                   "The attribute '" + std::string(m_span.repeatedName()) + "' stands twice.");
    setIds(parts, draft);
    setTimes(parts, draft, mapping);
    setFirstToken(draft);
    setTexts(parts, draft);
    takeSpanTokens(m_span, callKind(), draft);
    takeCost(draft, cost);
    attributeAll(draft, mapping);
    return Verdict::Take;
}

bool SpanReader::takeParts(JsonValue span, EventDraft& draft, Parts& parts) {
    dom::object members;
    if (!span.isObject() || JsonAccess::elementOf(span).get(members) != simdjson::SUCCESS) {
        draft.fail("spans", "A span is expected here.");
        return false;
    }
    constexpr std::array<std::string_view, 8> kNames{
        "traceId",           "spanId",          "parentSpanId", "name",
        "startTimeUnixNano", "endTimeUnixNano", "status",       "attributes"};
    std::array<JsonValue, kNames.size()> values;
    unsigned seen = 0;
    bool isRepeated = false;
    for (const auto [name, member] : members) {
        const auto found = std::find(kNames.begin(), kNames.end(), std::string_view(name));
        if (found == kNames.end())
            continue;
        const auto at = static_cast<std::size_t>(found - kNames.begin());
        if ((seen & (1U << at)) != 0) {
            draft.fail(name, "The key '" + std::string(name) + "' stands twice in one object.");
            isRepeated = true;
        }
        seen |= 1U << at;
        values[at] = JsonAccess::valueOf(member);
    }
    parts = {values[0].text(), values[1].text(), values[2].text(), values[3].text(),
             values[4],        values[5],        values[6]};
    m_span.read(values[7]);
    return !isRepeated;
}

bool SpanReader::isCall(std::string_view spanName) const {
    if (m_span.has(A::Operation))
        return !meaningOf(kCalls, m_span.text(A::Operation), {}).empty();
    if (m_span.has(A::StepKind) ||
        std::any_of(kNoCalls.begin(), kNoCalls.end(),
                    [&](std::string_view begin) { return spanName.starts_with(begin); }))
        return false;
    const bool hasModel = m_span.has(A::RequestModel) || m_span.has(A::ResponseModel);
    return m_span.has(A::InputTokens) || m_span.has(A::OutputTokens) ||
           (hasModel && m_span.has(A::Provider)) || m_span.has(A::RequestType);
}

std::string_view SpanReader::callKind() const {
    return m_span.has(A::Operation) ? meaningOf(kCalls, m_span.text(A::Operation), {})
                                    : meaningOf(kRequestTypes, m_span.text(A::RequestType), {});
}

void SpanReader::setIds(const Parts& parts, EventDraft& draft) {
    const std::string_view spanId = tidyId(parts.spanId, draft);
    const std::string_view responseId = m_span.text(A::ResponseId);
    draft.set(IdColumn::Request, responseId.empty() ? spanId : responseId);
    draft.set(IdColumn::Root, tidyId(parts.traceId, draft));
    if (const std::string_view parent = tidyId(parts.parentId, draft); !isZeroId(parent))
        draft.set(IdColumn::Parent, parent);
    draft.set(IdColumn::Session, m_span.text(A::Conversation));
}

void SpanReader::setTimes(const Parts& parts, EventDraft& draft, const EventMapping& mapping) {
    static const EventField kTime = *eventFieldNamed("timestamp");
    const auto start = nanosOf(parts.start);
    if (!start && parts.start.isGiven())
        return draft.set(kTime, "startTimeUnixNano", draft.keep(parts.start.toText()), mapping);
    if (!start || *start == 0)
        return;
    const bool isText = parts.start.kind() == JsonValue::Kind::Text;
    draft.set(kTime, "startTimeUnixNano",
              isText ? parts.start.text() : draft.keep(std::to_string(*start)), mapping);
    constexpr std::int64_t kNanosPerMilli = 1'000'000;
    if (const auto end = nanosOf(parts.end); end && *end >= *start)
        draft.set(NumberColumn::LatencyMs, (*end - *start) / kNanosPerMilli);
}

void SpanReader::setFirstToken(EventDraft& draft) {
    if (!m_span.has(A::FirstChunkSeconds))
        return;
    const std::string seconds = m_span[A::FirstChunkSeconds].toText();
    const auto number = core::parseDecimal(seconds);
    const auto millis = number ? core::scaled(*number, 3, core::Rounding::Down) : number.error();
    if (!millis || *millis < 0 || *millis > kLargestCount)
        return draft.fail("gen_ai.response.time_to_first_chunk",
                          "'" + seconds.substr(0, 80) + "' is not a duration.");
    draft.set(NumberColumn::FirstTokenMs, static_cast<std::int64_t>(*millis));
}

void SpanReader::setTexts(const Parts& parts, EventDraft& draft) {
    const std::string_view provider = m_span.text(A::Provider);
    draft.set(TextColumn::Provider, meaningOf(kProviders, provider, providerOf(provider)));
    const std::string_view requested = m_span.text(A::RequestModel);
    const std::string_view served = m_span.text(A::ResponseModel);
    draft.set(TextColumn::Model, served.empty() ? requested : served);
    draft.set(TextColumn::ModelRequested, requested);
    draft.setServiceTier(m_span.text(A::ServiceTier));
    draft.set(TextColumn::CallKind, callKind());
    draft.set(TextColumn::Workflow, m_span.text(A::Workflow));
    draft.set(TextColumn::PromptName, m_span.text(A::PromptName));
    if (m_span.has(A::PromptVersion))
        draft.set(TextColumn::PromptVersion, draft.keep(m_span[A::PromptVersion].toText()));
    constexpr std::int64_t kStatusError = 2;
    const JsonValue code = parts.status["code"];
    const bool isFailed = code.integer() == kStatusError || code.text() == "STATUS_CODE_ERROR" ||
                          m_span.has(A::ErrorType);
    draft.set(TextColumn::Status, isFailed ? "error" : "success");
    if (m_span.has(A::ErrorType))
        draft.set(TextColumn::Error, draft.keep(m_span[A::ErrorType].toText()));
    draft.tag("agent_name", m_span.text(A::Agent));
}

void SpanReader::takeCost(EventDraft& draft, const RawNumber& cost) {
    if (!m_span.has(A::Cost))
        return;
    const std::string_view digits = cost(m_span.placeOf(A::Cost));
    const auto amount = core::parseDecimal(digits);
    if (amount)
        draft.setCost(*amount, "gen_ai.usage.cost");
    else
        draft.fail("gen_ai.usage.cost", amount.error().message);
}

void SpanReader::attributeAll(EventDraft& draft, const EventMapping& mapping) {
    constexpr std::string_view kAssociated = "traceloop.association.properties.";
    for (const auto& [key, value] : m_span.others())
        if (key.starts_with(kAssociated))
            attributeKey(draft, key.substr(kAssociated.size()), value, mapping);
        else if (!isGenAiKey(key))
            attributeKey(draft, key, value, mapping);
    for (const auto& [key, value] : m_resource.others())
        if (key == "service.name")
            draft.set(TextColumn::Application, value.text());
        else
            attributeKey(draft, key, value, mapping);
}

} // namespace ms::importers
