// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/units/amplitude_export.h"

#include "importers/units/product_events.h"

namespace ms::importers {

namespace {

std::optional<core::Instant> readTime(Record& record, std::size_t key) {
    static const TimeReader kUtc(TimeFormat::Iso, core::Zone());
    return record.time(key, kUtc);
}

} // namespace

std::unique_ptr<Format> makeAmplitudeExport() {
    FactFormatSpec spec;
    spec.name = "amplitude_export";
    spec.title = "Amplitude events";
    spec.source = "amplitude";
    spec.signature = {
        {"event_type"}, {"event_time"}, {"user_id"}, {"event_properties"}, {"user_properties"}};
    return makeProductEvents(std::move(spec), {"event_type",
                                               "event_time",
                                               {"user_id", "amplitude_id"},
                                               {"event_properties", "user_properties", "groups"},
                                               readTime});
}

} // namespace ms::importers
