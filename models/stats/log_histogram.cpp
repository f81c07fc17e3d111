// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/log_histogram.h"

#include <cmath>
#include <tuple>

namespace ms::stats {

namespace {

constexpr int kBinsOfDecade = 12;

double edgeOf(int number) {
    return std::pow(10.0, double(number) / kBinsOfDecade);
}

} // namespace

void LogHistogram::add(double value, bool isMarked) {
    int number = int(std::floor(std::log10(value) * kBinsOfDecade));
    if (value >= edgeOf(number + 1)) // logarithms of edges round either way
        ++number;
    auto& [values, marked] = m_counts[number];
    ++values;
    marked += isMarked ? 1 : 0;
}

std::vector<LogBin> LogHistogram::bins() const {
    std::vector<LogBin> bins;
    if (m_counts.empty())
        return bins;
    for (int number = m_counts.begin()->first; number <= m_counts.rbegin()->first; ++number) {
        LogBin& bin = bins.emplace_back(LogBin{edgeOf(number), edgeOf(number + 1), 0, 0});
        if (const auto found = m_counts.find(number); found != m_counts.end())
            std::tie(bin.values, bin.marked) = found->second;
    }
    return bins;
}

} // namespace ms::stats
