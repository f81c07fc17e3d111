// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/langfuse_api_v2.h"

#include "importers/events/langfuse_observation.h"

namespace ms::importers {

std::unique_ptr<Format> makeLangfuseApiV2() {
    static constexpr auto kKeys = langfuseCamelCaseKeys("tags");
    EventFormatSpec spec = langfuseSpec(kKeys, LangfuseDurations::Seconds);
    spec.name = "langfuse_api_v2";
    spec.title = "Langfuse observations (API)";
    spec.signature = {{"id"}, {"traceId"}, {"type"}, {"usageDetails"}};
    spec.otherSignatures = {{{"traceId"}, {"type"}, {"usage"}, {"calculatedTotalCost"}}};
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
