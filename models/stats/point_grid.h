// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/stats/plane_region.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ms::stats {

/// Points of a plane with a whole weight each, column by column; columns are equally long.
struct WeightedPoints {
    std::vector<double> x; // finite
    std::vector<double> y;
    std::vector<std::int64_t> weight;
    std::vector<std::uint8_t> isMarked; // 0 or 1: counted apart
};

struct PointSum {
    std::size_t points = 0;
    std::size_t marked = 0; // of those
    core::Int128 weight = 0;

    PointSum& operator+=(const PointSum& other) {
        points += other.points;
        marked += other.marked;
        weight += other.weight;
        return *this;
    }
    friend bool operator==(const PointSum&, const PointSum&) = default;
};

/// How many of millions of points lie in a region, and their weights: exact, at the speed of a
/// moving pointer. Built once; then nothing changes.
/// Method  256 x 256 equal cells over all points, with sums along each row of cells. What lies
///         wholly inside is added up by rows; only cells at the border are looked at point by
///         point, and only against the edges that cross their row.
/// Cost    O(n) to build, 29 bytes a point. A question: O(points in cells at the border); at worst
///         (all points are in one cell) a pass over all.
/// Threads const, safe from any number.
class PointGrid {
public:
    static constexpr std::uint32_t kSide = 256;
    static constexpr std::uint32_t kCells = kSide * kSide;

    explicit PointGrid(const WeightedPoints& points);

    std::size_t size() const { return m_point.size(); }
    const PointSum& all() const { return m_all; }
    PointSum sumIn(const PlaneRegion& region) const;
    /// Ascending numbers of the points of the region.
    std::vector<std::uint32_t> pointsIn(const PlaneRegion& region) const;

    // Points in order of cells, for who draws them. The cells are numbered along a Z-shaped curve:
    // the cells 4k to 4k + 3 are a square, 16k to 16k + 15 a larger one, and so on.
    std::uint32_t firstOf(std::uint32_t cell) const { return m_starts[cell]; } // kCells: the end
    std::uint32_t pointAt(std::uint32_t place) const { return m_point[place]; }
    PlanePoint placeAt(std::uint32_t place) const { return {m_x[place], m_y[place]}; }
    PointSum sumAt(std::uint32_t place) const {
        return {1, m_isMarked[place], core::Int128{m_weight[place]}};
    }

private:
    /// The cells of an axis; monotonous, so that a cell between two others holds only what is
    /// between.
    struct Cells {
        double low = 0;
        double perUnit = kSide; // cells
        double at(double position) const { return (position - low) * perUnit; }
        std::uint32_t of(double position) const;
    };
    static Cells cellsOver(std::span<const double> positions);
    template <class Take>
    void visitBox(const PlaneBox& box, const Take& take) const;
    template <class Take>
    void visitPolygon(const PlanePolygon& polygon, const Take& take) const;
    template <class Take>
    void visitRow(std::uint32_t row, std::span<const PlaneEdge> edges, const Take& take) const;
    template <class Holds, class Take>
    void visitCell(std::uint32_t column, std::uint32_t row, const Holds& holds,
                   const Take& take) const;
    template <class Take>
    void visit(const PlaneRegion& region, const Take& take) const;
    void addUpRows();

    struct SumTaker;
    struct PointTaker;

    Cells m_columns;
    Cells m_rows;
    std::vector<std::uint32_t> m_starts; // by cell, and the end
    std::vector<std::uint32_t> m_point;  // by place, as all that follows
    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<std::int64_t> m_weight;
    std::vector<std::uint8_t> m_isMarked;
    std::vector<PointSum> m_before; // by row, then column: of the cells left of it; kSide + 1 a row
    PointSum m_all;
};

} // namespace ms::stats
