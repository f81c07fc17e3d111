// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/break_even.h"

#include <cmath>
#include <limits>
#include <utility>

namespace ms::stats {

namespace {

constexpr int kSteps = 64;
constexpr int kMostRefinements = 200;
constexpr double kRelative = 1e-15;

struct Sample {
    double x;
    double y;
};

/// Brent's method: inverse quadratic or secant steps while they shrink the bracket fast enough.
class Bracket {
public:
    Bracket(Sample a, Sample b) : m_a{a}, m_b{b}, m_c{a}, m_step{b.x - a.x}, m_before{m_step} {}

    double refine(const std::function<double(double)>& gap) {
        for (int i = 0; i < kMostRefinements && m_b.y != 0; ++i) {
            if ((m_b.y > 0) == (m_c.y > 0)) {
                m_c = m_a;
                m_step = m_before = m_b.x - m_a.x;
            }
            if (std::abs(m_c.y) < std::abs(m_b.y)) {
                m_a = m_b;
                m_b = m_c;
                m_c = m_a;
            }
            const double tolerance = 2 * std::numeric_limits<double>::epsilon() * std::abs(m_b.x) +
                                     kRelative * std::abs(m_b.x) / 2;
            const double half = (m_c.x - m_b.x) / 2;
            if (std::abs(half) <= tolerance)
                break;
            chooseStep(half, tolerance);
            m_a = m_b;
            m_b.x += std::abs(m_step) > tolerance ? m_step : std::copysign(tolerance, half);
            m_b.y = gap(m_b.x);
        }
        return m_b.x;
    }

private:
    void chooseStep(double half, double tolerance) {
        if (std::abs(m_before) < tolerance || std::abs(m_a.y) <= std::abs(m_b.y)) {
            m_step = m_before = half;
            return;
        }
        const double s = m_b.y / m_a.y;
        double p = 2 * half * s;
        double q = 1 - s;
        if (m_a.x != m_c.x) {
            const double u = m_a.y / m_c.y;
            const double r = m_b.y / m_c.y;
            p = s * (2 * half * u * (u - r) - (m_b.x - m_a.x) * (r - 1));
            q = (u - 1) * (r - 1) * (s - 1);
        }
        if (p > 0)
            q = -q;
        p = std::abs(p);
        if (2 * p < 3 * half * q - std::abs(tolerance * q) && p < std::abs(m_before * q / 2)) {
            m_before = m_step;
            m_step = p / q;
        } else {
            m_step = m_before = half;
        }
    }

    Sample m_a;
    Sample m_b; // the best one
    Sample m_c; // of the other sign
    double m_step;
    double m_before;
};

} // namespace

BreakEven breakEven(const std::function<double(double)>& gap, double low, double high) {
    BreakEven result;
    Sample before{low, gap(low)};
    result.atLow = before.y;
    if (before.y == 0)
        result.roots.push_back(low);
    for (int step = 1; step <= kSteps; ++step) {
        const double x = step == kSteps ? high : low + (high - low) * step / kSteps;
        const Sample here{x, gap(x)};
        if (here.y == 0)
            result.roots.push_back(x);
        else if (before.y != 0 && (before.y > 0) != (here.y > 0))
            result.roots.push_back(Bracket(before, here).refine(gap));
        before = here;
    }
    result.atHigh = before.y;
    return result;
}

} // namespace ms::stats
