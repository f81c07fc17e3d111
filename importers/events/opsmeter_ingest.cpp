// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/opsmeter_ingest.h"

#include "importers/events/csv_events.h"
#include "importers/events/json_events.h"
#include "models/core/check.h"

#include <array>

namespace ms::importers {

namespace {

struct Key {
    std::string_view name;
    std::string_view field;
};

constexpr std::array kKeys{
    Key{"externalRequestId", "request_id"},
    Key{"provider", "provider"},
    Key{"model", "model"},
    Key{"promptVersion", "prompt_version"},
    Key{"endpointTag", "feature"},
    Key{"inputTokens", "input_tokens"},
    Key{"outputTokens", "output_tokens"},
    Key{"totalTokens", "total_tokens"},
    Key{"latencyMs", "latency_ms"},
    Key{"status", "status"},
    Key{"errorCode", "error"},
    Key{"userId", "user"},
    Key{"tenantId", "tenant"},
    Key{"dataMode", "data_mode"},
    Key{"environment", "environment"},
};
// The contract has no time; loggers add one under one of these names.
constexpr std::array<std::string_view, 3> kTimeNames{"timestamp", "ts", "time"};
const std::vector<std::string_view> kSignature{"externalRequestId", "endpointTag", "promptVersion",
                                               "inputTokens"};

EventField fieldNamed(std::string_view name) {
    const auto field = eventFieldNamed(name);
    CHECK(field.has_value(), "Every key of the telemetry event has a field.");
    return *field;
}

EventMapping mapping() {
    EventMapping mapping;
    mapping.root = EventMapping::Root::Request;
    mapping.flags = core::bitOf(core::Flag::AttemptInferred);
    mapping.constants = {{fieldNamed("environment"), "production"},
                         {fieldNamed("data_mode"), "real"}};
    return mapping;
}

ReadPlan jsonPlan(std::string_view head) {
    auto reading = std::make_shared<JsonEventReading>();
    reading->mapping = mapping();
    for (const Key& key : kKeys)
        reading->keys.add(key.name, fieldNamed(key.field));
    for (const std::string_view name : kTimeNames)
        reading->keys.add(name, fieldNamed("timestamp"));
    ReadPlan plan;
    plan.layout = jsonLayoutOf(head);
    plan.makeParser = [reading = std::shared_ptr<const JsonEventReading>(reading),
                       layout = plan.layout] { return makeJsonEventParser(reading, layout); };
    return plan;
}

core::Result<ReadPlan> csvPlan(const CsvHeader& header) {
    std::vector<std::pair<std::string, EventField>> fields;
    for (const Key& key : kKeys)
        if (header.indexOf(key.name))
            fields.emplace_back(key.name, fieldNamed(key.field));
    for (const std::string_view name : kTimeNames)
        if (header.indexOf(name)) {
            fields.emplace_back(name, fieldNamed("timestamp"));
            break;
        }
    auto binding = bindColumns(header, fields);
    if (!binding)
        return binding.error();
    return csvEventPlan(header, *std::move(binding), mapping());
}

class OpsmeterIngest final : public Format {
public:
    std::string_view name() const override { return "opsmeter_ingest"; }
    std::string_view title() const override { return "Flat telemetry event (JSON or CSV)"; }
    core::FileKind kind() const override { return core::FileKind::Events; }

    Match match(std::string_view head) const override {
        int found = findJsonKeys(head, kSignature).found;
        if (const auto header = readCsvHeader(head))
            for (const std::string_view name : kSignature)
                found += header->indexOf(name) ? 1 : 0;
        const int all = static_cast<int>(kSignature.size());
        if (found < all)
            return {};
        return {95, "externalRequestId, endpointTag, promptVersion and inputTokens are there", all};
    }

    core::Result<ReadPlan> plan(std::string_view head, const ReadOptions&) const override {
        const auto header = readCsvHeader(head);
        core::Result<ReadPlan> plan = header ? csvPlan(*header) : jsonPlan(head);
        if (plan)
            plan->info.identity = core::Identity::RequestOnly;
        return plan;
    }
};

} // namespace

std::unique_ptr<Format> makeOpsmeterIngest() {
    return std::make_unique<OpsmeterIngest>();
}

} // namespace ms::importers
