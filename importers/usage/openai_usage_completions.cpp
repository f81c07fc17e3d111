// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/openai_usage_completions.h"

#include "importers/common/tags.h"
#include "importers/usage/usage_rows.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using core::Flag;
using core::kUnknownNumber;

/// The columns of a row are the members of a result; the times stand behind them.
constexpr std::array kKeys{
    SourceKey{"object"},
    SourceKey{"project_id"},
    SourceKey{"user_id"},
    SourceKey{"api_key_id"},
    SourceKey{"model"},
    SourceKey{"batch"},
    SourceKey{"service_tier"},
    SourceKey{"num_model_requests"},
    SourceKey{"input_tokens"},
    SourceKey{"output_tokens"},
    SourceKey{"input_cached_tokens"},
    SourceKey{"input_cache_write_tokens"},
    SourceKey{"input_uncached_tokens"},
    SourceKey{"input_text_tokens"},
    SourceKey{"output_text_tokens"},
    SourceKey{"input_cached_text_tokens"},
    SourceKey{"input_audio_tokens"},
    SourceKey{"output_audio_tokens"},
    SourceKey{"input_cached_audio_tokens"},
    SourceKey{"input_image_tokens"},
    SourceKey{"output_image_tokens"},
    SourceKey{"input_cached_image_tokens"},
    SourceKey{"start_time"},
    SourceKey{"end_time"},
};
consteval std::size_t at(std::string_view path) {
    return keyAt(kKeys, path);
}
constexpr std::size_t kFirstSplit = at("input_text_tokens");
constexpr std::size_t kFirstSplitNotText = at("input_audio_tokens");
constexpr std::size_t kEndOfSplits = at("start_time");

constexpr std::string_view kResultObject = "organization.usage.completions.result";
constexpr TokenConvention kInclusive{Part::Inside, Part::Inside, Part::Inside,
                                     TokenConvention::Lifetime::None};

/// Input is the sum of its cached, written and uncached tokens. Exports that lack the written ones
/// still tell them by what the others leave of it.
void proveInput(Record& record, TokenCounts& counts) {
    const std::int64_t uncached = record.count(at("input_uncached_tokens"));
    const std::int64_t input = counts[TokenField::Input];
    const std::int64_t cached = counts[TokenField::CacheRead];
    std::int64_t& written = counts[TokenField::CacheWrite];
    if (uncached == kUnknownNumber || input == kUnknownNumber || cached == kUnknownNumber)
        return;
    const std::int64_t rest = input - cached - uncached;
    if (written == kUnknownNumber && rest >= 0)
        written = rest;
    if (rest != written)
        record.fail("input_uncached_tokens",
                    "The input tokens (" + std::to_string(input) +
                        ") are not the sum of the "
                        "cached (" +
                        std::to_string(cached) + "), written (" +
                        (written == kUnknownNumber ? "not given" : std::to_string(written)) +
                        ") and uncached ones (" + std::to_string(uncached) + ").");
}

void readCounts(Record& record, core::UsageFact& usage) {
    TokenCounts counts = countsAt(record, {{TokenField::Input, at("input_tokens")},
                                           {TokenField::CacheRead, at("input_cached_tokens")},
                                           {TokenField::CacheWrite, at("input_cache_write_tokens")},
                                           {TokenField::Output, at("output_tokens")}});
    proveInput(record, counts);
    if (counts[TokenField::CacheWrite] != kUnknownNumber)
        counts[TokenField::CacheWrite1h] = 0; // there is one lifetime only
    else if (counts[TokenField::CacheRead] != kUnknownNumber)
        usage.flags.add(Flag::CacheWriteUnknown);
    usage.requests = countAt(record, at("num_model_requests"));
    if (!usage.requests)
        usage.flags.add(Flag::RequestCountMissing);
    settleCounts(record, counts, kInclusive, usage);
}

/// Tokens of text alone need no split.
void addSplits(Record& record, Tags& tags) {
    std::array<std::int64_t, kEndOfSplits - kFirstSplit> counts{};
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = record.countOrZero(kFirstSplit + i);
    const auto isUsed = [](std::int64_t count) { return count > 0; };
    if (std::none_of(counts.begin() + (kFirstSplitNotText - kFirstSplit), counts.end(), isUsed))
        return;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (isUsed(counts[i]))
            tags.add(record.name(kFirstSplit + i), std::to_string(counts[i]));
}

