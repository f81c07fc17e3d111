// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/portkey_logs.h"

#include "importers/common/provider_names.h"
#include "importers/events/anthropic_usage.h"
#include "importers/events/event_format.h"
#include "importers/events/openai_usage.h"
#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using core::Flag;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"id", "request_id"},
    SourceKey{"trace_id", "root_id"},
    SourceKey{"created_at", "timestamp"},
    SourceKey{"response"},
    SourceKey{"is_success"},
    SourceKey{"ai_org"},
    SourceKey{"ai_model", "model"},
    SourceKey{"req_units"},
    SourceKey{"res_units"},
    SourceKey{"total_units"},
    SourceKey{"cost"},
    SourceKey{"cost_currency"},
    SourceKey{"response_time", "latency_ms"},
    SourceKey{"response_status_code"},
    SourceKey{"cache_status"},
    SourceKey{"stream_mode", "stream"},
    SourceKey{"prompt_slug", "prompt_name"},
    SourceKey{"metadata"},
};

/// Portkey's own answers for other providers than OpenAI; the total of the row proves the reading.
constexpr TokenConvention reading(TokenConvention::Lifetime lifetime) {
    return {Part::MostlyInside, Part::MostlyInside, Part::MostlyInside, lifetime};
}
constexpr TokenConvention kWithoutLifetimes = reading(TokenConvention::Lifetime::None);
constexpr TokenConvention kAnthropicInOpenaiForm = reading(TokenConvention::Lifetime::NotStated);

/// Take the usage of an answer; false when it says nothing.
bool takeUsage(JsonValue usage, EventDraft& draft) {
    const JsonValue writes = usage["cache_creation_input_tokens"];
    const JsonValue reads = usage["cache_read_input_tokens"];
    const bool isChat = usage["prompt_tokens"].isGiven();
    if (!isChat && !usage["input_tokens"].isGiven())
        return false;
    draft.setTokenSource("provider");
    if (!isChat && !usage["total_tokens"].isGiven()) {
        takeAnthropicUsage(usage, draft);
        return true;
    }
    takeOpenaiUsage(usage, draft);
    TokenCounts& tokens = draft.tokens();
    draft.useConvention(writes.isGiven() ? kAnthropicInOpenaiForm : kWithoutLifetimes);
    if (!writes.isGiven() && !reads.isGiven())
        return true;
    const std::int64_t inDetails = std::max<std::int64_t>(tokens[TokenField::CacheRead], 0);
    tokens[TokenField::CacheRead] = usageCount(draft, "cache_read_input_tokens", reads, inDetails);
    tokens[TokenField::CacheWrite] = usageCount(draft, "cache_creation_input_tokens", writes, 0);
    tokens[TokenField::CacheWrite1h] = 0;
    return true;
}

/// The same for the body of an answer, which may be text and then anything.
bool takeUsageOfResponse(JsonValue response, EventDraft& draft) {
    if (response.kind() == JsonValue::Kind::Text) {
        JsonParser parser;
        const auto body = parser.parse(response.text());
        return body && body->isObject() && takeUsageOfResponse(*body, draft);
    }
    return takeUsage(response["usage"], draft) || takeUsage(response.at("body.usage"), draft);
}

void takeTokens(Record& record, EventDraft& draft) {
    if (takeUsageOfResponse(record.root()["response"], draft))
        return;
    TokenCounts& tokens = draft.tokens();
    tokens[TokenField::Input] = record.count(keyAt(kKeys, "req_units"));
    tokens[TokenField::Output] = record.count(keyAt(kKeys, "res_units"));
    tokens[TokenField::Total] = record.count(keyAt(kKeys, "total_units"));
}

void takeStatus(Record& record, EventDraft& draft) {
    const auto isSuccess = record.truth(keyAt(kKeys, "is_success"));
    if (isSuccess)
        draft.set(TextColumn::Status, *isSuccess ? "success" : "error");
    if (isSuccess == false)
        draft.set(TextColumn::Error, record.text(keyAt(kKeys, "response_status_code")));
    const std::string_view cache = record.text(keyAt(kKeys, "cache_status"));
    if (!cache.empty())
        draft.set(NumberColumn::AppCacheHit, cache == "HIT" || cache == "SEMANTIC HIT" ? 1 : 0);
}

void takeCost(Record& record, EventDraft& draft) {
    const auto cents = record.decimal(keyAt(kKeys, "cost"));
    if (!cents)
        return;
    const TokenCounts& tokens = draft.tokens();
    const bool isBilled = draft.textOf(TextColumn::Status) == "success" &&
                          draft.numberOf(NumberColumn::AppCacheHit) != 1 && tokens.areAnyGiven();
    if (cents->digits == 0 && isBilled)
        return draft.flag(Flag::CostZeroUnknown);
    constexpr std::size_t kCurrency = keyAt(kKeys, "cost_currency");
    draft.setCost(core::Decimal{cents->digits, cents->scale + 2}, "cost",
                  record.has(kCurrency) ? record.text(kCurrency) : "USD");
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    const std::string_view provider = record.text(keyAt(kKeys, "ai_org"));
    draft.set(TextColumn::Provider, provider == "google" ? "gcp.gemini" : providerOf(provider));
    takeTokens(record, draft);
    takeStatus(record, draft);
    takeCost(record, draft);
    attribute(draft, record.json(keyAt(kKeys, "metadata")), mapping);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makePortkeyLogs() {
    EventFormatSpec spec;
    spec.name = "portkey_logs";
    spec.title = "Portkey log export";
    spec.signature = {{"req_units"}, {"res_units"}, {"ai_model"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
