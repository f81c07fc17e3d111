// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/bedrock_invocation.h"

#include "importers/events/anthropic_usage.h"
#include "importers/events/event_format.h"
#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using core::Flag;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"message"},  // of a CloudWatch event
    SourceKey{"@message"}, // of a CloudWatch Logs Insights row
};

constexpr TokenConvention kExclusive{Part::Beside, Part::Beside, Part::Inside,
                                     TokenConvention::Lifetime::NotStated};
constexpr TokenConvention kInclusive{Part::Inside, Part::Inside, Part::Inside,
                                     TokenConvention::Lifetime::NotStated};

/// The record, wherever it stands.
JsonValue logOf(Record& record) {
    for (const std::size_t key : {keyAt(kKeys, "message"), keyAt(kKeys, "@message")})
        if (record.has(key))
            return record.json(key);
    return record.root();
}

/// "arn:aws:bedrock:...:inference-profile/eu.anthropic.claude-..." -> what follows the last slash.
std::string_view modelOf(std::string_view id) {
    return id.substr(id.rfind('/') + 1); // npos + 1 is 0
}

/// "eu.anthropic.claude-haiku-4-5..." -> anthropic
std::string_view vendorOf(std::string_view model) {
    constexpr std::array<std::string_view, 8> kRegions{"us.", "eu.", "apac.", "global.",
                                                       "jp.", "au.", "ca.",   "us-gov."};
    for (const std::string_view region : kRegions)
        if (model.starts_with(region)) {
            model.remove_prefix(region.size());
            break;
        }
    const std::size_t dot = model.find('.');
    return dot == std::string_view::npos ? std::string_view() : model.substr(0, dot);
}

/// What a body says beside its text, be it one object or the events of a stream.
class Body {
public:
    Body(JsonValue body, EventDraft& draft) : m_draft{draft} {
        if (body.isObject())
            take(body);
        body.eachElement([this](JsonValue event) { take(event); });
    }
    const AnthropicUsage& usage() const { return m_usage; }

private:
    void take(JsonValue part) {
        m_usage.take(part.at("message.usage"), m_draft); // message_start
        takeUsage(part["usage"]);                        // a whole body, or message_delta
        takeUsage(part.at("metadata.usage"));            // ConverseStream
        takeMillis(NumberColumn::LatencyMs, part.at("metrics.latencyMs"));
        takeMillis(NumberColumn::LatencyMs, part.at("metadata.metrics.latencyMs"));
        const JsonValue measured = part["amazon-bedrock-invocationMetrics"];
        takeMillis(NumberColumn::LatencyMs, measured["invocationLatency"]);
        takeMillis(NumberColumn::FirstTokenMs, measured["firstByteLatency"]);
    }
    void takeUsage(JsonValue usage) {
        m_usage.take(usage, m_draft);
        m_usage.takeCacheDetails(usage["cacheDetails"], m_draft);
    }
    void takeMillis(NumberColumn column, JsonValue millis) {
        if (millis.integer().value_or(-1) >= 0)
            m_draft.set(column, *millis.integer());
    }

    EventDraft& m_draft;
    AnthropicUsage m_usage;
};

void takeTokens(JsonValue log, const Body& body, std::string_view vendor, EventDraft& draft) {
    const JsonValue in = log["input"];
    refuseRepeatedKeys(draft, in);
    TokenCounts& tokens = draft.tokens();
    tokens[TokenField::Output] =
        usageCount(draft, "output.outputTokenCount", log.at("output.outputTokenCount"));
    const std::int64_t input = usageCount(draft, "input.inputTokenCount", in["inputTokenCount"]);
    if (input == kUnknownNumber)
        return;
    const std::int64_t reads =
        usageCount(draft, "input.cacheReadInputTokenCount", in["cacheReadInputTokenCount"], 0);
    const std::int64_t writes =
        usageCount(draft, "input.cacheWriteInputTokenCount", in["cacheWriteInputTokenCount"], 0);
    tokens[TokenField::Input] = input;
    tokens[TokenField::CacheRead] = reads;
    body.usage().giveWriteLifetimes(draft, writes);
    // Inferred from the runtime's answers, and from the parts fitting into the whole.
    const bool isInclusive = vendor == "openai" && reads + writes > 0 && input >= reads + writes;
    draft.useConvention(isInclusive ? kInclusive : kExclusive);
    if (isInclusive)
        draft.flag(Flag::InputSemanticsInferred);
}

void setTexts(JsonValue log, EventDraft& draft, const EventMapping& mapping) {
    static const EventField kTime = *eventFieldNamed("timestamp");
    draft.set(kTime, "timestamp", log["timestamp"].text(), mapping);
    draft.set(IdColumn::Request, log["requestId"].text());
    draft.set(TextColumn::Account, log["accountId"].text());
    draft.set(TextColumn::Provider, "aws.bedrock");
    const std::string_view error = log["errorCode"].text();
    draft.set(TextColumn::Status, error.empty() ? "success" : "error");
    draft.set(TextColumn::Error, error);
    if (log["operation"].text().find("Stream") != std::string_view::npos)
        draft.set(NumberColumn::Stream, 1);
    attribute(draft, log["requestMetadata"], mapping);
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    const JsonValue log = logOf(record);
    if (log["schemaType"].text() != "ModelInvocationLog") {
        draft.fail("schemaType", "The record is no ModelInvocationLog of Bedrock.");
        return Verdict::Take;
    }
    const std::string_view model = modelOf(log["modelId"].text());
    const std::string_view vendor = vendorOf(model);
    draft.set(TextColumn::Model, model);
    draft.set(TextColumn::UpstreamProvider, vendor);
    draft.setTokenSource("provider");
    if (log["modelId"].text().find(":provisioned-model/") != std::string_view::npos)
        draft.set(TextColumn::ServiceTier, "provisioned");
    setTexts(log, draft, mapping);
    takeTokens(log, Body(log.at("output.outputBodyJson"), draft), vendor, draft);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeBedrockInvocation() {
    constexpr std::string_view kSchema = "ModelInvocationLog";
    constexpr std::string_view kInText = "*ModelInvocationLog*";
    EventFormatSpec spec;
    spec.name = "bedrock_invocation";
    spec.title = "Bedrock model invocation log";
    // More than the schema, because the body of an answer may hold what other formats are known by.
    spec.signature = {{"schemaType", kSchema}, {"requestId"}, {"modelId"}, {"input"}};
    spec.otherSignatures = {{{"message", kInText}},
                            {{"@message", kInText}},
                            {{"message.schemaType", kSchema}},
                            {{"@message.schemaType", kSchema}}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