std::string_view serviceTierOf(Record& record) {
    if (record.truth(at("batch")).value_or(false))
        return "batch";
    const std::string_view tier = record.text(at("service_tier"));
    if (tier == "auto") // as asked for, which says nothing of what was served
        return {};
    return tier == "default" ? "standard" : tier;
}

core::UsageFact usageOf(Record& record, std::optional<core::Instant> start,
                        std::optional<core::Instant> end, std::int64_t row) {
    core::UsageFact usage;
    usage.line = row;
    setPeriod(record, start, end, usage);
    usage.provider = "openai";
    usage.model = record.text(at("model"));
    usage.account = record.text(at("project_id"));
    usage.user = record.text(at("user_id"));
    usage.serviceTier = serviceTierOf(record);
    if (usage.model.empty() && usage.account.empty())
        usage.flags.add(Flag::NotGrouped);
    readCounts(record, usage);
    const std::string_view apiKey = record.text(at("api_key_id"));
    Tags tags;
    tags.add("api_key_id", apiKey);
    addSplits(record, tags);
    usage.tags = tags.finish();
    const auto batch = record.truth(at("batch"));
    usage.identity =
        identityOf({identityPart(usage.periodStart), identityPart(usage.periodEnd), usage.account,
                    usage.user, apiKey, usage.model, record.text(at("service_tier")),
                    !batch ? "" : (*batch ? "batch" : "no batch")});
    return usage;
}

const TimeReader kUnixSeconds(TimeFormat::UnixSeconds, std::nullopt);

constexpr std::array kPageKeys{SourceKey{"start_time"}, SourceKey{"end_time"},
                               SourceKey{"results"}};

class PageReader final : public FactReader {
public:
    void read(Record& page, FactRows& rows) override {
        const auto start = page.time(keyAt(kPageKeys, "start_time"), kUnixSeconds);
        const auto end = page.time(keyAt(kPageKeys, "end_time"), kUnixSeconds);
        rows.addResults(m_results, page, keyAt(kPageKeys, "results"), [&](Record& result) {
            const std::string_view object = result.text(at("object"));
            if (!object.empty() && object != kResultObject)
                return result.fail("object", "'" + std::string(object.substr(0, 80)) +
                                                 "' is no result of the completions endpoint.");
            rows.add(usageOf(result, start, end, rows.row()));
        });
    }

private:
    InnerRecords m_results{pathsOf(kKeys)};
};

void readRow(Record& record, FactRows& rows) {
    if (!record.has(at("num_model_requests")) && !record.has(at("input_tokens")) &&
        !record.has(at("output_tokens")))
        return; // a bucket without usage
    rows.add(usageOf(record, record.time(at("start_time"), kUnixSeconds),
                     record.time(at("end_time"), kUnixSeconds), rows.row()));
}

FactFormatSpec usageSpec(std::string name, std::string title) {
    FactFormatSpec spec;
    spec.name = std::move(name);
    spec.title = std::move(title);
    spec.kind = core::FileKind::Usage;
    spec.source = "openai_usage";
    return spec;
}

} // namespace

std::unique_ptr<Format> makeOpenaiUsageCompletions() {
    FactFormatSpec spec = usageSpec("openai_usage_completions", "OpenAI usage, completions");
    spec.signature = {{"results.[].object", kResultObject}};
    spec.keys = pathsOf(kPageKeys);
    spec.numbering = FactRows::Numbering::Rows;
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<PageReader>(); };
    return makeFactFormat(std::move(spec));
}

std::unique_ptr<Format> makeOpenaiDashboardUsage() {
    FactFormatSpec spec = usageSpec("openai_dashboard_usage", "OpenAI dashboard, usage");
    spec.signature = {{"start_time_iso"}, {"num_model_requests"}, {"input_tokens"}};
    spec.keys = pathsOf(kKeys);
    spec.read = readRow;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
