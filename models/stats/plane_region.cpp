// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/plane_region.h"

#include <algorithm>

namespace ms::stats {

PlaneBox PlaneBox::between(const PlanePoint& a, const PlanePoint& b) {
    return {std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y), std::max(a.y, b.y)};
}

std::vector<PlaneEdge> PlanePolygon::edges() const {
    std::vector<PlaneEdge> edges;
    if (corners.size() < 3)
        return edges;
    for (std::size_t i = 0; i < corners.size(); ++i)
        edges.push_back({corners[i], corners[(i + 1) % corners.size()]});
    return edges;
}

bool PlanePolygon::holds(const PlanePoint& point) const {
    return isWithin(point, edges());
}

bool isWithin(const PlanePoint& point, std::span<const PlaneEdge> edges) {
    int winding = 0;
    for (const auto& [from, to] : edges) {
        if (std::max(from.y, to.y) < point.y || std::min(from.y, to.y) > point.y)
            continue;
        // Above 0: the point is left of the edge; 0: on its line.
        const double side =
            (to.x - from.x) * (point.y - from.y) - (point.x - from.x) * (to.y - from.y);
        if (side == 0 && PlaneBox::between(from, to).holds(point))
            return true;
        if (from.y <= point.y && to.y > point.y && side > 0)
            ++winding;
        else if (from.y > point.y && to.y <= point.y && side < 0)
            --winding;
    }
    return winding != 0;
}

} // namespace ms::stats
