// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/scenario/replay.h"
#include "models/stats/break_even.h"
#include "models/stats/tornado.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::scenario {

/// Draws where nobody says how many.
inline constexpr std::size_t kUsualDraws = 10'000;

/// How sure a scenario is of its margin, in units of the currency.
struct Uncertainty {
    std::vector<Range> ranges;
    double before = 0;                      // the margin as it was
    stats::Tornado tornado;                 // bars are named by the place of their range, from 0
    std::optional<stats::MonteCarlo> draws; // of all ranges at once
    /// Share of the draws in which the margin is better than it was.
    std::optional<double> shareBetter() const;
};
/// Input   `draws` 0: none; the seed is the scenario's.
/// Cost    some 10 us a pattern of traffic and draw.
/// Source  METHODS 5.10.
Uncertainty uncertaintyOf(const Replay& replay, std::size_t draws);

/// What is to be reached.
struct SolveTarget {
    enum class Figure { Margin, MarginPct, Cost };
    Figure figure = Figure::Margin;
    double value = 0; // units of the currency, or a ratio
};
/// "margin=0", "margin_pct=0.7", "cost=100". Errors  Usage: says how it is written.
core::Result<SolveTarget> solveTargetNamed(std::string_view text);

/// A number of one lever: "2.hit_rate", or "hit_rate" where only one lever has it.
struct SolveFor {
    std::size_t lever = 0;
    Field field = Field::Share;
};
/// Errors  Usage: there is none, several, or another value of it needs another replay.
core::Result<SolveFor> solveForNamed(std::string_view text, const Scenario& scenario);

/// At which values of a number is the target met, the others as they are?
struct Solution {
    SolveFor what;
    SolveTarget target;
    std::vector<std::int64_t> values; // ascending, in the field's unit
    std::int64_t low = 0;             // searched from here
    std::int64_t high = 0;            // to here
    double atLow = 0;                 // the figure there
    double atHigh = 0;
};
/// Source  METHODS 5.11.
Solution solve(const Replay& replay, const SolveFor& what, const SolveTarget& target);

} // namespace ms::scenario
