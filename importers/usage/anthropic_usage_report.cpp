// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/anthropic_usage_report.h"

#include "importers/common/tags.h"
#include "importers/usage/usage_rows.h"

#include <array>

namespace ms::importers {

namespace {

using core::Flag;

constexpr TokenConvention kExclusive{Part::Beside, Part::Beside, Part::Inside};

constexpr std::array kPageKeys{SourceKey{"starting_at"}, SourceKey{"ending_at"},
                               SourceKey{"results"}};
constexpr std::array kResultKeys{
    SourceKey{"workspace_id"},
    SourceKey{"model"},
    SourceKey{"service_tier"},
    SourceKey{"uncached_input_tokens"},
    SourceKey{"cache_read_input_tokens"},
    SourceKey{"cache_creation.ephemeral_5m_input_tokens"},
    SourceKey{"cache_creation.ephemeral_1h_input_tokens"},
    SourceKey{"output_tokens"},
    SourceKey{"server_tool_use.web_search_requests"},
    SourceKey{"api_key_id"},
    SourceKey{"account_id"},
    SourceKey{"service_account_id"},
    SourceKey{"context_window"},
    SourceKey{"inference_geo"},
    SourceKey{"speed"},
};
consteval std::size_t result(std::string_view path) {
    return keyAt(kResultKeys, path);
}
constexpr std::array kResultTags{result("api_key_id"),         result("account_id"),
                                 result("service_account_id"), result("context_window"),
                                 result("inference_geo"),      result("speed")};

void addSearches(Tags& tags, std::int64_t searches) {
    if (searches > 0)
        tags.add("web_search_requests", std::to_string(searches));
}

core::UsageFact usageOf(Record& record, core::Instant start, core::Instant end) {
    core::UsageFact usage;
    setPeriod(record, start, end, usage);
    usage.provider = "anthropic";
    usage.model = record.text(result("model"));
    usage.account = record.text(result("workspace_id"));
    usage.serviceTier = record.text(result("service_tier"));
    if (usage.account.empty())
        usage.flags.add(Flag::DefaultWorkspaceOrNotGrouped);
    settleCounts(
        record,
        countsAt(record,
                 {{TokenField::Input, result("uncached_input_tokens")},
                  {TokenField::CacheRead, result("cache_read_input_tokens")},
                  {TokenField::CacheWrite5m, result("cache_creation.ephemeral_5m_input_tokens")},
                  {TokenField::CacheWrite1h, result("cache_creation.ephemeral_1h_input_tokens")},
                  {TokenField::Output, result("output_tokens")}}),
        kExclusive, usage);
    Tags tags;
    for (const std::size_t key : kResultTags)
        tags.add(record.name(key), record.text(key));
    addSearches(tags, record.countOrZero(result("server_tool_use.web_search_requests")));
    usage.tags = tags.finish();
    usage.identity = identityOf(
        {"report", identityPart(start), identityPart(end), usage.account, usage.model,
         usage.serviceTier, record.text(result("api_key_id")), record.text(result("account_id")),
         record.text(result("service_account_id")), record.text(result("context_window")),
         record.text(result("inference_geo")), record.text(result("speed"))});
    return usage;
}

class PageReader final : public FactReader {
public:
    void read(Record& page, FactRows& rows) override {
        core::Flags flags;
        const auto start = requiredTimeAt(page, keyAt(kPageKeys, "starting_at"), flags);
        const auto end = requiredTimeAt(page, keyAt(kPageKeys, "ending_at"), flags);
        if (!start || !end)
            return;
        rows.addResults(m_results, page, keyAt(kPageKeys, "results"), [&](Record& record) {
            core::UsageFact usage = usageOf(record, *start, *end);
            usage.line = rows.row();
            usage.flags = core::Flags::fromBits(usage.flags.bits() | flags.bits());
            rows.add(std::move(usage));
        });
    }

private:
    InnerRecords m_results{pathsOf(kResultKeys)};
};

constexpr std::array kConsoleKeys{
    SourceKey{"usage_date_utc"},
    SourceKey{"model_version"},
    SourceKey{"api_key"},
    SourceKey{"workspace"},
    SourceKey{"usage_type"},
    SourceKey{"context_window"},
    SourceKey{"usage_input_tokens_no_cache"},
    SourceKey{"usage_input_tokens_cache_write"}, // of older files
    SourceKey{"usage_input_tokens_cache_write_5m"},
    SourceKey{"usage_input_tokens_cache_write_1h"},
    SourceKey{"usage_input_tokens_cache_read"},
    SourceKey{"usage_output_tokens"},
    SourceKey{"web_search_count"},
    SourceKey{"inference_geo"},
    SourceKey{"speed"},
};
consteval std::size_t console(std::string_view path) {
    return keyAt(kConsoleKeys, path);
}

/// Blank input counts are zero, so that older files without writes have none of either lifetime.
void settleConsoleCounts(Record& record, core::UsageFact& usage) {
    TokenCounts counts = countsAt(record, {{TokenField::Output, console("usage_output_tokens")}});
    const std::int64_t unstated = record.count(console("usage_input_tokens_cache_write"));
    const std::size_t five = console("usage_input_tokens_cache_write_5m");
    const std::size_t hour = console("usage_input_tokens_cache_write_1h");
    bool isAnyGiven = counts.areAnyGiven() || unstated != core::kUnknownNumber;
    for (const std::size_t key : {console("usage_input_tokens_no_cache"),
                                  console("usage_input_tokens_cache_read"), five, hour})
        isAnyGiven = isAnyGiven || record.has(key);
    if (!isAnyGiven && !record.has(console("web_search_count")))
        return record.fail("usage_input_tokens_no_cache", "The row has no counts.");
    counts[TokenField::Input] = record.countOrZero(console("usage_input_tokens_no_cache"));
    counts[TokenField::CacheRead] = record.countOrZero(console("usage_input_tokens_cache_read"));
    const bool isWithoutLifetime = unstated > 0 && !record.has(five) && !record.has(hour);
    if (isWithoutLifetime) {
        counts[TokenField::CacheWrite] = unstated;
    } else {
        counts[TokenField::CacheWrite5m] = record.countOrZero(five);
        counts[TokenField::CacheWrite1h] = record.countOrZero(hour);
    }
    settleCounts(record, counts, kExclusive, usage);
}

/// Older files lack these columns: what they all mean is no news.
std::string_view placeOf(std::string_view text) {
    return text == "global" || text == "not_available" ? std::string_view() : text;
}
std::string_view speedOf(std::string_view text) {
    return text == "standard" ? std::string_view() : text;
}

void readConsoleRow(Record& record, FactRows& rows) {
    const auto day = utcDayAt(record, console("usage_date_utc"));
    if (!day)
        return record.fail("usage_date_utc", "The day is missing.");
    core::UsageFact usage;
    usage.line = rows.row();
    setPeriod(record, day->start, day->end, usage);
    usage.provider = "anthropic";
    usage.model = record.text(console("model_version"));
    usage.account = record.text(console("workspace"));
    usage.serviceTier = record.text(console("usage_type"));
    usage.flags.add(Flag::RequestCountMissing);
    settleConsoleCounts(record, usage);
    const std::string_view apiKey = record.text(console("api_key"));
    const std::string_view window = record.text(console("context_window"));
    const std::string_view place = placeOf(record.text(console("inference_geo")));
    const std::string_view speed = speedOf(record.text(console("speed")));
    Tags tags;
    tags.add("api_key", apiKey);
    tags.add("context_window", window);
    tags.add("inference_geo", place);
    tags.add("speed", speed);
    addSearches(tags, record.countOrZero(console("web_search_count")));
    usage.tags = tags.finish();
    usage.identity = identityOf({"console", identityPart(day->start), usage.model, usage.account,
                                 usage.serviceTier, apiKey, window, place, speed});
    rows.add(std::move(usage));
}

} // namespace

std::unique_ptr<Format> makeAnthropicUsageReport() {
    FactFormatSpec spec;
    spec.name = "anthropic_usage_report";
    spec.title = "Anthropic usage report";
    spec.kind = core::FileKind::Usage;
    spec.signature = {{"starting_at"}, {"results.[].uncached_input_tokens"}};
    spec.keys = pathsOf(kPageKeys);
    spec.numbering = FactRows::Numbering::Rows;
    spec.source = "anthropic_usage";
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<PageReader>(); };
    return makeFactFormat(std::move(spec));
}

std::unique_ptr<Format> makeAnthropicConsoleUsage() {
    FactFormatSpec spec;
    spec.name = "anthropic_console_usage";
    spec.title = "Anthropic Console, usage";
    spec.kind = core::FileKind::Usage;
    spec.signature = {{"usage_date_utc"}, {"usage_input_tokens_no_cache"}};
    spec.keys = pathsOf(kConsoleKeys);
    spec.source = "anthropic_usage";
    spec.read = readConsoleRow;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
