// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/litellm_daily_spend.h"

#include "importers/common/provider_names.h"
#include "importers/common/tags.h"
#include "importers/usage/usage_rows.h"

#include <array>

namespace ms::importers {

namespace {

using core::Flag;

constexpr std::array kKeys{
    SourceKey{"date"},
    SourceKey{"api_key"},
    SourceKey{"model"},
    SourceKey{"custom_llm_provider"},
    SourceKey{"prompt_tokens"},
    SourceKey{"completion_tokens"},
    SourceKey{"cache_read_input_tokens"},
    SourceKey{"cache_creation_input_tokens"},
    SourceKey{"spend"},
    SourceKey{"api_requests"},
    SourceKey{"failed_requests"},
    SourceKey{"user_id"},
    SourceKey{"end_user_id"},
    SourceKey{"team_id"},
    SourceKey{"organization_id"},
    SourceKey{"tag"},
    SourceKey{"model_group"},
    SourceKey{"endpoint"},
    SourceKey{"mcp_namespaced_tool_name"},
};
consteval std::size_t at(std::string_view path) {
    return keyAt(kKeys, path);
}
/// Dimensions that have no field of their own.
constexpr std::array kTagKeys{at("team_id"),  at("organization_id"),
                              at("tag"),      at("model_group"),
                              at("endpoint"), at("mcp_namespaced_tool_name")};

constexpr TokenConvention kInclusive{Part::Inside, Part::MostlyInside, Part::Inside};
constexpr TokenConvention kExclusive{Part::Beside, Part::Beside, Part::Inside};

void readCounts(Record& record, core::UsageFact& usage) {
    const TokenCounts counts =
        countsAt(record, {{TokenField::Input, at("prompt_tokens")},
                          {TokenField::CacheRead, at("cache_read_input_tokens")},
                          {TokenField::CacheWrite, at("cache_creation_input_tokens")},
                          {TokenField::Output, at("completion_tokens")}});
    const bool isExclusive = counts[TokenField::Input] != core::kUnknownNumber &&
                             counts[TokenField::CacheRead] > counts[TokenField::Input];
    if (isExclusive)
        usage.flags.add(Flag::InputSemanticsInferred);
    settleCounts(record, counts, isExclusive ? kExclusive : kInclusive, usage);
}

std::string_view userOf(Record& record) {
    const std::string_view person = record.text(at("end_user_id"));
    return person.empty() ? record.text(at("user_id")) : person;
}

void readRow(Record& record, FactRows& rows) {
    const auto day = utcDayAt(record, at("date"));
    if (!day)
        return record.fail("date", "The day is missing.");
    core::UsageFact usage;
    usage.line = rows.row();
    setPeriod(record, day->start, day->end, usage);
    const std::string_view provider = record.text(at("custom_llm_provider"));
    usage.provider = providerOf(provider);
    usage.model = record.text(at("model"));
    usage.account = record.text(at("api_key"));
    usage.user = userOf(record);
    usage.requests = countAt(record, at("api_requests"));
    readCost(record, at("spend"), usage);
    if (record.has(at("tag")))
        usage.flags.add(Flag::OverlappingDimension);
    readCounts(record, usage);
    Tags tags;
    std::string dimensions;
    for (const std::size_t key : kTagKeys) {
        tags.add(record.name(key), record.text(key));
        dimensions += identityOf({record.text(key)});
    }
    if (const auto failed = record.countOrZero(at("failed_requests")); failed > 0)
        tags.add("failed_requests", std::to_string(failed));
    usage.tags = tags.finish();
    usage.identity =
        identityOf({identityPart(day->start), usage.model, provider, usage.account,
                    record.text(at("user_id")), record.text(at("end_user_id")), dimensions});
    rows.add(std::move(usage));
}

} // namespace

std::unique_ptr<Format> makeLitellmDailySpend() {
    FactFormatSpec spec;
    spec.name = "litellm_daily_spend";
    spec.title = "LiteLLM daily spend";
    spec.kind = core::FileKind::Usage;
    spec.signature = {{"date"}, {"api_requests"}, {"spend"}, {"prompt_tokens"}};
    spec.keys = pathsOf(kKeys);
    spec.source = "litellm";
    spec.read = readRow;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
