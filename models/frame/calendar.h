// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/frame/code_column.h"
#include "models/frame/lazy.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::frame {

class Columns;
struct TimeColumn;

/// The civil days and hours of all rows in one zone. Code 0 is "time unknown".
class Calendar {
public:
    static core::Result<std::unique_ptr<const Calendar>>
    make(const Columns& columns, const core::Zone& zone, std::stop_token stop);

    const CodeColumn& days() const { return m_days; }
    core::Day dayOf(std::uint32_t code) const { return {m_firstDay.number + int(code) - 1}; }
    std::uint32_t codeOf(core::Day day) const {
        return std::uint32_t(day.number - m_firstDay.number + 1);
    }

    /// Local hours. An hour that occurs twice has two codes, the second one for the later offset.
    core::Result<const CodeColumn*> hours(const Columns& columns, std::stop_token stop) const;
    /// "2026-05-01T08", with the offset when the local hour occurs twice.
    std::string hourText(std::uint32_t code) const;

private:
    struct Stretch { // of time with one offset
        std::int64_t from;
        std::int64_t offset;
        std::int64_t repeatsUntil; // local hours up to this one occurred before; else INT64_MIN
    };
    std::size_t stretchAt(std::int64_t micros) const;
    template <class CodeOf>
    core::Status fill(const TimeColumn& time, CodeColumn& column, const CodeOf& codeOf,
                      unsigned workers, std::stop_token stop) const;

    std::vector<Stretch> m_stretches;
    core::Day m_firstDay;
    std::int64_t m_firstHour = 0;
    std::size_t m_dayCount = 0;
    CodeColumn m_days;
    Lazy<CodeColumn> m_hours;
};

} // namespace ms::frame
