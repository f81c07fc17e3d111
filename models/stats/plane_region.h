// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <variant>
#include <vector>

namespace ms::stats {

struct PlanePoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};

/// A rectangle with its border.
struct PlaneBox {
    double left = 0;
    double right = 0;
    double bottom = 0;
    double top = 0;

    /// From any corner to the one across.
    static PlaneBox between(const PlanePoint& a, const PlanePoint& b);
    bool holds(const PlanePoint& point) const {
        return point.x >= left && point.x <= right && point.y >= bottom && point.y <= top;
    }
    friend bool operator==(const PlaneBox&, const PlaneBox&) = default;
};

struct PlaneEdge {
    PlanePoint from;
    PlanePoint to;
};

/// What a line goes around that is closed from its last corner to its first: everything with a
/// winding number other than 0, and the line itself. Where it crosses itself, both loops count, and
/// what it goes around twice in one direction too. Fewer than three corners hold nothing.
struct PlanePolygon {
    std::vector<PlanePoint> corners;

    std::vector<PlaneEdge> edges() const; // closed; empty below three corners
    bool holds(const PlanePoint& point) const;
    friend bool operator==(const PlanePolygon&, const PlanePolygon&) = default;
};

using PlaneRegion = std::variant<PlaneBox, PlanePolygon>;

/// The same with only those edges that reach the height of `point`: the others do not matter.
bool isWithin(const PlanePoint& point, std::span<const PlaneEdge> edges);

} // namespace ms::stats
