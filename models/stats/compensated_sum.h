// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace ms::stats {

/// A sum of doubles that keeps what rounding would lose (Neumaier), so that a figure does not
/// depend on the order of its rows.
class CompensatedSum {
public:
    void add(double value) {
        const double next = m_sum + value;
        m_lost +=
            std::abs(m_sum) >= std::abs(value) ? (m_sum - next) + value : (value - next) + m_sum;
        m_sum = next;
    }
    double value() const { return m_sum + m_lost; }

private:
    double m_sum = 0;
    double m_lost = 0;
};

} // namespace ms::stats
