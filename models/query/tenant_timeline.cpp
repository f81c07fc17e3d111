// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/tenant_timeline.h"

#include <algorithm>
#include <limits>

namespace ms::query {

using core::Day;

namespace {

constexpr Day kFirstDay{std::numeric_limits<std::int32_t>::min()};
constexpr Day kLastDay{std::numeric_limits<std::int32_t>::max()};

struct DatedFact {
    Day from;
    Day to;
    const core::TenantFact* fact;
};
struct DatedTier {
    Day from;
    std::string_view tier;
};

struct Evidence {                    // about one tenant
    std::vector<DatedFact> facts;    // in order of import
    std::vector<DatedTier> observed; // by day once sorted
};

TenantTimeline::Span spanFrom(Day from, Day to, const Evidence& evidence) {
    TenantTimeline::Span span{from, to, {}, {}, {}};
    // Later rows win, field by field: a row that only renames a tenant does not take its tier.
    for (const DatedFact& dated : evidence.facts) {
        if (from < dated.from || dated.to <= from)
            continue;
        if (!dated.fact->tier.empty())
            span.tier = dated.fact->tier;
        if (!dated.fact->segment.empty())
            span.segment = dated.fact->segment;
        if (!dated.fact->name.empty())
            span.name = dated.fact->name;
    }
    if (!span.tier.empty())
        return span;
    const auto next =
        std::upper_bound(evidence.observed.begin(), evidence.observed.end(), from,
                         [](Day day, const DatedTier& seen) { return day < seen.from; });
    if (next != evidence.observed.begin())
        span.tier = std::prev(next)->tier;
    return span;
}

std::vector<TenantTimeline::Span> spansFrom(Evidence evidence) {
    std::stable_sort(evidence.observed.begin(), evidence.observed.end(),
                     [](const DatedTier& a, const DatedTier& b) { return a.from < b.from; });
    std::vector<Day> days;
    for (const DatedFact& dated : evidence.facts) {
        days.push_back(dated.from);
        days.push_back(dated.to);
    }
    for (const DatedTier& seen : evidence.observed)
        days.push_back(seen.from);
    days.push_back(kLastDay);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());

    std::vector<TenantTimeline::Span> spans;
    for (std::size_t i = 0; i + 1 < days.size(); ++i) {
        TenantTimeline::Span span = spanFrom(days[i], days[i + 1], evidence);
        if (span.tier.empty() && span.segment.empty() && span.name.empty())
            continue;
        const bool continues =
            !spans.empty() && spans.back().to == span.from && spans.back().tier == span.tier &&
            spans.back().segment == span.segment && spans.back().name == span.name;
        if (continues)
            spans.back().to = span.to;
        else
            spans.push_back(std::move(span));
    }
    return spans;
}

} // namespace

TenantTimeline::TenantTimeline(std::span<const core::TenantFact> facts,
                               std::span<const ObservedTier> observed, const core::Zone& zone) {
    std::map<std::string_view, Evidence> evidence;
    for (const core::TenantFact& fact : facts) {
        const Day from = fact.since ? zone.dayOf(*fact.since) : kFirstDay;
        const Day to = fact.until ? zone.dayOf(*fact.until) : kLastDay;
        if (from < to)
            evidence[fact.tenant].facts.push_back({from, to, &fact});
    }
    for (const ObservedTier& seen : observed)
        evidence[seen.tenant].observed.push_back({seen.from, seen.tier});
    for (auto& [tenant, about] : evidence)
        m_spans.emplace(std::string(tenant), spansFrom(std::move(about)));
}

std::span<const TenantTimeline::Span> TenantTimeline::spansOf(std::string_view tenant) const {
    const auto found = m_spans.find(tenant);
    if (found == m_spans.end())
        return {};
    return found->second;
}

const TenantTimeline::Span* TenantTimeline::spanAt(std::string_view tenant, Day day) const {
    const std::span<const Span> spans = spansOf(tenant);
    const auto next = std::upper_bound(spans.begin(), spans.end(), day,
                                       [](Day d, const Span& span) { return d < span.from; });
    if (next == spans.begin() || std::prev(next)->to <= day)
        return nullptr;
    return &*std::prev(next);
}

std::string_view TenantTimeline::tierOf(std::string_view tenant, Day day) const {
    const Span* span = spanAt(tenant, day);
    return span ? std::string_view(span->tier) : std::string_view();
}

std::string_view TenantTimeline::segmentOf(std::string_view tenant, Day day) const {
    const Span* span = spanAt(tenant, day);
    return span ? std::string_view(span->segment) : std::string_view();
}

std::string TenantTimeline::nameOf(std::string_view tenant) const {
    const std::span<const Span> spans = spansOf(tenant);
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) // the latest name
        if (!span->name.empty())
            return span->name;
    return std::string(tenant);
}

std::vector<std::string> TenantTimeline::tenants() const {
    std::vector<std::string> all;
    all.reserve(m_spans.size());
    for (const auto& [tenant, spans] : m_spans)
        all.push_back(tenant);
    return all;
}

} // namespace ms::query
