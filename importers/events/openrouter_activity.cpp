// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/openrouter_activity.h"

#include "importers/events/event_format.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"generation_id", "request_id"},
    SourceKey{"created_at", "timestamp"},
    SourceKey{"cost_total", "reported_cost"},
    SourceKey{"byok_usage_inference"},
    SourceKey{"tokens_prompt", "input_tokens"},
    SourceKey{"tokens_cached", "cache_read_tokens"},
    SourceKey{"tokens_completion", "output_tokens"},
    SourceKey{"tokens_reasoning", "reasoning_tokens"},
    SourceKey{"model_permaslug", "model"},
    SourceKey{"provider_name", "upstream_provider"},
    SourceKey{"cancelled"},
    SourceKey{"streamed", "stream"},
    SourceKey{"finish_reason_normalized"},
    SourceKey{"generation_time_ms", "latency_ms"},
    SourceKey{"time_to_first_token_ms", "ttft_ms"},
    SourceKey{"user", "user"},
    SourceKey{"api_key_name", "account"},
    SourceKey{"app_name", "application"},
};

Verdict settle(Record& record, EventDraft& draft, const EventMapping&) {
    TokenCounts& tokens = draft.tokens();
    if (tokens[TokenField::Input] != core::kUnknownNumber) {
        for (const TokenField field : {TokenField::CacheRead, TokenField::Reasoning})
            if (tokens[field] == core::kUnknownNumber)
                tokens[field] = 0;
        draft.flag(core::Flag::CacheWriteUnknown);
    }
    const auto own = record.decimal(keyAt(kKeys, "byok_usage_inference"));
    if (own && own->digits != 0) {
        draft.flag(core::Flag::Byok);
        draft.tag("byok_usage_inference", toText(*own));
    }
    const bool isFailed = record.text(keyAt(kKeys, "finish_reason_normalized")) == "error";
    const bool isCancelled = record.truth(keyAt(kKeys, "cancelled")).value_or(false);
    draft.set(core::TextColumn::Status, isCancelled ? "cancelled" : isFailed ? "error" : "success");
    if (isFailed)
        draft.set(core::TextColumn::Error, "error");
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeOpenrouterActivity() {
    EventFormatSpec spec;
    spec.name = "openrouter_activity";
    spec.title = "OpenRouter activity";
    spec.signature = {{"generation_id"}, {"cost_total"}, {"tokens_prompt"}, {"model_permaslug"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.constants = {{*eventFieldNamed("provider"), "openrouter"},
                              {*eventFieldNamed("currency"), "USD"}};
    spec.source = "openrouter";
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
