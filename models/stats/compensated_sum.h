// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace ms::stats {

/// A sum of floating-point numbers that keeps what rounding would lose (Neumaier), so that a figure
/// does not depend on the order of its rows.
template <class Number>
class BasicCompensatedSum {
public:
    void add(Number value) {
        const Number next = m_sum + value;
        m_lost +=
            std::abs(m_sum) >= std::abs(value) ? (m_sum - next) + value : (value - next) + m_sum;
        m_sum = next;
    }
    Number value() const { return m_sum + m_lost; }

private:
    Number m_sum = 0;
    Number m_lost = 0;
};

using CompensatedSum = BasicCompensatedSum<double>;

/// For differences of large sums that must close: 11 more bits where the machine has them.
using LongCompensatedSum = BasicCompensatedSum<long double>;

} // namespace ms::stats
