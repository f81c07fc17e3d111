// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/units/mixpanel_export.h"

#include "importers/units/product_events.h"

namespace ms::importers {

namespace {

/// No count of seconds lies in the years that a count of milliseconds does, nor the other way.
std::optional<core::Instant> readTime(Record& record, std::size_t key) {
    static const TimeReader kSeconds(TimeFormat::UnixSeconds, std::nullopt);
    static const TimeReader kMillis(TimeFormat::UnixMillis, std::nullopt);
    const bool isMillis = kMillis.read(record.text(key)).problem == nullptr;
    return record.time(key, isMillis ? kMillis : kSeconds);
}

} // namespace

std::unique_ptr<Format> makeMixpanelExport() {
    FactFormatSpec spec;
    spec.name = "mixpanel_export";
    spec.title = "Mixpanel events";
    spec.source = "mixpanel";
    spec.signature = {{"event"}, {"properties.distinct_id"}, {"properties.time"}};
    return makeProductEvents(
        std::move(spec),
        {"event", "properties.time", {"properties.distinct_id"}, {"properties"}, readTime});
}

} // namespace ms::importers
