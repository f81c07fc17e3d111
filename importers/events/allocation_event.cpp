// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/allocation_event.h"

#include "importers/events/event_format.h"

namespace ms::importers {

std::unique_ptr<Format> makeAllocationEvent() {
    constexpr std::string_view kEventType = "ai_api_cost_allocation";
    EventFormatSpec spec;
    spec.name = "allocation_event";
    spec.title = "Allocation event";
    spec.signature = {{"event_type", kEventType}};
    spec.keys = {
        {"event_type", "signature"},
        // the contract
        {"request_id", "request_id"},
        {"timestamp_utc", "timestamp"},
        {"environment", "environment"},
        {"application", "application"},
        {"workflow", "workflow"},
        {"tenant_id", "tenant"},
        {"cost_center", "team"},
        {"provider", "provider"},
        {"model_or_deployment", "model"},
        {"usage.input_tokens", "input_tokens"},
        {"usage.output_tokens", "output_tokens"},
        {"usage.total_tokens", "total_tokens"},
        {"routing.attempt_number", "attempt"},
        {"routing.fallback_used", "fallback"},
        {"business_unit.unit_type", "unit_type"},
        {"business_unit.unit_id", "unit_id"},
        {"business_unit.unit_outcome", "unit_outcome"},
        {"cost_estimate.amount", "reported_cost"},
        {"cost_estimate.currency", "currency"},
        {"cost_estimate.is_final_invoice_amount", "cost_is_final"},
        // optional keys
        {"usage.cached_input_tokens", "cache_read_tokens"},
        {"usage.cache_write_5m_tokens", "cache_write_5m_tokens"},
        {"usage.cache_write_1h_tokens", "cache_write_1h_tokens"},
        {"usage.reasoning_tokens", "reasoning_tokens"},
        {"usage.queries", "queries"},
        {"user_id", "user"},
        {"plan_tier", "plan_tier"},
        {"feature", "feature"},
        {"prompt_version", "prompt_version"},
        {"root_id", "root_id"},
        {"parent_id", "parent_id"},
        {"session_id", "session_id"},
        {"account", "account"},
        {"service_tier", "service_tier"},
        {"call_kind", "call_kind"},
        {"latency_ms", "latency_ms"},
        {"ttft_ms", "ttft_ms"},
        {"status", "status"},
        {"error", "error"},
        {"data_mode", "data_mode"},
        {"prompt_name", "prompt_name"},
        {"prompt_hash", "prompt_hash"},
        {"prompt_blocks", "prompt_blocks"},
        {"model_requested", "model_requested"},
        {"app_cache_hit", "app_cache_hit"},
        {"stream", "stream"},
    };
    spec.mapping.signature = kEventType;
    spec.mapping.root = EventMapping::Root::Request;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
