// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/allocation_event.h"

#include "importers/events/json_events.h"
#include "models/core/check.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::string_view kEventType = "ai_api_cost_allocation";

struct Key {
    std::string_view path;
    std::string_view field;
};

constexpr std::array kKeys{
    // the contract
    Key{"request_id", "request_id"},
    Key{"timestamp_utc", "timestamp"},
    Key{"environment", "environment"},
    Key{"application", "application"},
    Key{"workflow", "workflow"},
    Key{"tenant_id", "tenant"},
    Key{"cost_center", "team"},
    Key{"provider", "provider"},
    Key{"model_or_deployment", "model"},
    Key{"usage.input_tokens", "input_tokens"},
    Key{"usage.output_tokens", "output_tokens"},
    Key{"usage.total_tokens", "total_tokens"},
    Key{"routing.attempt_number", "attempt"},
    Key{"routing.fallback_used", "fallback"},
    Key{"business_unit.unit_type", "unit_type"},
    Key{"business_unit.unit_id", "unit_id"},
    Key{"business_unit.unit_outcome", "unit_outcome"},
    Key{"cost_estimate.amount", "reported_cost"},
    Key{"cost_estimate.currency", "currency"},
    Key{"cost_estimate.is_final_invoice_amount", "cost_is_final"},
    // optional keys
    Key{"usage.cached_input_tokens", "cache_read_tokens"},
    Key{"usage.cache_write_5m_tokens", "cache_write_5m_tokens"},
    Key{"usage.cache_write_1h_tokens", "cache_write_1h_tokens"},
    Key{"usage.reasoning_tokens", "reasoning_tokens"},
    Key{"usage.queries", "queries"},
    Key{"user_id", "user"},
    Key{"plan_tier", "plan_tier"},
    Key{"feature", "feature"},
    Key{"prompt_version", "prompt_version"},
    Key{"root_id", "root_id"},
    Key{"parent_id", "parent_id"},
    Key{"session_id", "session_id"},
    Key{"account", "account"},
    Key{"service_tier", "service_tier"},
    Key{"call_kind", "call_kind"},
    Key{"latency_ms", "latency_ms"},
    Key{"ttft_ms", "ttft_ms"},
    Key{"status", "status"},
    Key{"error", "error"},
    Key{"data_mode", "data_mode"},
    Key{"prompt_name", "prompt_name"},
    Key{"prompt_hash", "prompt_hash"},
    Key{"prompt_blocks", "prompt_blocks"},
    Key{"model_requested", "model_requested"},
    Key{"app_cache_hit", "app_cache_hit"},
    Key{"stream", "stream"},
};

class AllocationEvent final : public Format {
public:
    std::string_view name() const override { return "allocation_event"; }
    std::string_view title() const override { return "Allocation event (JSON)"; }
    core::FileKind kind() const override { return core::FileKind::Events; }

    Match match(std::string_view head) const override {
        if (jsonTextOf(head, "event_type") != kEventType)
            return {};
        return {100, "event_type is " + std::string(kEventType), 1};
    }

    core::Result<ReadPlan> plan(std::string_view head, const ReadOptions&) const override {
        auto reading = std::make_shared<JsonEventReading>();
        reading->mapping.signature = kEventType;
        reading->mapping.root = EventMapping::Root::Request;
        reading->keys.add("event_type", {EventField::Kind::Signature});
        for (const Key& key : kKeys) {
            const auto field = eventFieldNamed(key.field);
            CHECK(field.has_value(), "Every key of the allocation event has a field.");
            reading->keys.add(key.path, *field);
        }
        ReadPlan plan;
        plan.layout = jsonLayoutOf(head);
        plan.info.identity = core::Identity::RequestAndAttempt;
        plan.makeParser = [reading = std::shared_ptr<const JsonEventReading>(reading),
                           layout = plan.layout] { return makeJsonEventParser(reading, layout); };
        return plan;
    }
};

} // namespace

std::unique_ptr<Format> makeAllocationEvent() {
    return std::make_unique<AllocationEvent>();
}

} // namespace ms::importers
