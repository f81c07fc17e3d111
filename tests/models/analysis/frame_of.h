// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ms::test {

/// These events as a source of answers, in US dollars and without a price book, so that costs are
/// those that events report.
inline std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                         const core::Zone& zone = {}) {
    auto source =
        std::make_shared<MemoryColumnSource>(blocksOf(events, 100), std::vector<std::uint64_t>{});
    frame::Facts facts;
    facts.baseCurrency = "USD";
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {zone, ""}, {});
}

/// An event of a record that begins on the Monday `kMonday`.
inline const core::Day kMonday = *core::parseDay("2026-03-02");

/// The attempt number `number` of a day, which is a request of its own.
inline Event attemptOn(int day, int number, const std::string& feature, std::int64_t cost) {
    Event event;
    event[core::NumberColumn::Time] =
        core::Zone().startOf({kMonday.number + day}).micros + number * core::kMicrosPerSecond;
    event[core::NumberColumn::ReportedCost] = cost;
    event[core::TextColumn::Currency] = "USD";
    event[core::TextColumn::Feature] = feature;
    event[core::IdColumn::Request] =
        feature + "-" + std::to_string(day) + "-" + std::to_string(number);
    return event;
}

} // namespace ms::test
