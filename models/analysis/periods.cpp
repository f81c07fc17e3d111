// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/periods.h"

#include "models/analysis/averages.h"

namespace ms::analysis {

std::optional<core::TimeRange> previousPeriod(const core::TimeRange& range,
                                              const core::Zone& zone) {
    if (!range.from || !range.to || *range.to <= *range.from)
        return std::nullopt;
    const core::Day first = zone.dayOf(*range.from);
    const core::Day end = zone.dayOf(*range.to);
    if (zone.startOf(first) == *range.from && zone.startOf(end) == *range.to) {
        const core::Day before{first.number - (end.number - first.number)};
        return core::TimeRange{zone.startOf(before), range.from};
    }
    const std::int64_t length = range.to->micros - range.from->micros;
    return core::TimeRange{core::Instant{range.from->micros - length}, range.from};
}

std::optional<double> changeOf(core::MoneySum now, core::MoneySum before) {
    return shareOf(now - before, before);
}

} // namespace ms::analysis
