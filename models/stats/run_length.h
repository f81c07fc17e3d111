// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ms::stats {

/// What is assumed of a stretch before its values are seen: normal-inverse-gamma for mean and
/// variance, and how long a stretch lasts on average.
struct RunLengthPrior {
    double mean = 0;           // mu0
    double weight = 1;         // kappa0 > 0: how many values the mean is worth
    double shape = 1;          // alpha0 > 0
    double scale = 1;          // beta0 > 0
    double meanRunLength = 50; // lambda >= 1: a change comes with probability 1 / lambda
};

/// Since when has the present level lasted?
struct RunLengths {
    std::vector<double> posterior;       // of run lengths 0 .. n after the last value
    std::vector<std::size_t> mostLikely; // after each value
    std::vector<double> recentChange;    // P(run length < 3) after each value
    double logEvidence = 0;              // of the whole series
};

/// Bayesian online detection of changes. Run length 0 is a change right after the value.
/// Input   finite values in the order of time.
/// Cost    O(n^2) time, O(n) memory.
/// Source  METHODS 3.6; Adams and MacKay 2007.
RunLengths runLengths(std::span<const double> series, const RunLengthPrior& prior);

} // namespace ms::stats
