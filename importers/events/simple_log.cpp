// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/simple_log.h"

#include "importers/events/csv_events.h"
#include "models/core/check.h"

#include <array>

namespace ms::importers {

namespace {

struct Column {
    std::string_view name;
    std::string_view field;
};

constexpr std::array kColumns{
    Column{"request_id", "request_id"},
    Column{"timestamp", "timestamp"},
    Column{"customer_id", "tenant"},
    Column{"tenant_id", "tenant"},
    Column{"model_id", "model"},
    Column{"input_tokens", "input_tokens"},
    Column{"output_tokens", "output_tokens"},
    Column{"use_case", "feature"},
    Column{"cache_hit", "app_cache_hit"},
    Column{"latency_ms", "latency_ms"},
    Column{"estimated_cost_usd", "reported_cost"},
};
constexpr std::array<std::string_view, 4> kSignature{"request_id", "model_id", "input_tokens",
                                                     "estimated_cost_usd"};

EventField fieldNamed(std::string_view name) {
    const auto field = eventFieldNamed(name);
    CHECK(field.has_value(), "Every column of the request log has a field.");
    return *field;
}

class SimpleLog final : public Format {
public:
    std::string_view name() const override { return "simple_log"; }
    std::string_view title() const override { return "Simple request log (CSV)"; }
    core::FileKind kind() const override { return core::FileKind::Events; }

    Match match(std::string_view head) const override {
        const auto header = readCsvHeader(head);
        if (!header)
            return {};
        for (const std::string_view name : kSignature)
            if (!header->indexOf(name))
                return {};
        return {90, "request_id, model_id, input_tokens and estimated_cost_usd are columns", 4};
    }

    core::Result<ReadPlan> plan(std::string_view head, const ReadOptions&) const override {
        const auto header = readCsvHeader(head);
        if (!header)
            return core::Error{core::Error::Code::BadInput, "The file has no CSV header.", {}};
        std::vector<std::pair<std::string, EventField>> fields;
        for (const Column& column : kColumns)
            if (header->indexOf(column.name))
                fields.emplace_back(column.name, fieldNamed(column.field));
        auto binding = bindColumns(*header, fields);
        if (!binding)
            return binding.error();
        EventMapping mapping;
        mapping.cacheHit = EventMapping::CacheHit::DoubtBilled;
        mapping.constants = {{fieldNamed("currency"), "USD"},
                             {fieldNamed("cost_is_final"), "false"}};
        ReadPlan plan = csvEventPlan(*header, *std::move(binding), std::move(mapping));
        plan.info.identity = core::Identity::RequestOnly;
        return plan;
    }
};

} // namespace

std::unique_ptr<Format> makeSimpleLog() {
    return std::make_unique<SimpleLog>();
}

} // namespace ms::importers
