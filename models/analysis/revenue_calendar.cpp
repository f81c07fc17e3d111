// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/revenue_calendar.h"

#include "models/analysis/even_spread.h"

#include <algorithm>

namespace ms::analysis {

using core::Day;
using core::Int128;
using core::MoneySum;
using query::Dimension;

namespace {

constexpr std::int64_t kMicrosPerHour = 3600 * core::kMicrosPerSecond;

std::string twoDigits(std::int64_t number) {
    return {char('0' + number / 10), char('0' + number % 10)};
}

std::int64_t hourFloor(std::int64_t micros) {
    const std::int64_t rest = micros % kMicrosPerHour;
    return micros - (rest < 0 ? rest + kMicrosPerHour : rest);
}

/// "2026-05-01T08", with the offset where the clock shows the hour twice.
std::string hourText(const core::Zone& zone, Day day, core::Instant start) {
    const std::int64_t offset = zone.offsetAt(start);
    const std::int64_t local = start.micros + offset;
    const std::int64_t ofDay = hourFloor(local) - day.number * core::kMicrosPerDay;
    std::string text = core::toText(day) + 'T' + twoDigits(ofDay / kMicrosPerHour);
    if (zone.fromLocal(local).kind != core::Zone::Local::Overlap)
        return text;
    const std::int64_t minutes = (offset < 0 ? -offset : offset) / (60 * core::kMicrosPerSecond);
    text += (offset < 0 ? '-' : '+') + twoDigits(minutes / 60) + ':' + twoDigits(minutes % 60);
    return text;
}

std::string timeKey(Dimension dimension, Day day, const std::string& hour) {
    switch (dimension) {
    case Dimension::Day:
        return core::toText(day);
    case Dimension::Week:
        return core::isoWeekText(day);
    case Dimension::Month:
        return core::toText(core::monthOf(day));
    default:
        return hour;
    }
}

} // namespace

bool accepts(const query::Condition& condition, std::string_view text) {
    const auto& values = condition.values;
    const bool isListed = std::find(values.begin(), values.end(), text) != values.end();
    return isListed == (condition.kind == query::Condition::Kind::In);
}

MoneySum DayPart::of(MoneySum day) const {
    if (hours == 0)
        return day;
    const MoneySum whole = evenShare(day, hour, hours);
    const auto until = [&](std::int64_t micros) {
        return MoneySum::fromPicos(whole.picos() * micros / length);
    };
    return until(to) - until(from);
}

RevenueCalendar::RevenueCalendar(std::span<const Dimension> by, const query::Filter& filter,
                                 const core::Zone& zone)
    : m_range{filter.range}, m_zone{zone} {
    std::copy_if(by.begin(), by.end(), std::back_inserter(m_by), query::isTime);
    std::copy_if(filter.conditions.begin(), filter.conditions.end(),
                 std::back_inserter(m_conditions),
                 [](const query::Condition& c) { return query::isTime(c.dimension); });
    const bool asksHours =
        std::count(m_by.begin(), m_by.end(), Dimension::Hour) > 0 ||
        std::any_of(m_conditions.begin(), m_conditions.end(),
                    [](const query::Condition& c) { return c.dimension == Dimension::Hour; });
    if (asksHours)
        m_grain = Grain::Hour;
}

const std::vector<DayPart>& RevenueCalendar::partsOf(Day day) {
    const auto [at, isNew] = m_parts.try_emplace(day);
    if (isNew)
        at->second = findParts(day);
    return at->second;
}

std::vector<DayPart> RevenueCalendar::findParts(Day day) const {
    const core::TimeRange whole{m_zone.startOf(day), m_zone.startOf(Day{day.number + 1})};
    const bool isOutside =
        (m_range.from && *m_range.from >= *whole.to) || (m_range.to && *m_range.to <= *whole.from);
    if (isOutside)
        return {};
    const bool isCut =
        (m_range.from && *m_range.from > *whole.from) || (m_range.to && *m_range.to < *whole.to);
    if (isCut || m_grain == Grain::Hour)
        return hourParts(day, whole);
    if (!isWanted(day, {}))
        return {};
    return {partOf(day, {})};
}

std::vector<DayPart> RevenueCalendar::hourParts(Day day, core::TimeRange whole) const {
    std::vector<core::Instant> starts;
    for (core::Instant at = *whole.from; at < *whole.to;) {
        starts.push_back(at);
        const std::int64_t local = at.micros + m_zone.offsetAt(at);
        at.micros += hourFloor(local) + kMicrosPerHour - local;
    }
    std::vector<DayPart> parts;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const core::Instant start = starts[i];
        const core::Instant end = i + 1 < starts.size() ? starts[i + 1] : *whole.to;
        const core::Instant from = m_range.from ? std::max(start, *m_range.from) : start;
        const core::Instant to = m_range.to ? std::min(end, *m_range.to) : end;
        const std::string hour = hourText(m_zone, day, start);
        if (from >= to || !isWanted(day, hour))
            continue;
        DayPart part = partOf(day, hour);
        part.hour = std::int64_t(i);
        part.hours = std::int64_t(starts.size());
        part.from = from.micros - start.micros;
        part.to = to.micros - start.micros;
        part.length = end.micros - start.micros;
        parts.push_back(std::move(part));
    }
    return parts;
}

bool RevenueCalendar::isWanted(Day day, const std::string& hour) const {
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const query::Condition& c) {
        return accepts(c, timeKey(c.dimension, day, hour));
    });
}

DayPart RevenueCalendar::partOf(Day day, const std::string& hour) const {
    DayPart part;
    for (Dimension dimension : m_by) {
        part.keys.push_back(timeKey(dimension, day, hour));
        part.bucket += part.keys.back() + ' ';
    }
    return part;
}

} // namespace ms::analysis
