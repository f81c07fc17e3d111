// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/litellm_standard_logging.h"

#include "importers/events/event_format.h"
#include "importers/events/litellm_call.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"id", "request_id"},
    SourceKey{"trace_id", "root_id"},
    SourceKey{"call_type"},
    SourceKey{"stream", "stream"},
    SourceKey{"response_cost", "reported_cost"},
    SourceKey{"saved_cache_cost"},
    SourceKey{"prompt_tokens", "input_tokens"},
    SourceKey{"completion_tokens", "output_tokens"},
    SourceKey{"total_tokens", "total_tokens"},
    SourceKey{"startTime", "timestamp"},
    SourceKey{"endTime"},
    SourceKey{"completionStartTime"},
    SourceKey{"model", "model"},
    SourceKey{"model_group", "model_requested"},
    SourceKey{"custom_llm_provider", "provider"},
    SourceKey{"metadata"},
    SourceKey{"cache_hit"},
    SourceKey{"request_tags"},
    SourceKey{"end_user", "user"},
    SourceKey{"status"},
    SourceKey{"error_information"},
    SourceKey{"cost_breakdown"},
};

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    LitellmCall call;
    call.callType = record.text(keyAt(kKeys, "call_type"));
    call.status = record.text(keyAt(kKeys, "status"));
    call.cacheHit = record.text(keyAt(kKeys, "cache_hit"));
    call.metadata = record.json(keyAt(kKeys, "metadata"));
    call.apiKey = call.metadata["user_api_key_hash"].text();
    call.teamId = call.metadata["user_api_key_team_id"].text();
    call.usage = call.metadata["usage_object"];
    call.error = record.json(keyAt(kKeys, "error_information"));
    call.requestTags = record.json(keyAt(kKeys, "request_tags"));
    if (record.has(keyAt(kKeys, "cost_breakdown")))
        call.costs = record.raw;
    call.end = record.time(keyAt(kKeys, "endTime"), mapping.time);
    call.firstToken = record.time(keyAt(kKeys, "completionStartTime"), mapping.time);
    takeLitellmCall(call, draft, mapping);
    const auto saved = record.decimal(keyAt(kKeys, "saved_cache_cost"));
    if (saved && saved->digits != 0)
        draft.tag("saved_cache_cost", toText(*saved));
    draft.set(core::NumberColumn::Version, 1); // the spend logs have none
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeLitellmStandardLogging() {
    EventFormatSpec spec;
    spec.name = "litellm_standard_logging";
    spec.title = "LiteLLM standard logging payload";
    spec.signature = {{"response_cost"}, {"trace_id"}, {"startTime"}, {"model_group"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.time = TimeReader(TimeFormat::UnixSeconds, std::nullopt);
    spec.mapping.constants = {{*eventFieldNamed("currency"), "USD"}};
    spec.mapping.cacheHit = EventMapping::CacheHit::DoubtBilled;
    spec.source = "litellm";
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
