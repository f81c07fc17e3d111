// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace ms::stats {

/// Where a function is zero, and what it is at the ends where it is zero nowhere.
struct BreakEven {
    std::vector<double> roots; // ascending
    double atLow = 0;
    double atHigh = 0;
};

/// At which value of an assumption does the result reach its target?
/// Input   `gap`: result less target, continuous on [low, high]; low < high.
/// Output  a root for every sign change between neighbours of 64 equal steps; what touches zero
///         between two of them without a sign change is not found.
/// Cost    65 calls, and some ten a root.
/// Source  METHODS 5.11; Brent 1973.
BreakEven breakEven(const std::function<double(double)>& gap, double low, double high);

} // namespace ms::stats
