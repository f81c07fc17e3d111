// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/pool_use.h"

#include <algorithm>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Condition;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int64_t kMicrosPerHour = 3'600 * core::kMicrosPerSecond;

// In the order in which tokensIn and the parts read them.
const std::vector<Measure> kWork{Measure::InputTokens, Measure::CacheReadTokens,
                                 Measure::CacheWriteTokens, Measure::OutputTokens,
                                 Measure::UsageUnknown};
constexpr std::size_t kUsageUnknown = 4;

Int128 tokensIn(const std::vector<Int128>& values) {
    return values[0] + values[1] + values[2] + values[3];
}

Int128 workIn(const std::vector<Int128>& values, const HourUse& hour) {
    return hour.isByAttempts ? values[kUsageUnknown] : tokensIn(values);
}

core::TimeRange overlap(const core::TimeRange& a, const core::TimeRange& b) {
    core::TimeRange both = a;
    if (!both.from || (b.from && *both.from < *b.from))
        both.from = b.from;
    if (!both.to || (b.to && *b.to < *both.to))
        both.to = b.to;
    return both;
}

/// All use, whoever asked: a selection pays no more than its part of an hour.
core::Status addAll(std::map<std::string, HourUse>& hours, const PoolQuestion& question,
                    const core::TimeRange& range, const query::EventSource& source,
                    std::stop_token stop) {
    query::GroupQuery ask{{Dimension::Hour}, kWork, {}};
    ask.filter = {range, {query::Scope::Kind::All, {}}, question.link.conditions};
    const auto table = source.groups(ask, std::move(stop));
    if (!table)
        return table.error();
    for (const query::GroupRow& row : table->rows) {
        HourUse& hour = hours[row.keys[0]];
        hour.attemptsWithoutUsage = std::int64_t(row.values[kUsageUnknown]);
        hour.isByAttempts = tokensIn(row.values) == 0;
        hour.work = workIn(row.values, hour);
    }
    return {};
}

core::Status addParts(std::map<std::string, HourUse>& hours, const PoolQuestion& question,
                      const core::TimeRange& range, const query::EventSource& source,
                      std::stop_token stop) {
    query::GroupQuery ask{question.by, kWork, question.filter};
    std::size_t hourAt =
        std::size_t(std::find(ask.by.begin(), ask.by.end(), Dimension::Hour) - ask.by.begin());
    if (hourAt == ask.by.size())
        ask.by.push_back(Dimension::Hour);
    ask.measures.push_back(Measure::UnpricedAttempts);
    ask.measures.push_back(Measure::Cost);
    ask.filter.range = overlap(question.filter.range, range);
    ask.filter.conditions.insert(ask.filter.conditions.end(), question.link.conditions.begin(),
                                 question.link.conditions.end());
    const auto table = source.groups(ask, std::move(stop));
    if (!table)
        return table.error();
    for (const query::GroupRow& row : table->rows) {
        HourUse& hour = hours[row.keys[hourAt]];
        HourUse::Part part{row.keys, workIn(row.values, hour), std::int64_t(row.values[5]),
                           MoneySum::fromPicos(row.values[6])};
        part.keys.resize(question.by.size());
        hour.parts.push_back(std::move(part));
    }
    return {};
}

core::Result<std::set<std::string>> namesOf(Dimension dimension, const query::EventSource& source,
                                            std::stop_token stop) {
    const auto values = source.values(dimension, std::move(stop));
    if (!values)
        return values.error();
    return std::set<std::string>(values->begin(), values->end());
}

} // namespace

std::string_view nameOf(PoolTie tie) {
    switch (tie) {
    case PoolTie::Model:
        return "model";
    case PoolTie::Provider:
        return "provider";
    case PoolTie::Feature:
        return "feature";
    case PoolTie::None:
        break;
    }
    return "none";
}

core::Result<PoolLinks> PoolLinks::load(const query::EventSource& source, std::stop_token stop) {
    PoolLinks links;
    auto models = namesOf(Dimension::Model, source, stop);
    if (!models)
        return models.error();
    links.m_models = *std::move(models);
    auto providers = namesOf(Dimension::Provider, source, stop);
    if (!providers)
        return providers.error();
    links.m_providers = *std::move(providers);
    return links;
}

PoolLink PoolLinks::of(const GpuPool& pool) const {
    PoolLink link;
    const auto add = [&link](PoolTie tie, Dimension dimension, const std::string& value) {
        if (link.tie == PoolTie::None)
            link.tie = tie;
        link.conditions.push_back({dimension, Condition::Kind::In, {value}});
    };
    if (!pool.name.empty() && m_models.count(pool.name) > 0)
        add(PoolTie::Model, Dimension::Model, pool.name);
    else if (!pool.name.empty() && m_providers.count(pool.name) > 0)
        add(PoolTie::Provider, Dimension::Provider, pool.name);
    if (!pool.feature.empty())
        add(PoolTie::Feature, Dimension::Feature, pool.feature);
    return link;
}

std::optional<std::string> fixedKey(Dimension dimension, const PoolLink& link,
                                    const GpuWindow& window, const core::Zone& zone) {
    const core::Day day = zone.dayOf(window.start);
    switch (dimension) {
    case Dimension::Hour:
        return window.hour.key;
    case Dimension::Day:
        return core::toText(day);
    case Dimension::Week:
        return core::isoWeekText(day);
    case Dimension::Month:
        return core::toText(core::monthOf(day));
    default:
        break;
    }
    for (const Condition& condition : link.conditions)
        if (condition.dimension == dimension)
            return condition.values.front();
    return std::nullopt;
}

bool isAsked(const query::Filter& filter, const PoolLink& link, const GpuWindow& window,
             const core::Zone& zone) {
    return std::all_of(
        filter.conditions.begin(), filter.conditions.end(), [&](const Condition& condition) {
            const auto key = fixedKey(condition.dimension, link, window, zone);
            if (!key)
                return true;
            const bool isIn = std::find(condition.values.begin(), condition.values.end(), *key) !=
                              condition.values.end();
            return isIn == (condition.kind == Condition::Kind::In);
        });
}

std::vector<std::size_t> monthEnds(std::span<const GpuWindow> windows, const core::Zone& zone) {
    std::vector<std::size_t> ends;
    const auto monthAt = [&](std::size_t i) { return core::monthOf(zone.dayOf(windows[i].start)); };
    for (std::size_t i = 1; i <= windows.size(); ++i)
        if (i == windows.size() || monthAt(i) != monthAt(i - 1))
            ends.push_back(i);
    return ends;
}

core::TimeRange hoursOf(std::span<const GpuWindow> windows) {
    return {windows.front().hour.start,
            core::Instant{windows.back().hour.start.micros + kMicrosPerHour}};
}

core::Result<std::map<std::string, HourUse>> poolUse(const PoolQuestion& question,
                                                     std::span<const GpuWindow> windows,
                                                     const query::EventSource& source,
                                                     std::stop_token stop) {
    std::map<std::string, HourUse> hours;
    if (windows.empty() || question.link.tie == PoolTie::None)
        return hours;
    const core::TimeRange range = hoursOf(windows);
    core::Status status = addAll(hours, question, range, source, stop);
    if (status)
        status = addParts(hours, question, range, source, stop);
    if (!status)
        return status.error();
    return hours;
}

} // namespace ms::analysis
