// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/thinned_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace ms::views {

std::vector<QPointF> thinnedPoints(const std::vector<QPointF>& points) {
    std::vector<QPointF> kept;
    for (std::size_t from = 0, to = 0; from < points.size(); from = to) {
        while (to < points.size() && std::floor(points[to].x()) == std::floor(points[from].x()))
            ++to;
        const auto first = points.begin() + std::ptrdiff_t(from);
        const auto end = points.begin() + std::ptrdiff_t(to);
        if (to - from <= 4) {
            kept.insert(kept.end(), first, end);
            continue;
        }
        const auto [lowest, highest] = std::minmax_element(
            first, end, [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); });
        std::array places{first, lowest, highest, end - 1};
        std::sort(places.begin(), places.end());
        for (std::size_t i = 0; i < places.size(); ++i)
            if (i == 0 || places[i] != places[i - 1])
                kept.push_back(*places[i]);
    }
    return kept;
}

} // namespace ms::views
