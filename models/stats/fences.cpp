// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/fences.h"

#include "models/core/check.h"
#include "models/stats/quantile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace ms::stats {

namespace {

/// The kernel over all pairs, as a matrix that decreases along its rows and its columns.
class Kernel {
public:
    explicit Kernel(std::span<const double> sorted) {
        const double middle = median(sorted);
        for (auto value = sorted.rbegin(); value != sorted.rend(); ++value) {
            if (*value >= middle)
                m_above.push_back(*value - middle);
            if (*value <= middle)
                m_below.push_back(middle - *value);
            if (*value == middle)
                ++m_ties;
        }
    }

    std::uint64_t pairs() const { return std::uint64_t(m_above.size()) * m_below.size(); }

    /// The value at `rank`, counted from 0, among all pairs in ascending order.
    double at(std::uint64_t rank) const {
        // Doubles are as many as their bit patterns: halving those finds the exact one.
        std::int64_t low = keyOf(-1), high = keyOf(1);
        while (low < high) {
            const std::int64_t middle = low + (high - low) / 2;
            if (countUpTo(numberOf(middle)) > rank)
                high = middle;
            else
                low = middle + 1;
        }
        return numberOf(low);
    }

    /// The value at `rank` + 1, given the one at `rank`.
    double after(std::uint64_t rank, double value) const {
        double next = 1;
        std::uint64_t larger = 0;
        std::size_t columns = m_below.size();
        for (std::size_t row = 0; row < m_above.size() && columns > 0; ++row) {
            columns = columnsAbove(row, columns, value);
            if (columns > 0)
                next = std::min(next, kernel(row, columns - 1));
            larger += columns;
        }
        return pairs() - larger > rank + 1 ? value : next;
    }

private:
    static std::int64_t keyOf(double number) {
        const auto bits = std::bit_cast<std::int64_t>(std::abs(number));
        return number < 0 ? -bits : bits;
    }
    static double numberOf(std::int64_t key) {
        return key < 0 ? -std::bit_cast<double>(-key) : std::bit_cast<double>(key);
    }

    double kernel(std::size_t row, std::size_t column) const {
        const double above = m_above[row], below = m_below[column];
        if (above > 0 || below > 0)
            return (above - below) / (above + below);
        const auto i = std::int64_t(row - (m_above.size() - m_ties)), j = std::int64_t(column);
        const std::int64_t order = std::int64_t(m_ties) - 1 - i - j;
        return double((order > 0) - (order < 0));
    }

    /// How many of the first `columns` of a row are above the limit.
    std::size_t columnsAbove(std::size_t row, std::size_t columns, double limit) const {
        while (columns > 0 && kernel(row, columns - 1) <= limit)
            --columns;
        return columns;
    }

    /// How many pairs are `limit` or less: along the border between them and the larger ones.
    std::uint64_t countUpTo(double limit) const {
        std::uint64_t larger = 0;
        std::size_t columns = m_below.size();
        for (std::size_t row = 0; row < m_above.size() && columns > 0; ++row) {
            columns = columnsAbove(row, columns, limit);
            larger += columns;
        }
        return pairs() - larger;
    }

    std::vector<double> m_above; // distances from the median, of values in descending order
    std::vector<double> m_below;
    std::size_t m_ties = 0;
};

std::size_t countOutside(std::span<const double> sorted, const Interval& fence) {
    const auto first = std::lower_bound(sorted.begin(), sorted.end(), fence.low);
    const auto last = std::upper_bound(sorted.begin(), sorted.end(), fence.high);
    return std::size_t(first - sorted.begin()) + std::size_t(sorted.end() - last);
}

} // namespace

double medcouple(std::span<const double> sorted) {
    CHECK(!sorted.empty(), "A medcouple needs values.");
    const Kernel kernel(sorted);
    const std::uint64_t pairs = kernel.pairs();
    const std::uint64_t rank = (pairs - 1) / 2;
    const double lower = kernel.at(rank);
    return pairs % 2 == 1 ? lower : (lower + kernel.after(rank, lower)) / 2;
}

Fences fences(std::span<const double> values) {
    Fences result;
    if (values.empty()) {
        result.status = Status::InsufficientClusters;
        return result;
    }
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const double q1 = quantileType7(sorted, 0.25), q3 = quantileType7(sorted, 0.75);
    result.firstQuartile = q1;
    result.thirdQuartile = q3;
    const double skew = medcouple(sorted);
    result.medcouple = skew;
    if (!(q3 > q1))
        result.status = Status::DegenerateScale;
    const double reach = 1.5 * (q3 - q1);
    result.tukey = Interval{q1 - reach, q3 + reach};
    result.adjusted = Interval{q1 - std::exp((skew >= 0 ? -4 : -3) * skew) * reach,
                               q3 + std::exp((skew >= 0 ? 3 : 4) * skew) * reach};
    result.outsideTukey = countOutside(sorted, *result.tukey);
    result.outsideAdjusted = countOutside(sorted, *result.adjusted);
    return result;
}

} // namespace ms::stats
