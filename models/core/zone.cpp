// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/zone.h"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace ms::core {

namespace {

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

std::int64_t microsOf(std::chrono::seconds s) {
    return std::chrono::microseconds(s).count();
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

} // namespace

struct Zone::Table {
    std::string name = "UTC";
    std::vector<Transition> transitions{{Instant{INT64_MIN}, 0}};
};

Zone::Zone() {
    static const auto utc = std::make_shared<const Table>();
    m_table = utc;
}

Result<Zone> Zone::find(std::string_view ianaName) {
    if (ianaName == "UTC")
        return Zone{};
    const date::time_zone* found = nullptr;
    try {
        found = date::locate_zone(std::string(ianaName));
    } catch (const std::runtime_error&) {
        return Error{Error::Code::Usage,
                     "There is no time zone named '" + std::string(ianaName.substr(0, 64)) +
                         "'; use an IANA name such as Europe/Berlin.",
                     {}};
    }
    auto table = std::make_shared<Table>();
    table->name = std::string(ianaName);
    table->transitions.clear();
    using std::chrono::seconds;
    date::sys_seconds at = date::sys_days(date::year(kFirstYear) / 1 / 1);
    const date::sys_seconds end = date::sys_days(date::year(kLastYear) / 1 / 1);
    Instant from{INT64_MIN};
    while (at < end) {
        const date::sys_info info = found->get_info(at);
        table->transitions.push_back({from, microsOf(info.offset)});
        at = info.end;
        from = Instant{microsOf(std::chrono::duration_cast<seconds>(at.time_since_epoch()))};
    }
    Zone zone;
    zone.m_table = std::move(table);
    return zone;
}

const std::string& Zone::name() const {
    return m_table->name;
}

const std::vector<Zone::Transition>& Zone::transitions() const {
    return m_table->transitions;
}

std::int64_t Zone::offsetAt(Instant t) const {
    const auto& rows = m_table->transitions;
    const auto after =
        std::upper_bound(rows.begin() + 1, rows.end(), t,
                         [](Instant x, const Transition& row) { return x < row.from; });
    return std::prev(after)->offsetMicros;
}

Day Zone::dayOf(Instant t) const {
    return Day{static_cast<std::int32_t>(floorDivide(t.micros + offsetAt(t), kMicrosPerDay))};
}

Zone::LocalTime Zone::fromLocal(std::int64_t localMicros) const {
    const auto& rows = m_table->transitions;
    Instant found[2];
    int count = 0;
    for (std::size_t i = 0; i < rows.size() && count < 2; ++i) {
        const Instant t{localMicros - rows[i].offsetMicros};
        const bool isBeforeNext = i + 1 == rows.size() || t < rows[i + 1].from;
        if (rows[i].from <= t && isBeforeNext)
            found[count++] = t;
        // A gap: too late for this row, too early for the next.
        if (count == 0 && !isBeforeNext && i + 1 < rows.size() &&
            Instant{localMicros - rows[i + 1].offsetMicros} < rows[i + 1].from)
            return {Local::Gap, rows[i + 1].from, rows[i + 1].from};
    }
    if (count == 2)
        return {Local::Overlap, found[0], found[1]};
    return {Local::Unique, found[0], found[0]};
}

Instant Zone::startOf(Day day) const {
    return fromLocal(day.number * kMicrosPerDay).earlier;
}

Instant Zone::resolve(const Moment& moment) const {
    return moment.kind == Moment::Kind::Instant
               ? Instant{moment.value}
               : startOf(Day{static_cast<std::int32_t>(moment.value)});
}

Day Zone::dayOf(const Moment& moment) const {
    return moment.kind == Moment::Kind::Day ? Day{static_cast<std::int32_t>(moment.value)}
                                            : dayOf(Instant{moment.value});
}

} // namespace ms::core
