// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/litellm_call.h"

#include "importers/common/json_text.h"
#include "importers/common/number_format.h"
#include "importers/common/provider_names.h"
#include "importers/events/attribution.h"
#include "importers/events/usage_object.h"
#include "importers/events/zero_cost.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ms::importers {

using core::Flag;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Empty for calls that run no model, such as those about files and batches, and for those that
/// LiteLLM passes through without looking at them.
std::string_view callKindOf(std::string_view callType) {
    using Kind = std::pair<std::string_view, std::string_view>;
    constexpr std::array kKinds{Kind{"embedding", "embedding"},  Kind{"image", "image"},
                                Kind{"rerank", "rerank"},        Kind{"ocr", "ocr"},
                                Kind{"search", "search"},        Kind{"speech", "audio"},
                                Kind{"transcription", "audio"},  Kind{"completion", "chat"},
                                Kind{"responses", "chat"},       Kind{"messages", "chat"},
                                Kind{"generate_content", "chat"}};
    for (const auto& [mark, kind] : kKinds)
        if (contains(callType, mark))
            return kind;
    return {};
}

/// Details of the counts; the newer names come first, the older ones hold where those are zero.
std::int64_t cachedCount(EventDraft& draft, JsonValue details, std::string_view name,
                         JsonValue usage, std::string_view olderName) {
    const std::int64_t count = usageCount(draft, name, details[name], 0);
    return count > 0 ? count : usageCount(draft, olderName, usage[olderName], 0);
}

void takeWrites(JsonValue lifetimes, std::int64_t writes, EventDraft& draft) {
    TokenCounts& tokens = draft.tokens();
    const std::int64_t brief =
        usageCount(draft, "ephemeral_5m_input_tokens", lifetimes["ephemeral_5m_input_tokens"], 0);
    const std::int64_t lasting =
        usageCount(draft, "ephemeral_1h_input_tokens", lifetimes["ephemeral_1h_input_tokens"], 0);
    tokens[TokenField::CacheWrite5m] = brief;
    tokens[TokenField::CacheWrite1h] = lasting;
    if (writes > brief + lasting)
        tokens[TokenField::CacheWrite] = writes - brief - lasting;
    else if (writes > 0 && writes < brief + lasting)
        draft.fail("cache_creation_token_details",
                   "The cache writes by lifetime (" + std::to_string(brief + lasting) +
                       ") exceed all cache writes (" + std::to_string(writes) + ").");
}

/// Which parts of the row stand beside their whole, against today's rule.
struct PartsBeside {
    bool reads = false;
    bool writes = false;
    bool reasoning = false;
};

PartsBeside partsBeside(const TokenCounts& tokens, std::int64_t writes, EventDraft& draft) {
    const std::int64_t prompt = tokens[TokenField::Input];
    const std::int64_t reads = tokens[TokenField::CacheRead];
    const std::int64_t reasoning = tokens[TokenField::Reasoning];
    const std::int64_t output = tokens[TokenField::Output];
    const std::int64_t total = tokens[TokenField::Total];
    PartsBeside beside;
    beside.writes = prompt < reads + writes;
    beside.reads = prompt < reads;
    if (total == kUnknownNumber || output == kUnknownNumber || total == prompt + output)
        return beside; // the total is mostly this sum, whatever the prompt includes
    const std::int64_t excess = total - prompt - output;
    const std::int64_t cached = reads + writes;
    const bool areBoth = excess == cached + reasoning;
    const bool isCached = cached > 0 && (areBoth || (excess == cached && cached != reasoning));
    const bool isReasoning =
        reasoning > 0 && (areBoth || (excess == reasoning && cached != reasoning));
    beside.reads = beside.reads || isCached;
    beside.writes = beside.writes || isCached;
    beside.reasoning = isReasoning;
    if (!isCached && !isReasoning)
        draft.flag(Flag::TotalMismatch);
    return beside;
}

