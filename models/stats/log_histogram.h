// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ms::stats {

struct LogBin {
    double from = 0; // inclusive
    double to = 0;   // exclusive
    std::size_t values = 0;
    std::size_t marked = 0; // of those
};

/// How many values there are in each twelfth of a power of ten.
class LogHistogram {
public:
    LogHistogram();
    /// Input  a finite value above 0.
    void add(double value, bool isMarked);
    void add(const LogHistogram& other);
    /// Ascending and without gaps; empty when nothing was added.
    std::vector<LogBin> bins() const;

private:
    std::vector<LogBin> m_bins; // of all values there can be
    const std::uint16_t* m_binOfStep;
};

} // namespace ms::stats
