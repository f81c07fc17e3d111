// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/openai_chat.h"

#include "importers/events/event_format.h"
#include "importers/events/openai_usage.h"
#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"id", "request_id"},
    SourceKey{"object"},
    SourceKey{"created", "timestamp"},
    SourceKey{"model", "model"},
    SourceKey{"service_tier", "service_tier"},
    SourceKey{"usage"},
    SourceKey{"error"},
    SourceKey{"metadata"},
    SourceKey{"prompt_filter_results"},
    SourceKey{"metrics.time_to_first_token_ms"},
    SourceKey{"metrics.generation_time_ms"},
    SourceKey{"metrics.queue_time_ms"},
    // a line of a Batch file
    SourceKey{"custom_id", "root_id"},
    SourceKey{"response.status_code"},
    SourceKey{"response.body.id"},
    SourceKey{"response.body.object"},
    SourceKey{"response.body.created", "timestamp"},
    SourceKey{"response.body.created_at", "timestamp"}, // of a batch of Responses
    SourceKey{"response.body.model", "model"},
    SourceKey{"response.body.usage"},
    SourceKey{"response.body.error"},
    SourceKey{"response.body.metadata"},
    SourceKey{"response.body.prompt_filter_results"},
};

/// Where the body's members stand that need a look.
struct Body {
    std::size_t object, usage, error, metadata, azure;
};
constexpr Body kBody{keyAt(kKeys, "object"), keyAt(kKeys, "usage"), keyAt(kKeys, "error"),
                     keyAt(kKeys, "metadata"), keyAt(kKeys, "prompt_filter_results")};
constexpr Body kBatchBody{keyAt(kKeys, "response.body.object"), keyAt(kKeys, "response.body.usage"),
                          keyAt(kKeys, "response.body.error"),
                          keyAt(kKeys, "response.body.metadata"),
                          keyAt(kKeys, "response.body.prompt_filter_results")};
constexpr std::size_t kFirstToken = keyAt(kKeys, "metrics.time_to_first_token_ms");
constexpr std::size_t kGeneration = keyAt(kKeys, "metrics.generation_time_ms");
constexpr std::size_t kQueue = keyAt(kKeys, "metrics.queue_time_ms");
constexpr std::size_t kCustomId = keyAt(kKeys, "custom_id");
constexpr std::size_t kBatchStatus = keyAt(kKeys, "response.status_code");

/// Servers of other makers answer in the same form and do not all count the same way.
constexpr TokenConvention kOfOthers{Part::MostlyInside, Part::MostlyInside, Part::MostlyInside,
                                    TokenConvention::Lifetime::None};

/// What went wrong, as a code; empty when nothing did.
std::string errorOf(Record& record, std::size_t key) {
    if (!record.has(key))
        return {};
    const JsonValue error = record.root().at(record.name(key)); // some servers give a mere text
    const std::string code = firstGiven(error, "code", "type").toText();
    return code.empty() ? "error" : code;
}

std::string batchErrorOf(Record& record) {
    if (std::string error = errorOf(record, kBatchBody.error); !error.empty())
        return error;
    if (std::string error = errorOf(record, kBody.error); !error.empty())
        return error;
    constexpr std::int64_t kFirstError = 400;
    const std::int64_t status = record.count(kBatchStatus);
    return status >= kFirstError ? std::to_string(status) : std::string();
}

/// The kind of the call that a body of this kind answers; empty when it is no body of a model.
std::string_view callKindOf(std::string_view object) {
    if (object == "list")
        return "embedding";
    const bool isChat = object.starts_with("chat.completion") || object == "text_completion" ||
                        object == "response" || object.empty();
    return isChat ? "chat" : std::string_view();
}

/// Gemini's thinking is in the total, and in no other count of its answers in this form.
void takeHiddenReasoning(EventDraft& draft) {
    TokenCounts& tokens = draft.tokens();
    const std::int64_t input = tokens[TokenField::Input];
    const std::int64_t output = tokens[TokenField::Output];
    const std::int64_t total = tokens[TokenField::Total];
    const bool isKnown = input != core::kUnknownNumber && output != core::kUnknownNumber;
    if (isKnown && tokens[TokenField::Reasoning] <= 0 && total > input + output)
        tokens[TokenField::Reasoning] = total - input - output;
}

