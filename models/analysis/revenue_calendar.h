// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/query/query.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// Does `text` pass the condition?
bool accepts(const query::Condition& condition, std::string_view text);

/// A stretch of one civil day that a question asks for, with its keys.
struct DayPart {
    std::vector<std::string> keys; // one a time dimension of `by`, in that order
    std::string bucket;            // the keys in one text, to tell parts apart
    // Hour `hour` of `hours` of the day, and of that hour the microseconds [from, to) of `length`.
    // The whole day when `hours` is 0.
    std::int64_t hour = 0;
    std::int64_t hours = 0;
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t length = 0;

    /// This part's revenue of a day that earned `day`. Each hour of the local day earns the same,
    /// the first ones a pico-unit more; parts of an hour follow the clock. Parts that tile a day
    /// add up to it exactly.
    core::MoneySum of(core::MoneySum day) const;
};

/// Which parts of which days a question asks for: its range and its conditions on time, and the
/// time keys that each part counts under.
class RevenueCalendar {
public:
    RevenueCalendar(std::span<const query::Dimension> by, const query::Filter& filter,
                    const core::Zone& zone);
    /// Empty when the question leaves the day out. Parts stay where they are for later calls.
    const std::vector<DayPart>& partsOf(core::Day day);

private:
    enum class Grain { Day, Hour };
    std::vector<DayPart> findParts(core::Day day) const;
    std::vector<DayPart> hourParts(core::Day day, core::TimeRange whole) const;
    bool isWanted(core::Day day, const std::string& hour) const;
    DayPart partOf(core::Day day, const std::string& hour) const;

    std::vector<query::Dimension> m_by; // time dimensions only
    std::vector<query::Condition> m_conditions;
    core::TimeRange m_range;
    core::Zone m_zone;
    Grain m_grain = Grain::Day;
    std::map<core::Day, std::vector<DayPart>> m_parts;
};

} // namespace ms::analysis
