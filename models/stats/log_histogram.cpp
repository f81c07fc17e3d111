// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/log_histogram.h"

#include <algorithm>
#include <bit>
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

const std::vector<LogBin>& emptyBins() {
    static const std::vector<LogBin> empty = [] {
        std::vector<LogBin> bins;
        for (int number = kFirst; number < kLast; ++number)
            bins.push_back({edgeOf(number), edgeOf(number + 1), 0, 0});
        return bins;
    }();
    return empty;
}

/// The sixteenth of a power of two that a value is in. A bin is wider, so that one of these spans
/// two bins at most.
std::size_t stepOf(double value) {
    return std::bit_cast<std::uint64_t>(value) >> 48;
}
constexpr std::size_t kSteps = std::size_t{0x7FF} << 4; // of all finite values above 0

/// By step: the bin of the least value in it. Ten million logarithms would take a tenth of a
/// second.
const std::vector<std::uint16_t>& binOfStep() {
    static const std::vector<std::uint16_t> bins = [] {
        std::vector<std::uint16_t> first;
        std::size_t bin = 0;
        for (std::uint64_t step = 0; step < kSteps; ++step) {
            const auto least = std::bit_cast<double>(step << 48);
            while (bin + 2 < emptyBins().size() && least >= emptyBins()[bin].to)
                ++bin;
            first.push_back(std::uint16_t(bin));
        }
        return first;
    }();
    return bins;
}

} // namespace

LogHistogram::LogHistogram() : m_bins{emptyBins()}, m_binOfStep{binOfStep().data()} {}

void LogHistogram::add(double value, bool isMarked) {
    auto bin = m_bins.begin() + m_binOfStep[stepOf(value)];
    while (value >= bin->to) // at most once, but for values too small for a full mantissa
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