/// The conventions by what stands beside.
const TokenConvention& conventionOf(const PartsBeside& beside) {
    using enum Part;
    static constexpr std::array<TokenConvention, 8> kAll{{{Inside, Inside, Inside},
                                                          {Beside, Inside, Inside},
                                                          {Inside, Beside, Inside},
                                                          {Beside, Beside, Inside},
                                                          {Inside, Inside, Beside},
                                                          {Beside, Inside, Beside},
                                                          {Inside, Beside, Beside},
                                                          {Beside, Beside, Beside}}};
    return kAll[(beside.reads ? 1U : 0U) + (beside.writes ? 2U : 0U) +
                (beside.reasoning ? 4U : 0U)];
}

void takeDetails(JsonValue usage, EventDraft& draft) {
    TokenCounts& tokens = draft.tokens();
    if (tokens[TokenField::Input] == kUnknownNumber)
        return;
    const JsonValue in = usage["prompt_tokens_details"];
    const JsonValue out = usage["completion_tokens_details"];
    for (const JsonValue object : {usage, in, out})
        refuseRepeatedKeys(draft, object);
    const std::int64_t reads =
        cachedCount(draft, in, "cached_tokens", usage, "cache_read_input_tokens");
    const std::int64_t writes =
        cachedCount(draft, in, "cache_creation_tokens", usage, "cache_creation_input_tokens");
    tokens[TokenField::CacheRead] = reads;
    takeWrites(in["cache_creation_token_details"], writes, draft);
    tokens[TokenField::Reasoning] =
        usageCount(draft, "reasoning_tokens", out["reasoning_tokens"], 0);
    const std::int64_t allWrites =
        std::max(writes, tokens[TokenField::CacheWrite5m] + tokens[TokenField::CacheWrite1h]);
    const PartsBeside beside = partsBeside(tokens, allWrites, draft);
    if ((beside.reads && reads > 0) || (beside.writes && allWrites > 0))
        draft.flag(Flag::InputSemanticsInferred);
    draft.useConvention(conventionOf(beside));
    tokens[TokenField::Total] = kUnknownNumber; // it has been heard
    tagUsageCount(draft, "input_audio_tokens", in["audio_tokens"]);
    tagUsageCount(draft, "output_audio_tokens", out["audio_tokens"]);
}

bool hasTokens(const TokenCounts& tokens) {
    return tokens[TokenField::Input] > 0 || tokens[TokenField::Output] > 0 ||
           tokens[TokenField::CacheRead] > 0;
}

void takeStatus(const LitellmCall& call, EventDraft& draft) {
    std::string_view status = call.status;
    if (status.empty())
        status = call.metadata["status"].text();
    const std::string_view code = call.error["error_code"].text();
    const std::string_view reason = code.empty() ? call.error["error_class"].text() : code;
    if (!status.empty())
        draft.setStatus(status);
    else if (!reason.empty())
        draft.set(TextColumn::Status, "error");
    else if (hasTokens(draft.tokens()))
        draft.set(TextColumn::Status, "success");
    if (draft.textOf(TextColumn::Status) == "error")
        draft.set(TextColumn::Error,
                  reason.empty() ? draft.keep(call.error["error_code"].toText()) : reason);
}

/// The id of an answer without "_cache_hit1789372801", which LiteLLM adds when its cache gives it.
std::string_view answerIdOf(std::string_view requestId) {
    constexpr std::string_view kMark = "_cache_hit";
    const std::size_t at = requestId.rfind(kMark);
    if (at == std::string_view::npos ||
        requestId.find_first_not_of("0123456789.", at + kMark.size()) != std::string_view::npos)
        return requestId;
    return requestId.substr(0, at);
}

void takeCacheHit(const LitellmCall& call, EventDraft& draft) {
    const std::string_view request = draft.textOf(IdColumn::Request);
    const std::string_view answer = answerIdOf(request);
    if (answer != request)
        draft.set(NumberColumn::AppCacheHit, 1);
    else if (!call.cacheHit.empty() && call.cacheHit != "None") {
        const auto isHit = parseTruth(call.cacheHit);
        if (!isHit)
            return draft.fail("cache_hit", "'" + std::string(call.cacheHit.substr(0, 80)) +
                                               "' is neither true nor false.");
        draft.set(NumberColumn::AppCacheHit, isHit);
    }
    const std::int64_t time = draft.numberOf(NumberColumn::Time);
    if (draft.numberOf(NumberColumn::AppCacheHit) == 1 && !answer.empty() && time != kUnknownNumber)
        draft.set(IdColumn::Record,
                  draft.keep(std::string(answer) + "/cache_hit/" + std::to_string(time / 1000)));
}

