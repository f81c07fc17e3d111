// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/thinned_cloud.h"

#include "models/core/check.h"

#include <algorithm>
#include <array>
#include <limits>

namespace ms::stats {
namespace {

constexpr std::uint32_t kCoarsest = 4;      // 16 x 16
constexpr std::size_t kCoarsestMarks = 300; // its cells and the outermost points
constexpr std::uint32_t kCells = PointGrid::kCells;

/// Places in the grid that have marks of their own.
class Loners {
public:
    Loners(const PointGrid& grid, std::span<const std::uint32_t> points) : m_isAlone(grid.size()) {
        if (grid.size() == 0)
            return;
        std::vector<std::uint32_t> wanted(points.begin(), points.end());
        std::sort(wanted.begin(), wanted.end());
        std::array<std::uint32_t, 4> outermost{};
        for (std::uint32_t place = 0; place < grid.size(); ++place) {
            if (std::binary_search(wanted.begin(), wanted.end(), grid.pointAt(place)))
                m_isAlone[place] = 1;
            const PlanePoint at = grid.placeAt(place);
            const auto beats = [&](std::size_t side, bool isFurther, bool isLevel) {
                if (isFurther || (isLevel && grid.pointAt(place) < grid.pointAt(outermost[side])))
                    outermost[side] = place;
            };
            const auto of = [&](std::size_t side) { return grid.placeAt(outermost[side]); };
            beats(0, at.x < of(0).x, at.x == of(0).x);
            beats(1, at.x > of(1).x, at.x == of(1).x);
            beats(2, at.y < of(2).y, at.y == of(2).y);
            beats(3, at.y > of(3).y, at.y == of(3).y);
        }
        for (const std::uint32_t place : outermost)
            m_isAlone[place] = 1;
    }
    bool has(std::uint32_t place) const { return m_isAlone[place] != 0; }
    std::size_t count() const {
        return std::size_t(std::count(m_isAlone.begin(), m_isAlone.end(), std::uint8_t(1)));
    }

private:
    std::vector<std::uint8_t> m_isAlone;
};

/// A cell of the size that was chosen, and how many of its points have no mark of their own.
struct Crowd {
    std::uint32_t from = 0; // places
    std::uint32_t to = 0;
    std::uint32_t points = 0;
    bool isDrawnSingly = false;
};

std::vector<Crowd> crowdsOf(const PointGrid& grid, const Loners& loners, std::uint32_t level) {
    std::vector<Crowd> crowds;
    const std::uint32_t step = 1U << (2 * level);
    for (std::uint32_t cell = 0; cell < kCells; cell += step) {
        Crowd crowd{grid.firstOf(cell), grid.firstOf(cell + step)};
        for (std::uint32_t place = crowd.from; place < crowd.to; ++place)
            crowd.points += loners.has(place) ? 0 : 1;
        if (crowd.points > 0)
            crowds.push_back(crowd);
    }
    return crowds;
}

/// Spend what is left of the marks on the emptiest.
void drawFewSingly(std::vector<Crowd>& crowds, std::size_t left) {
    std::vector<std::uint32_t> order(crowds.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return crowds[a].points < crowds[b].points;
    });
    for (const std::uint32_t i : order) {
        const std::size_t more = crowds[i].points - 1;
        if (more > left)
            return;
        left -= more;
        crowds[i].isDrawnSingly = true;
    }
}

CloudMark markAt(const PointGrid& grid, std::uint32_t place) {
    return {grid.pointAt(place), grid.placeAt(place), grid.sumAt(place)};
}

CloudMark markOf(const PointGrid& grid, const Loners& loners, const Crowd& crowd) {
    PlanePoint mean;
    PointSum sum;
    for (std::uint32_t place = crowd.from; place < crowd.to; ++place) {
        if (loners.has(place))
            continue;
        sum += grid.sumAt(place);
        mean.x += (grid.placeAt(place).x - mean.x) / double(sum.points);
        mean.y += (grid.placeAt(place).y - mean.y) / double(sum.points);
    }
    // Axes have different units: distances count in widths of the crowd.
    PlaneBox reach{mean.x, mean.x, mean.y, mean.y};
    for (std::uint32_t place = crowd.from; place < crowd.to; ++place) {
        const PlanePoint at = grid.placeAt(place);
        reach = {std::min(reach.left, at.x), std::max(reach.right, at.x),
                 std::min(reach.bottom, at.y), std::max(reach.top, at.y)};
    }
    const double width = std::max(reach.right - reach.left, std::numeric_limits<double>::min());
    const double height = std::max(reach.top - reach.bottom, std::numeric_limits<double>::min());
    double nearest = std::numeric_limits<double>::infinity();
    std::uint32_t chosen = crowd.from;
    for (std::uint32_t place = crowd.from; place < crowd.to; ++place) {
        if (loners.has(place))
            continue;
        const double x = (grid.placeAt(place).x - mean.x) / width;
        const double y = (grid.placeAt(place).y - mean.y) / height;
        if (x * x + y * y < nearest) {
            nearest = x * x + y * y;
            chosen = place;
        }
    }
    return {grid.pointAt(chosen), grid.placeAt(chosen), sum};
}

} // namespace

std::vector<CloudMark> thinnedCloud(const PointGrid& grid, std::span<const std::uint32_t> alone,
                                    std::size_t most) {
    CHECK(alone.size() + kCoarsestMarks <= most, "There are marks left for the others.");
    const Loners loners(grid, alone);
    const std::size_t left = most - loners.count();
    std::vector<Crowd> crowds = crowdsOf(grid, loners, 0);
    for (std::uint32_t level = 1; level <= kCoarsest && crowds.size() > left; ++level)
        crowds = crowdsOf(grid, loners, level);
    drawFewSingly(crowds, left - crowds.size());
    std::vector<CloudMark> marks;
    for (std::uint32_t place = 0; place < grid.size(); ++place)
        if (loners.has(place))
            marks.push_back(markAt(grid, place));
    std::sort(marks.begin(), marks.end(),
              [](const CloudMark& a, const CloudMark& b) { return a.point < b.point; });
    for (const Crowd& crowd : crowds) {
        if (!crowd.isDrawnSingly) {
            marks.push_back(markOf(grid, loners, crowd));
            continue;
        }
        for (std::uint32_t place = crowd.from; place < crowd.to; ++place)
            if (!loners.has(place))
                marks.push_back(markAt(grid, place));
    }
    return marks;
}

} // namespace ms::stats
