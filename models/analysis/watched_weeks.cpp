// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/watched_weeks.h"

namespace ms::analysis {

query::Filter withDaysBefore(const query::Filter& filter, std::int32_t days,
                             const core::Zone& zone) {
    query::Filter longer = filter;
    if (filter.range.from)
        longer.range.from = zone.startOf({zone.dayOf(*filter.range.from).number - days});
    return longer;
}

bool isAsked(const core::TimeRange& range, core::Day first, core::Day last,
             const core::Zone& zone) {
    return (!range.from || last.number >= zone.dayOf(*range.from).number) &&
           (!range.to || zone.startOf(first) < *range.to);
}

core::TimeRange rangeOfDays(core::Day first, core::Day last, const core::Zone& zone) {
    return {zone.startOf(first), zone.startOf({last.number + 1})};
}

std::vector<bool> toldOnce(const std::vector<bool>& isHigh) {
    constexpr int kNormal = 2;
    std::vector<bool> isTold;
    int normal = kNormal;
    for (const bool high : isHigh) {
        isTold.push_back(high && normal >= kNormal);
        normal = high ? 0 : normal + 1;
    }
    return isTold;
}

} // namespace ms::analysis
