// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ms::analysis {

/// What moved.
enum class DriverMetric {
    Cost,     // of the attempts whose cost is known
    UnitCost, // cost of the attempts that name a unit / successful units
    Margin,   // revenue - cost
};
std::string_view nameOf(DriverMetric metric); // "unit-cost"
std::optional<DriverMetric> driverMetricNamed(std::string_view name);

/// The parts of a change, in the order of the bridge. A slice is a combination of the dimensions
/// asked by; an attempt is paid when it cost something or may have: it was no answer of the own
/// cache and no failure that nobody bills.
enum class Driver : std::uint8_t {
    Revenue,      // of margins only
    Success,      // units a success, of unit costs only
    Volume,       // requests of the slices that are there in both periods; of unit costs: a unit
    Mix,          // which slices they are of
    NewSlices,    // not there before
    GoneSlices,   // not there after
    Retries,      // paid attempts a request
    OwnCache,     // requests that the application's own cache answered
    Unknown,      // paid attempts whose cost is unknown: they count, but not as money
    Models,       // which models answer
    NewModels,    // not used by the slice before
    GoneModels,   // not used by it after
    PromptTokens, // a priced attempt, of all kinds
    OutputTokens,
    Queries,
    Cache,        // how prompt tokens split into fresh, cache reads and cache writes
    Price,        // what a token (request, query) of one kind costs
    Stated,       // cost an attempt where the source states it and no kind is known
    Undecomposed, // amounts below 0
    Unlinked,     // cost of attempts that state an outcome, but no unit; of unit costs only
    Rounding,     // what whole picos leave of the change
    Count
};
inline constexpr std::size_t kDrivers = std::size_t(Driver::Count);
std::string_view nameOf(Driver driver); // for programs: "prompt_tokens"
/// For people: "Prompt length". Of a unit cost, the volume is "Requests a unit".
std::string_view titleOf(Driver driver, DriverMetric metric);

} // namespace ms::analysis
