// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/langfuse_blob.h"

#include "importers/events/langfuse_observation.h"

namespace ms::importers {

std::unique_ptr<Format> makeLangfuseBlob() {
    static constexpr std::array<std::string_view, std::size_t(LangfuseKey::Count)> kKeys{
        "id",
        "trace_id",
        "parent_observation_id",
        "session_id",
        "type",
        "start_time",
        "end_time",
        "completion_start_time",
        "environment",
        "user_id",
        "provided_model_name",
        "model",
        "usage_details",
        "usage",
        "cost_details",
        "total_cost",
        "calculated_total_cost",
        "latency",
        "time_to_first_token",
        "prompt_name",
        "prompt_version",
        "trace_name",
        "tags",
        "metadata",
        "level",
        "status_message",
    };
    EventFormatSpec spec = langfuseSpec(kKeys, LangfuseDurations::Millis);
    spec.name = "langfuse_blob";
    spec.title = "Langfuse observations (blob storage)";
    spec.signature = {{"trace_id"}, {"usage_details"}, {"provided_model_name"}};
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
