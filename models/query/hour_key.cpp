// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/hour_key.h"

#include <cstdlib>

namespace ms::query {

namespace {

constexpr std::int64_t kMicrosPerMinute = 60 * core::kMicrosPerSecond;
constexpr std::int64_t kMicrosPerHour = 60 * kMicrosPerMinute;

std::string twoDigits(std::int64_t n) {
    return (n < 10 ? "0" : "") + std::to_string(n);
}

std::string offsetText(std::int64_t offsetMicros) {
    const std::int64_t minutes = std::abs(offsetMicros) / kMicrosPerMinute;
    return (offsetMicros < 0 ? "-" : "+") + twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60);
}

bool occursTwice(std::int64_t localMicros, const core::Zone& zone) {
    return zone.fromLocal(localMicros).kind == core::Zone::Local::Overlap;
}

} // namespace

CivilHour civilHourOf(core::Instant t, const core::Zone& zone) {
    const std::int64_t offset = zone.offsetAt(t);
    const std::int64_t local = t.micros + offset;
    const std::int64_t into = (local % kMicrosPerHour + kMicrosPerHour) % kMicrosPerHour;
    const std::int64_t begin = local - into;
    CivilHour hour{core::Instant{t.micros - into},
                   core::toText(core::Instant{begin}).substr(0, 13)};
    // Clocks may go back by less than an hour: then only its end occurs twice.
    if (occursTwice(begin, zone) || occursTwice(begin + kMicrosPerHour - 1, zone))
        hour.key += offsetText(offset);
    return hour;
}

} // namespace ms::query
