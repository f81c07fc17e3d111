// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/litellm_spendlogs.h"

#include "importers/events/event_format.h"
#include "importers/events/litellm_call.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"request_id", "request_id"},
    SourceKey{"session_id", "root_id"},
    SourceKey{"call_type"},
    SourceKey{"spend", "reported_cost"},
    SourceKey{"prompt_tokens", "input_tokens"},
    SourceKey{"completion_tokens", "output_tokens"},
    SourceKey{"total_tokens", "total_tokens"},
    SourceKey{"startTime", "timestamp"},
    SourceKey{"endTime"},
    SourceKey{"completionStartTime"},
    SourceKey{"request_duration_ms", "latency_ms"},
    SourceKey{"model", "model"},
    SourceKey{"model_group", "model_requested"},
    SourceKey{"custom_llm_provider", "provider"},
    SourceKey{"api_key"},
    SourceKey{"metadata"},
    SourceKey{"cache_hit"},
    SourceKey{"request_tags"},
    SourceKey{"team_id"},
    SourceKey{"organization_id"},
    SourceKey{"end_user", "user"},
    SourceKey{"status"},
};

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    LitellmCall call;
    call.callType = record.text(keyAt(kKeys, "call_type"));
    call.status = record.text(keyAt(kKeys, "status"));
    call.cacheHit = record.text(keyAt(kKeys, "cache_hit"));
    call.apiKey = record.text(keyAt(kKeys, "api_key"));
    call.teamId = record.text(keyAt(kKeys, "team_id"));
    call.metadata = record.json(keyAt(kKeys, "metadata"));
    call.usage = call.metadata["additional_usage_values"];
    call.error = call.metadata["error_information"];
    call.requestTags = record.json(keyAt(kKeys, "request_tags"));
    if (call.metadata["cost_breakdown"].isObject())
        call.costs = record.jsonText(keyAt(kKeys, "metadata"));
    call.end = record.time(keyAt(kKeys, "endTime"), mapping.time);
    call.firstToken = record.time(keyAt(kKeys, "completionStartTime"), mapping.time);
    takeLitellmCall(call, draft, mapping);
    draft.tag("organization_id", record.text(keyAt(kKeys, "organization_id")));
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeLitellmSpendlogs() {
    EventFormatSpec spec;
    spec.name = "litellm_spendlogs";
    spec.title = "LiteLLM spend logs";
    spec.signature = {
        {"call_type"}, {"spend"}, {"startTime"}, {"custom_llm_provider"}, {"request_tags"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.time = TimeReader(TimeFormat::Iso, core::Zone());
    spec.mapping.constants = {{*eventFieldNamed("currency"), "USD"}};
    // LiteLLM marks calls as hits that its provider answered.
    spec.mapping.cacheHit = EventMapping::CacheHit::DoubtBilled;
    spec.source = "litellm";
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
