// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/simple_log.h"

#include "importers/events/event_format.h"

namespace ms::importers {

std::unique_ptr<Format> makeSimpleLog() {
    EventFormatSpec spec;
    spec.name = "simple_log";
    spec.title = "Simple request log";
    spec.signature = {{"request_id"}, {"model_id"}, {"input_tokens"}, {"estimated_cost_usd"}};
    spec.keys = {
        {"request_id", "request_id"},
        {"timestamp", "timestamp"},
        {"customer_id", "tenant"},
        {"tenant_id", "tenant"},
        {"model_id", "model"},
        {"input_tokens", "input_tokens"},
        {"output_tokens", "output_tokens"},
        {"use_case", "feature"},
        {"cache_hit", "app_cache_hit"},
        {"latency_ms", "latency_ms"},
        {"estimated_cost_usd", "reported_cost"},
    };
    spec.mapping.cacheHit = EventMapping::CacheHit::DoubtBilled;
    spec.mapping.constants = {{*eventFieldNamed("currency"), "USD"},
                              {*eventFieldNamed("cost_is_final"), "false"}};
    spec.identity = core::Identity::RequestOnly;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
