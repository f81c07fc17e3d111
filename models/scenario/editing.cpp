// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/editing.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ms::scenario {

namespace {

/// Every lever from `from` on has another place.
void shiftRanges(Scenario& scenario, std::size_t from, std::ptrdiff_t by) {
    for (Range& range : scenario.ranges)
        if (range.lever >= from)
            range.lever = std::size_t(std::ptrdiff_t(range.lever) + by);
}

/// Required numbers have no standard: what does not change anything, or little.
Lever gentleLever(LeverKind kind) {
    Lever lever = standardLever(kind);
    switch (kind) {
    case LeverKind::Quota:
        lever[Field::QuotaRequests] = 10'000;
        break;
    case LeverKind::ActionLimit:
        lever[Field::MaxCalls] = 100;
        break;
    case LeverKind::SelfHost:
        lever[Field::Share] = 0;
        lever[Field::GpuHourCost] = 2 * core::kPicosPerUnit;
        lever[Field::OutputRate] = 1000;
        lever[Field::Utilisation] = kBillion / 2;
        break;
    case LeverKind::Compression:
        lever[Field::KeepRatio] = kBillion;
        break;
    case LeverKind::OutputCap:
        lever[Field::Cap] = 4000;
        break;
    case LeverKind::RetryLimit:
        lever[Field::MaxAttempts] = 3;
        break;
    case LeverKind::Batch:
        lever[Field::Share] = 0;
        break;
    default:
        break;
    }
    return lever;
}

} // namespace

std::size_t addLever(Scenario& scenario, LeverKind kind) {
    const auto place = std::find_if(scenario.levers.begin(), scenario.levers.end(),
                                    [&](const Lever& lever) { return lever.kind > kind; });
    const auto index = std::size_t(place - scenario.levers.begin());
    scenario.levers.insert(place, gentleLever(kind));
    shiftRanges(scenario, index, 1);
    return index;
}

void duplicateLever(Scenario& scenario, std::size_t lever) {
    const Lever copy = scenario.levers[lever];
    scenario.levers.insert(scenario.levers.begin() + std::ptrdiff_t(lever) + 1, copy);
    shiftRanges(scenario, lever + 1, 1);
    std::vector<Range> copies;
    std::copy_if(scenario.ranges.begin(), scenario.ranges.end(), std::back_inserter(copies),
                 [&](const Range& range) { return range.lever == lever; });
    for (Range& range : copies) {
        ++range.lever;
        scenario.ranges.push_back(range);
    }
}

void removeLever(Scenario& scenario, std::size_t lever) {
    scenario.levers.erase(scenario.levers.begin() + std::ptrdiff_t(lever));
    std::erase_if(scenario.ranges, [&](const Range& range) { return range.lever == lever; });
    shiftRanges(scenario, lever + 1, -1);
}

bool canMoveLever(const Scenario& scenario, std::size_t lever, int by) {
    const std::size_t other = lever + std::size_t(by); // wraps below 0
    return other < scenario.levers.size() &&
           scenario.levers[other].kind == scenario.levers[lever].kind;
}

void moveLever(Scenario& scenario, std::size_t lever, int by) {
    if (!canMoveLever(scenario, lever, by))
        return;
    const std::size_t other = lever + std::size_t(by);
    std::swap(scenario.levers[lever], scenario.levers[other]);
    for (Range& range : scenario.ranges)
        if (range.lever == lever || range.lever == other)
            range.lever = range.lever == lever ? other : lever;
}

} // namespace ms::scenario