void takeTokens(Record& record, EventDraft& draft, const Body& body, std::string_view kind) {
    takeOpenaiUsage(record.json(body.usage), draft);
    TokenCounts& tokens = draft.tokens();
    if (tokens.areAnyGiven()) {
        if (kind == "embedding" && tokens[TokenField::Output] == core::kUnknownNumber)
            tokens[TokenField::Output] = 0;
        const std::string_view model = draft.textOf(TextColumn::Model);
        if (!isOpenaiModel(model))
            draft.useConvention(kOfOthers);
        if (model.find("gemini") != std::string_view::npos)
            takeHiddenReasoning(draft);
    }
    // Chunks of one stream have one id: the one that knows most is the last.
    draft.set(NumberColumn::Version,
              tokens.areAnyGiven() ? 1 + std::max<std::int64_t>(tokens[TokenField::Output], 0) : 0);
}

/// What vLLM measures.
void takeMetrics(Record& record, EventDraft& draft) {
    draft.set(NumberColumn::FirstTokenMs, record.millis(kFirstToken));
    const auto first = record.decimal(kFirstToken);
    const auto generation = record.decimal(kGeneration);
    if (!first || !generation)
        return;
    auto sum = plus(*first, *generation);
    if (const auto queue = record.decimal(kQueue); queue && sum)
        sum = plus(*sum, *queue);
    const auto whole = sum ? core::scaled(*sum, 0, core::Rounding::HalfEven)
                           : core::Result<core::Int128>(core::Error{});
    if (whole && *whole >= 0 && *whole <= kLargestCount)
        draft.set(NumberColumn::LatencyMs, static_cast<std::int64_t>(*whole));
}

/// Who bills, where the body tells it.
void takeProvider(Record& record, EventDraft& draft, const Body& body) {
    if (record.has(body.azure))
        draft.set(TextColumn::Provider, "azure.ai.openai");
    else if (isOpenaiModel(draft.textOf(TextColumn::Model)) && !record.has(kGeneration))
        draft.set(TextColumn::Provider, "openai");
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    const bool isBatch = record.has(kCustomId);
    const Body& body = isBatch ? kBatchBody : kBody;
    if (isBatch) {
        draft.setServiceTier("batch");
        if (record.has(keyAt(kKeys, "response.body.id")))
            draft.set(core::IdColumn::Request, record.text(keyAt(kKeys, "response.body.id")));
    }
    const std::string error = isBatch ? batchErrorOf(record) : errorOf(record, body.error);
    const std::string_view object = record.text(body.object);
    const std::string_view kind = error.empty() ? callKindOf(object) : "chat";
    if (kind.empty() || (error.empty() && object.empty() && !record.has(body.usage)))
        draft.fail("object", "The record is neither an answer of Chat Completions nor an error.");
    draft.set(TextColumn::CallKind, kind);
    draft.set(TextColumn::Status, error.empty() ? "success" : "error");
    draft.set(TextColumn::Error, draft.keep(error));
    if (object.ends_with(".chunk"))
        draft.set(NumberColumn::Stream, 1);
    takeProvider(record, draft, body);
    draft.setTokenSource("provider");
    takeTokens(record, draft, body, kind);
    takeMetrics(record, draft);
    if (record.has(body.metadata))
        attribute(draft, record.root().at(record.name(body.metadata)), mapping);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeOpenaiChat() {
    EventFormatSpec spec;
    spec.name = "openai_chat";
    spec.title = "OpenAI Chat Completions";
    spec.signature = {{"object", "chat.completion*"}};
    spec.otherSignatures = {{{"custom_id"}, {"response.body"}},
                            {{"custom_id"}, {"response"}, {"error.code"}}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.time = TimeReader(TimeFormat::UnixSeconds, std::nullopt);
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
