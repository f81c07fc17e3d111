// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/period.h"

#include <array>

namespace ms::session {
namespace {

constexpr int kMonthsOffered = 12;

std::string monthTitle(core::Month month) {
    static constexpr std::array<const char*, 12> kNames = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    const core::CivilDate date = core::civilFrom(core::firstDayOf(month));
    return std::string(kNames[date.month - 1]) + " " + std::to_string(date.year);
}

core::TimeRange monthRange(core::Month month, const core::Zone& zone) {
    return {zone.startOf(core::firstDayOf(month)),
            zone.startOf(core::firstDayOf(core::Month{month.number + 1}))};
}

bool isMidnight(core::Instant t, const core::Zone& zone) {
    return zone.startOf(zone.dayOf(t)) == t;
}

/// The last day that a range with this end includes.
std::string lastDayText(core::Instant end, const core::Zone& zone) {
    return toText(zone.dayOf(core::Instant{end.micros - 1}));
}

} // namespace

std::vector<PeriodPreset> periodPresets(const std::optional<core::TimeRange>& span,
                                        const core::Zone& zone) {
    std::vector<PeriodPreset> presets{{"All time", {}}};
    if (!span || !span->from || !span->to)
        return presets;
    const core::Month first = core::monthOf(zone.dayOf(*span->from));
    core::Month month = core::monthOf(zone.dayOf(*span->to));
    for (int n = 0; n < kMonthsOffered && first <= month; ++n, --month.number) {
        std::string title = monthTitle(month);
        if (n == 0)
            title = "Latest month: " + title;
        if (n == 1)
            title = "Month before: " + title;
        presets.push_back({std::move(title), monthRange(month, zone)});
    }
    return presets;
}

core::TimeRange daysRange(core::Day first, core::Day last, const core::Zone& zone) {
    return {zone.startOf(first), zone.startOf(core::Day{last.number + 1})};
}

std::string periodText(const core::TimeRange& range, const core::Zone& zone) {
    if (range.isOpen())
        return "all time";
    const bool wholeDays = (!range.from || isMidnight(*range.from, zone)) &&
                           (!range.to || isMidnight(*range.to, zone));
    if (!wholeDays)
        return (range.from ? "from " + toText(*range.from) : std::string()) +
               (range.from && range.to ? " " : "") +
               (range.to ? "before " + toText(*range.to) : std::string());
    if (!range.to)
        return "since " + toText(zone.dayOf(*range.from));
    if (!range.from)
        return "until " + lastDayText(*range.to, zone);
    const core::Month month = core::monthOf(zone.dayOf(*range.from));
    if (range == monthRange(month, zone))
        return monthTitle(month);
    const std::string first = toText(zone.dayOf(*range.from));
    const std::string last = lastDayText(*range.to, zone);
    return first == last ? first : first + " to " + last;
}

std::string endText(core::Instant end, const core::Zone& zone) {
    return isMidnight(end, zone) ? toText(zone.dayOf(end)) : toText(end);
}

} // namespace ms::session
