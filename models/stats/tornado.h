// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace ms::stats {

/// An assumption and the range that it may have.
struct AssumedRange {
    std::string name;
    double low = 0;
    double base = 0;
    double high = 0;
};
struct TornadoBar {
    std::string name;
    double atLow = 0; // the result with this one at its low, the others at their base
    double atHigh = 0;
    double width = 0; // |atHigh - atLow|
};
/// Widest first, ties by name.
struct Tornado {
    double base = 0;
    std::vector<TornadoBar> bars;
};
using ResultOf = std::function<double(std::span<const double> values)>;

/// Which assumption matters most?
/// Input   `resultOf` takes one value a range, in their order.
/// Cost    2 n + 1 calls.
/// Source  METHODS 5.10.
Tornado tornadoOf(std::span<const AssumedRange> ranges, const ResultOf& resultOf);

/// All assumptions at once, each drawn from the triangle of its low, base and high.
struct MonteCarlo {
    std::vector<double> sorted; // results, ascending
    double mean = 0;
    double deviation = 0;     // n - 1
    double standardError = 0; // of the mean
    double p10 = 0;           // type 7
    double p50 = 0;
    double p90 = 0;
    double shareBelow(double value) const;
};
/// Where would the result be, and how sure is that?
/// Input   low <= base <= high; 1 or more draws.
/// Output  the same for a seed, everywhere: draws are taken range by range within each iteration.
/// Source  METHODS 5.10: SplitMix64, triangular by its inverse distribution.
MonteCarlo monteCarlo(std::span<const AssumedRange> ranges, const ResultOf& resultOf,
                      std::uint64_t seed, std::size_t draws);
/// The value of `range` below which the share `uniform` of its triangle lies.
double triangularAt(const AssumedRange& range, double uniform);

} // namespace ms::stats
