// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/vercel_report.h"

#include "importers/common/tags.h"
#include "importers/usage/usage_rows.h"

#include <array>

namespace ms::importers {

namespace {

using core::Flag;

constexpr std::array kKeys{
    SourceKey{"day"},
    SourceKey{"hour"},
    SourceKey{"model"},
    SourceKey{"provider"},
    SourceKey{"credential_type"},
    SourceKey{"user"},
    SourceKey{"tag"},
    SourceKey{"api_key_name"},
    SourceKey{"zero_data_retention"},
    SourceKey{"total_cost"},
    SourceKey{"input_tokens"},
    SourceKey{"cached_input_tokens"},
    SourceKey{"cache_creation_input_tokens"},
    SourceKey{"output_tokens"},
    SourceKey{"reasoning_tokens"},
    SourceKey{"request_count"},
};
consteval std::size_t at(std::string_view path) {
    return keyAt(kKeys, path);
}

/// Whether written tokens are within the input is not documented.
constexpr TokenConvention kInclusive{Part::Inside, Part::MostlyInside, Part::Inside};
constexpr std::int64_t kMicrosPerHour = 3'600'000'000;

/// "2026-09-14T08", or any time within the hour.
std::optional<Span> hourAt(Record& record) {
    static const TimeReader kIso;
    constexpr std::size_t kHourAlone = 13;
    std::string text(record.text(at("hour")));
    if (text.size() == kHourAlone)
        text += ":00Z";
    const ReadTime time = kIso.read(text);
    if (time.problem != nullptr) {
        record.fail("hour", "'" + text.substr(0, 80) + "' is " + time.problem + ".");
        return std::nullopt;
    }
    const std::int64_t start = time.micros - time.micros % kMicrosPerHour;
    return Span{{start}, {start + kMicrosPerHour}};
}

std::optional<Span> periodOf(Record& record) {
    if (record.has(at("hour")))
        return hourAt(record);
    if (record.has(at("day")))
        return utcDayAt(record, at("day"));
    record.fail("day", "The row says neither its day nor its hour. Ask for the report by day.");
    return std::nullopt;
}

void flagDimensions(Record& record, core::UsageFact& usage) {
    if (record.text(at("credential_type")) == "byok")
        usage.flags.add(Flag::Byok);
    if (record.has(at("tag")))
        usage.flags.add(Flag::OverlappingDimension);
    if (usage.model.empty())
        usage.flags.add(Flag::NotGrouped);
}

void readRow(Record& record, FactRows& rows) {
    const auto period = periodOf(record);
    if (!period)
        return;
    core::UsageFact usage;
    usage.line = rows.row();
    setPeriod(record, period->start, period->end, usage);
    usage.provider = "vercel";
    usage.upstreamProvider = record.text(at("provider"));
    usage.model = record.text(at("model"));
    usage.account = record.text(at("api_key_name"));
    usage.user = record.text(at("user"));
    usage.requests = countAt(record, at("request_count"));
    readCost(record, at("total_cost"), usage);
    flagDimensions(record, usage);
    settleCounts(record,
                 countsAt(record, {{TokenField::Input, at("input_tokens")},
                                   {TokenField::CacheRead, at("cached_input_tokens")},
                                   {TokenField::CacheWrite, at("cache_creation_input_tokens")},
                                   {TokenField::Output, at("output_tokens")},
                                   {TokenField::Reasoning, at("reasoning_tokens")}}),
                 kInclusive, usage);
    const std::string_view tag = record.text(at("tag"));
    const std::string_view retention = record.text(at("zero_data_retention"));
    Tags tags;
    tags.add("tag", tag);
    tags.add("zero_data_retention", retention);
    usage.tags = tags.finish();
    usage.identity = identityOf({identityPart(usage.periodStart), identityPart(usage.periodEnd),
                                 usage.model, usage.upstreamProvider, usage.account, usage.user,
                                 record.text(at("credential_type")), tag, retention});
    rows.add(std::move(usage));
}

} // namespace

std::unique_ptr<Format> makeVercelReport() {
    FactFormatSpec spec;
    spec.name = "vercel_report";
    spec.title = "Vercel AI Gateway report";
    spec.kind = core::FileKind::Usage;
    spec.signature = {{"market_cost"}, {"total_cost"}, {"cache_creation_input_tokens"}};
    spec.keys = pathsOf(kKeys);
    spec.read = readRow;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
