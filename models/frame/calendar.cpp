// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/calendar.h"

#include "models/frame/columns.h"
#include "models/frame/parallel.h"

#include <algorithm>

namespace ms::frame {

namespace {

constexpr std::int64_t kMicrosPerHour = 3'600 * core::kMicrosPerSecond;
constexpr std::int64_t kNever = INT64_MIN;

constexpr std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

std::string twoDigits(std::int64_t n) {
    return (n < 10 ? "0" : "") + std::to_string(n);
}

std::string offsetText(std::int64_t offsetMicros) {
    const std::int64_t minutes = std::abs(offsetMicros) / (60 * core::kMicrosPerSecond);
    return (offsetMicros < 0 ? "-" : "+") + twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60);
}

} // namespace

std::size_t Calendar::stretchAt(std::int64_t micros) const {
    const auto next =
        std::upper_bound(m_stretches.begin(), m_stretches.end(), micros,
                         [](std::int64_t t, const Stretch& stretch) { return t < stretch.from; });
    return next == m_stretches.begin() ? 0 : std::size_t(next - m_stretches.begin()) - 1;
}

template <class CodeOf>
core::Status Calendar::fill(const TimeColumn& time, CodeColumn& column, const CodeOf& codeOf,
                            unsigned workers, std::stop_token stop) const {
    const std::size_t rows = time.micros.size();
    bool isDone = true;
    column.visitMutable([&](auto* codes) {
        using Code = std::remove_reference_t<decltype(*codes)>;
        isDone = parallelBlocks(blocksOf(rows), workers, stop, [&](unsigned, std::size_t block) {
            const std::size_t end = std::min(rows, (block + 1) * kBlockRows);
            // Rows that follow each other are mostly close in time.
            std::size_t at = stretchAt(time.micros[block * kBlockRows]);
            for (std::size_t row = block * kBlockRows; row < end; ++row) {
                const std::int64_t t = time.micros[row];
                if (t == core::kUnknownNumber)
                    continue;
                const bool isElsewhere =
                    t < m_stretches[at].from ||
                    (at + 1 < m_stretches.size() && t >= m_stretches[at + 1].from);
                if (isElsewhere)
                    at = stretchAt(t);
                codes[row] = Code(codeOf(t + m_stretches[at].offset, m_stretches[at]));
            }
        });
    });
    if (!isDone)
        return cancelled();
    return {};
}

core::Result<std::unique_ptr<const Calendar>>
Calendar::make(const Columns& columns, const core::Zone& zone, std::stop_token stop) {
    const auto time = columns.time(stop);
    if (!time)
        return time.error();
    auto calendar = std::make_unique<Calendar>();
    for (const core::Zone::Transition& transition : zone.transitions()) {
        std::int64_t repeatsUntil = kNever;
        if (!calendar->m_stretches.empty()) {
            const std::int64_t before = calendar->m_stretches.back().offset;
            if (before > transition.offsetMicros)
                repeatsUntil = floorDivide(transition.from.micros + before - 1, kMicrosPerHour);
        }
        calendar->m_stretches.push_back(
            {transition.from.micros, transition.offsetMicros, repeatsUntil});
    }
    // Of all rows, replaced ones too: each gets a code.
    std::int64_t firstTime = INT64_MAX;
    std::int64_t lastTime = INT64_MIN;
    for (const TimeColumn::Block& block : (*time)->blocks) {
        firstTime = std::min(firstTime, block.first);
        lastTime = std::max(lastTime, block.last);
    }
    if (firstTime > lastTime)
        return std::unique_ptr<const Calendar>(std::move(calendar));

    const core::Day first = zone.dayOf(core::Instant{firstTime});
    const core::Day last = zone.dayOf(core::Instant{lastTime});
    calendar->m_firstDay = first;
    // A day early: where clocks go back over midnight, the first row need not be on the first day.
    calendar->m_firstDay.number -= 1;
    calendar->m_firstHour = std::int64_t(calendar->m_firstDay.number) * 24;
    calendar->m_dayCount = std::size_t(last.number - first.number) + 3;
    calendar->m_days = CodeColumn(columns.rows(), calendar->m_dayCount + 1);
    const core::Status status = calendar->fill(
        **time, calendar->m_days,
        [firstDay = calendar->m_firstDay.number](std::int64_t local, const Stretch&) {
            return floorDivide(local, core::kMicrosPerDay) - firstDay + 1;
        },
        columns.workers(), stop);
    if (!status)
        return status.error();
    return std::unique_ptr<const Calendar>(std::move(calendar));
}

core::Result<const CodeColumn*> Calendar::hours(const Columns& columns,
                                                std::stop_token stop) const {
    return m_hours.get([&]() -> core::Result<std::unique_ptr<const CodeColumn>> {
        const auto time = columns.time(stop);
        if (!time)
            return time.error();
        if (m_dayCount == 0)
            return std::make_unique<const CodeColumn>();
        auto column = std::make_unique<CodeColumn>(columns.rows(), m_dayCount * 48 + 2);
        const core::Status status = fill(
            **time, *column,
            [firstHour = m_firstHour](std::int64_t local, const Stretch& stretch) {
                const std::int64_t hour = floorDivide(local, kMicrosPerHour);
                return (hour - firstHour) * 2 + (hour <= stretch.repeatsUntil ? 1 : 0) + 1;
            },
            columns.workers(), stop);
        if (!status)
            return status.error();
        return std::unique_ptr<const CodeColumn>(std::move(column));
    });
}

std::string Calendar::hourText(std::uint32_t code) const {
    if (code == 0)
        return {};
    const std::int64_t hour = m_firstHour + (code - 1) / 2;
    const bool isSecond = (code - 1) % 2 == 1;
    const std::int64_t day = floorDivide(hour, 24);
    std::string text =
        core::toText(core::Day{std::int32_t(day)}) + "T" + twoDigits(hour - day * 24);
    for (std::size_t i = 1; i < m_stretches.size(); ++i) {
        const Stretch& stretch = m_stretches[i];
        if (stretch.repeatsUntil == kNever || hour > stretch.repeatsUntil)
            continue;
        if (hour < floorDivide(stretch.from + stretch.offset, kMicrosPerHour))
            continue;
        return text + offsetText(isSecond ? stretch.offset : m_stretches[i - 1].offset);
    }
    return text;
}

} // namespace ms::frame
