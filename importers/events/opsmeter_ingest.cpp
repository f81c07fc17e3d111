// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/opsmeter_ingest.h"

#include "importers/events/event_format.h"

namespace ms::importers {

std::unique_ptr<Format> makeOpsmeterIngest() {
    EventFormatSpec spec;
    spec.name = "opsmeter_ingest";
    spec.title = "Flat telemetry event";
    spec.signature = {{"externalRequestId"}, {"endpointTag"}, {"promptVersion"}, {"inputTokens"}};
    spec.keys = {
        {"externalRequestId", "request_id"},
        {"provider", "provider"},
        {"model", "model"},
        {"promptVersion", "prompt_version"},
        {"endpointTag", "feature"},
        {"inputTokens", "input_tokens"},
        {"outputTokens", "output_tokens"},
        {"totalTokens", "total_tokens"},
        {"latencyMs", "latency_ms"},
        {"status", "status"},
        {"errorCode", "error"},
        {"userId", "user"},
        {"tenantId", "tenant"},
        {"dataMode", "data_mode"},
        {"environment", "environment"},
        // The contract has no time; loggers add one under one of these names.
        {"time", "timestamp"},
        {"ts", "timestamp"},
        {"timestamp", "timestamp"},
    };
    spec.mapping.root = EventMapping::Root::Request;
    spec.mapping.flags = core::bitOf(core::Flag::AttemptInferred);
    spec.mapping.constants = {{*eventFieldNamed("environment"), "production"},
                              {*eventFieldNamed("data_mode"), "real"}};
    spec.identity = core::Identity::RequestOnly;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
