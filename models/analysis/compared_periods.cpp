// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/compared_periods.h"

#include "models/analysis/periods.h"

#include <algorithm>

namespace ms::analysis {

using core::Day;
using core::Instant;
using core::TimeRange;

namespace {

Day dayAfter(Day day) {
    return Day{day.number + 1};
}

/// The last day of which a half-open range has something.
Day lastDayOf(Instant end, const core::Zone& zone) {
    return zone.dayOf(Instant{end.micros - 1});
}

/// The month of the last event, up to the day of that event.
TimeRange latestMonth(const TimeRange& span, const core::Zone& zone) {
    const Day last = lastDayOf(*span.to, zone);
    return {zone.startOf(core::firstDayOf(core::monthOf(last))), zone.startOf(dayAfter(last))};
}

/// `range` with the ends of the data where it is open.
TimeRange closed(const TimeRange& range, const TimeRange& span, const core::Zone& zone) {
    if (range.isOpen())
        return latestMonth(span, zone);
    TimeRange result = range;
    if (!result.from)
        result.from = std::min(zone.startOf(zone.dayOf(*span.from)), *range.to);
    if (!result.to)
        result.to = std::max(zone.startOf(dayAfter(lastDayOf(*span.to, zone))), *range.from);
    return result;
}

bool isForward(const TimeRange& range) {
    return range.from && range.to && *range.from < *range.to;
}

std::int32_t daysIn(const TimeRange& range, const core::Zone& zone) {
    return lastDayOf(*range.to, zone).number - zone.dayOf(*range.from).number + 1;
}

std::vector<std::string> notesOf(const ComparedPeriods& periods, const TimeRange& range,
                                 const TimeRange& span, const core::Zone& zone) {
    std::vector<std::string> notes;
    if (range.isOpen())
        notes.push_back("No period is chosen: the latest month of the data, " +
                        periodWords(periods.after, zone) + ", is compared.");
    const std::int32_t before = daysIn(periods.before, zone), after = daysIn(periods.after, zone);
    if (before != after)
        notes.push_back("The periods differ in length: " + std::to_string(before) + " and " +
                        std::to_string(after) + " days.");
    const Day first = zone.dayOf(*span.from), last = lastDayOf(*span.to, zone);
    if (first > zone.dayOf(*periods.before.from))
        notes.push_back("The data begin on " + toText(first) +
                        ": the earlier period lacks what was before.");
    if (last < lastDayOf(*periods.after.to, zone))
        notes.push_back("The data end on " + toText(last) +
                        ": the later period lacks what comes after.");
    return notes;
}

} // namespace

core::Result<std::optional<ComparedPeriods>>
comparedPeriods(const TimeRange& range, const std::optional<TimeRange>& against,
                const query::EventSource& source, std::stop_token stop) {
    if (against && !isForward(*against))
        return core::Error{core::Error::Code::Usage,
                           "The period to compare with needs a beginning and a later end.",
                           {}};
    const auto span = source.span(std::move(stop));
    if (!span)
        return span.error();
    if (!*span || !(*span)->from || !(*span)->to)
        return std::optional<ComparedPeriods>{};
    const core::Zone& zone = source.lens().zone;
    ComparedPeriods periods;
    periods.after = closed(range, **span, zone);
    const auto before = against ? against : previousPeriod(periods.after, zone);
    if (!before)
        return std::optional<ComparedPeriods>{};
    periods.before = *before;
    periods.notes = notesOf(periods, range, **span, zone);
    return std::optional<ComparedPeriods>{std::move(periods)};
}

std::string periodWords(const TimeRange& range, const core::Zone& zone) {
    const Day first = zone.dayOf(*range.from), last = lastDayOf(*range.to, zone);
    if (!(zone.startOf(first) == *range.from && zone.startOf(dayAfter(last)) == *range.to))
        return toText(*range.from) + " to " + toText(*range.to);
    return first == last ? toText(first) : toText(first) + " to " + toText(last);
}

} // namespace ms::analysis
