// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/openrouter_daily.h"

#include "importers/common/tags.h"
#include "importers/usage/usage_rows.h"

#include <array>

namespace ms::importers {

namespace {

constexpr TokenConvention kInclusive{Part::Inside, Part::Inside, Part::Inside};

/// Where the values of a row stand among the keys of the format.
struct Place {
    std::size_t day, model, cost, ownKeyCost, requests, input, output, reasoning;
};

core::UsageFact usageOf(Record& record, const Place& at, std::int64_t row) {
    core::UsageFact usage;
    usage.line = row;
    const auto day = utcDayAt(record, at.day);
    if (!day) {
        record.fail(record.name(at.day), "The day is missing.");
        return usage;
    }
    setPeriod(record, day->start, day->end, usage);
    usage.provider = "openrouter";
    usage.model = record.text(at.model);
    usage.requests = countAt(record, at.requests);
    readCost(record, at.cost, usage);
    settleCounts(record,
                 countsAt(record, {{TokenField::Input, at.input},
                                   {TokenField::Output, at.output},
                                   {TokenField::Reasoning, at.reasoning}}),
                 kInclusive, usage);
    return usage;
}

void addOwnKeyCost(Record& record, std::size_t key, Tags& tags, core::UsageFact& usage) {
    const auto cost = record.decimal(key);
    if (!cost || cost->digits == 0)
        return;
    usage.flags.add(core::Flag::Byok);
    tags.add("byok_usage_inference", toText(*cost));
}

constexpr std::array kApiKeys{
    SourceKey{"date"},
    SourceKey{"model_permaslug"},
    SourceKey{"usage"},
    SourceKey{"byok_usage_inference"},
    SourceKey{"requests"},
    SourceKey{"prompt_tokens"},
    SourceKey{"completion_tokens"},
    SourceKey{"reasoning_tokens"},
    SourceKey{"model"},
    SourceKey{"endpoint_id"},
    SourceKey{"provider_name"},
    SourceKey{"workspace_id"},
};
consteval std::size_t api(std::string_view path) {
    return keyAt(kApiKeys, path);
}
constexpr Place kApiRow{0, 1, 2, 3, 4, 5, 6, 7};

void readApiRow(Record& record, FactRows& rows) {
    core::UsageFact usage = usageOf(record, kApiRow, rows.row());
    if (usage.model.empty()) // of an endpoint that has no dated name
        usage.model = record.text(api("model"));
    usage.upstreamProvider = record.text(api("provider_name"));
    usage.account = record.text(api("workspace_id"));
    const std::string_view endpoint = record.text(api("endpoint_id"));
    Tags tags;
    addOwnKeyCost(record, kApiRow.ownKeyCost, tags, usage);
    tags.add("endpoint_id", endpoint);
    usage.tags = tags.finish();
    usage.identity =
        identityOf({"activity", identityPart(usage.periodStart), usage.model,
                    record.text(api("model")), endpoint, usage.upstreamProvider, usage.account});
    rows.add(std::move(usage));
}

constexpr std::array kSummaryKeys{
    SourceKey{"Date"},
    SourceKey{"Slug"},
    SourceKey{"Usage"},
    SourceKey{"BYOK Usage"},
    SourceKey{"Requests"},
    SourceKey{"Prompt Tokens"},
    SourceKey{"Completion Tokens"},
    SourceKey{"Reasoning Tokens"},
};
constexpr Place kSummaryRow{0, 1, 2, 3, 4, 5, 6, 7};

void readSummaryRow(Record& record, FactRows& rows) {
    core::UsageFact usage = usageOf(record, kSummaryRow, rows.row());
    Tags tags;
    addOwnKeyCost(record, kSummaryRow.ownKeyCost, tags, usage);
    usage.tags = tags.finish();
    usage.identity = identityOf({"summary", identityPart(usage.periodStart), usage.model});
    rows.add(std::move(usage));
}

} // namespace

std::unique_ptr<Format> makeOpenrouterDailyActivity() {
    FactFormatSpec spec;
    spec.name = "openrouter_daily_activity";
    spec.title = "OpenRouter activity by day";
    spec.kind = core::FileKind::Usage;
    spec.signature = {{"date"}, {"model_permaslug"}, {"byok_usage_inference"}, {"requests"}};
    spec.keys = pathsOf(kApiKeys);
    spec.source = "openrouter";
    spec.read = readApiRow;
    return makeFactFormat(std::move(spec));
}

std::unique_ptr<Format> makeOpenrouterSummary() {
    FactFormatSpec spec;
    spec.name = "openrouter_summary";
    spec.title = "OpenRouter activity summary";
    spec.kind = core::FileKind::Usage;
    spec.signature = {{"Slug"}, {"BYOK Usage"}};
    spec.keys = pathsOf(kSummaryKeys);
    spec.source = "openrouter";
    spec.read = readSummaryRow;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
