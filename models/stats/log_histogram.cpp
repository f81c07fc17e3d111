// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/log_histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ms::stats {

namespace {

constexpr int kBinsOfDecade = 12;
constexpr int kFirst = (std::numeric_limits<double>::min_exponent10 - 17) * kBinsOfDecade;
constexpr int kLast = (std::numeric_limits<double>::max_exponent10 + 1) * kBinsOfDecade;

double edgeOf(int number) {
    return std::pow(10.0, double(number) / kBinsOfDecade);
}

} // namespace

LogHistogram::LogHistogram() {
    static const std::vector<LogBin> empty = [] {
        std::vector<LogBin> bins;
        for (int number = kFirst; number < kLast; ++number)
            bins.push_back({edgeOf(number), edgeOf(number + 1), 0, 0});
        return bins;
    }();
    m_bins = empty;
}

void LogHistogram::add(double value, bool isMarked) {
    const int number = int(std::floor(std::log10(value) * kBinsOfDecade));
    auto bin = m_bins.begin() + std::clamp(number, kFirst, kLast - 2) - kFirst;
    if (value >= bin->to) // logarithms of edges round either way
        ++bin;
    ++bin->values;
    bin->marked += isMarked ? 1 : 0;
}

void LogHistogram::add(const LogHistogram& other) {
    for (std::size_t i = 0; i < m_bins.size(); ++i) {
        m_bins[i].values += other.m_bins[i].values;
        m_bins[i].marked += other.m_bins[i].marked;
    }
}

std::vector<LogBin> LogHistogram::bins() const {
    const auto isFilled = [](const LogBin& bin) { return bin.values > 0; };
    const auto first = std::find_if(m_bins.begin(), m_bins.end(), isFilled);
    const auto last = std::find_if(m_bins.rbegin(), m_bins.rend(), isFilled).base();
    return first < last ? std::vector(first, last) : std::vector<LogBin>();
}

} // namespace ms::stats
