// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/langfuse_ui_export.h"

#include "importers/events/langfuse_observation.h"

namespace ms::importers {

std::unique_ptr<Format> makeLangfuseUiExport() {
    static constexpr auto kKeys = langfuseCamelCaseKeys("traceTags");
    EventFormatSpec spec = langfuseSpec(kKeys, LangfuseDurations::Seconds);
    spec.name = "langfuse_ui_export";
    spec.title = "Langfuse observations (export)";
    spec.signature = {
        {"id"}, {"traceId"}, {"usageDetails"}, {"providedUsageDetails"}, {"traceTags"}};
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
