// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/event_marks.h"
#include "models/scenario/lever.h"
#include "models/scenario/weight.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ms::scenario {

/// What is added up over a class of attempts that levers treat alike.
enum class Sum : std::uint8_t {
    Calls,    // that reached a provider
    Requests, // that start here
    InputCost,
    ReadCost,
    WriteCost,
    OutputCost,
    OtherCost, // fees, and costs that name no bucket
    ReadAsInput,
    WriteAsInput,
    InputTokens,
    ReadTokens,
    Write5mTokens,
    Write1hTokens,
    OutputTokens,
    CappedCost, // of the output within the lowest cap: one a lever follows from here on
};
/// Sums of a class: the fixed ones, then two a lever: the output cost that an output cap leaves,
/// the requests that a retry limit lets fail, the actions that a limit cuts, or the tokens that a
/// replayed prompt cache reads and their cost.
inline constexpr std::size_t kFixedSums = std::size_t(Sum::CappedCost);
constexpr std::size_t leverSum(std::size_t lever) {
    return kFixedSums + 2 * lever;
}
using ClassSums = std::vector<core::Int128>;

/// What all attempts of a class have in common.
struct Pattern {
    std::vector<std::uint32_t> matched;   // levers, as logged, then as of each target
    std::uint64_t marks = 0;              // levers that mark the attempts
    std::uint64_t truncated = 0;          // bit lever x 4 + way: its answer is cut
    std::array<std::uint32_t, 3> cards{}; // of each target
    bool isRepriceable = true;            // another model's price would be known
    friend auto operator<=>(const Pattern&, const Pattern&) = default;
};
inline constexpr std::size_t kMostTargets = 3;

/// What a scenario makes of a class, as weights of its sums.
struct Effect {
    std::vector<Weight> cost; // of provider and levers
    std::vector<Weight> lost; // requests that fail because of the levers
    Weight overage = 0;       // revenue a request, in pico-units x 10^18
    // Of the calls:
    Weight hits = 0;
    Weight staleHits = 0;
    Weight truncated = 0;
    Weight routed = 0;
    Weight escalated = 0;
    Weight unroutable = 0; // no price is known for them at a route's model
    // Of the requests:
    Weight served = 0;
    Weight refused = 0;
};

/// Bit i of `active`: lever i is on.
Effect effectOf(const Pattern& pattern, const Scenario& scenario, const EventMarks& marks,
                std::uint32_t active);

/// What tokens cost on own GPUs: GPU hour x (1 + overhead) / (tokens an hour at full load x
/// utilisation). METHODS 5.8.
UnitPrices selfHostPrices(const Lever& lever);

/// The share of customers that a plan price lever keeps, in billionths.
std::int64_t retainedShare(const Lever& lever);

} // namespace ms::scenario
