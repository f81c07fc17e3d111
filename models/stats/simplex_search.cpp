// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/simplex_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ms::stats {

namespace {

constexpr double kTolerance = 1e-10;
constexpr double kFirstStep = 0.1;
constexpr int kMostRounds = 2000;

class Simplex {
public:
    explicit Simplex(const std::function<double(const Point3&)>& function) : m_function{function} {}

    Minimum searchGrid() const {
        Minimum best = valueAt({0, 0, 0});
        for (int i = 1; i < 125; ++i) {
            const Minimum next = valueAt({i / 25 * 0.25, i / 5 % 5 * 0.25, i % 5 * 0.25});
            if (next.value < best.value)
                best = next;
        }
        return best;
    }

    Minimum improve(const Minimum& start) {
        m_corners[0] = start;
        for (std::size_t i = 0; i < 3; ++i) {
            Point3 corner = start.at;
            corner[i] += corner[i] < 0.5 ? kFirstStep : -kFirstStep;
            m_corners[i + 1] = valueAt(corner);
        }
        for (int round = 0; round < kMostRounds; ++round) {
            std::stable_sort(m_corners.begin(), m_corners.end(), isLower);
            if (size() < kTolerance)
                break;
            step();
        }
        return *std::min_element(m_corners.begin(), m_corners.end(), isLower);
    }

private:
    static bool isLower(const Minimum& a, const Minimum& b) { return a.value < b.value; }

    Minimum valueAt(Point3 point) const {
        for (double& coordinate : point)
            coordinate = std::clamp(coordinate, 0.0, 1.0);
        const double value = m_function(point);
        return {point, std::isfinite(value) ? value : std::numeric_limits<double>::infinity()};
    }

    double size() const {
        double largest = 0;
        for (const Minimum& corner : m_corners)
            for (std::size_t i = 0; i < 3; ++i)
                largest = std::max(largest, std::abs(corner.at[i] - m_corners[0].at[i]));
        return largest;
    }

    /// On the line from the worst corner through the middle of the others.
    Minimum along(double factor) const {
        Point3 point{};
        for (std::size_t i = 0; i < 3; ++i) {
            const double middle =
                (m_corners[0].at[i] + m_corners[1].at[i] + m_corners[2].at[i]) / 3;
            point[i] = middle + factor * (middle - m_corners[3].at[i]);
        }
        return valueAt(point);
    }

    void step() {
        const Minimum reflected = along(1);
        Minimum& worst = m_corners[3];
        if (reflected.value < m_corners[0].value) {
            const Minimum expanded = along(2);
            worst = expanded.value < reflected.value ? expanded : reflected;
        } else if (reflected.value < m_corners[2].value) {
            worst = reflected;
        } else {
            const Minimum contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
            if (contracted.value < std::min(reflected.value, worst.value))
                worst = contracted;
            else
                shrink();
        }
    }

    void shrink() {
        for (std::size_t corner = 1; corner < m_corners.size(); ++corner) {
            Point3 point = m_corners[corner].at;
            for (std::size_t i = 0; i < 3; ++i)
                point[i] = (point[i] + m_corners[0].at[i]) / 2;
            m_corners[corner] = valueAt(point);
        }
    }

    const std::function<double(const Point3&)>& m_function;
    std::array<Minimum, 4> m_corners;
};

} // namespace

Minimum minimumOnCube(const std::function<double(const Point3&)>& function) {
    Simplex simplex(function);
    return simplex.improve(simplex.searchGrid());
}

} // namespace ms::stats