void takeTimes(const LitellmCall& call, EventDraft& draft) {
    const std::int64_t begin = draft.numberOf(NumberColumn::Time);
    if (begin == kUnknownNumber)
        return;
    const auto setSpan = [&](NumberColumn column, const std::optional<core::Instant>& until) {
        if (until && until->micros >= begin)
            draft.set(column, (until->micros - begin + 500) / 1000);
    };
    if (draft.numberOf(NumberColumn::LatencyMs) == kUnknownNumber)
        setSpan(NumberColumn::LatencyMs, call.end);
    const bool isStreamed =
        call.firstToken && (!call.end || call.firstToken->micros != call.end->micros);
    if (isStreamed)
        setSpan(NumberColumn::FirstTokenMs, call.firstToken);
}

void takeOwners(const LitellmCall& call, EventDraft& draft, const EventMapping& mapping) {
    const std::string_view alias = call.metadata["user_api_key_alias"].text();
    const bool isSecret = call.apiKey.starts_with("sk-"); // the key itself, not its hash
    draft.set(TextColumn::Account, !alias.empty() ? alias : isSecret ? "" : call.apiKey);
    const std::string_view team = call.metadata["user_api_key_team_alias"].text();
    draft.set(TextColumn::Team, team.empty() ? call.teamId : team);
    draft.set(TextColumn::Provider, providerOf(draft.textOf(TextColumn::Provider)));
    attribute(draft, call.metadata["spend_logs_metadata"], mapping);
    attribute(draft, call.requestTags, mapping);
}

void tagCosts(const LitellmCall& call, EventDraft& draft) {
    constexpr std::array<std::string_view, 1> kPath{"cost_breakdown"};
    if (!contains(call.costs, kPath[0]))
        return;
    const std::string_view breakdown = rawValueAt(call.costs, kPath);
    for (const std::string_view name :
         {"input_cost", "output_cost", "original_cost", "discount_amount"}) {
        const std::array<std::string_view, 1> path{name};
        if (const auto amount = core::parseDecimal(rawNumberAt(breakdown, path)))
            draft.tag(name, toText(*amount));
    }
}

/// Streams could end without a usage; their rows say zero for everything.
void doubtLostUsage(const LitellmCall& call, EventDraft& draft) {
    const std::string_view kind = draft.textOf(TextColumn::CallKind);
    const bool mustHaveTokens =
        kind == "chat" || kind == "embedding" || contains(call.callType, "pass_through");
    const std::int64_t cost = draft.numberOf(NumberColumn::ReportedCost);
    if (!mustHaveTokens || hasTokens(draft.tokens()) || (cost != 0 && cost != kUnknownNumber) ||
        draft.numberOf(NumberColumn::AppCacheHit) == 1 ||
        draft.textOf(TextColumn::Status) != "success")
        return;
    draft.tokens() = TokenCounts();
    if (cost == 0) {
        draft.set(NumberColumn::ReportedCost, kUnknownNumber);
        draft.set(TextColumn::Currency, std::string_view());
        draft.flag(Flag::CostZeroUnknown);
    }
}

} // namespace

void takeLitellmCall(const LitellmCall& call, EventDraft& draft, const EventMapping& mapping) {
    takeDetails(call.usage, draft);
    takeStatus(call, draft);
    draft.set(TextColumn::CallKind, callKindOf(call.callType));
    takeCacheHit(call, draft);
    takeTimes(call, draft);
    takeOwners(call, draft, mapping);
    tagCosts(call, draft);
    doubtLostUsage(call, draft);
    doubtZeroCost(draft);
}

} // namespace ms::importers
