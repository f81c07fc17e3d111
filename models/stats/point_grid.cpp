// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/point_grid.h"

#include "models/core/check.h"

#include <algorithm>
#include <array>
#include <limits>

namespace ms::stats {
namespace {

constexpr std::uint32_t kSide = PointGrid::kSide;
/// Of a cell: more than rounding can move a point or an edge, and nothing on screen.
constexpr double kRounding = 1e-6;

/// The bits of a byte with a zero before each.
constexpr std::uint32_t spread(std::uint32_t byte) {
    std::uint32_t bits = 0;
    for (std::uint32_t bit = 0; bit < 8; ++bit)
        bits |= (byte >> bit & 1U) << (2 * bit);
    return bits;
}

constexpr std::array<std::uint16_t, kSide> spreads() {
    std::array<std::uint16_t, kSide> table{};
    for (std::uint32_t byte = 0; byte < kSide; ++byte)
        table[byte] = std::uint16_t(spread(byte));
    return table;
}
constexpr std::array<std::uint16_t, kSide> kSpread = spreads();

std::uint32_t cellAt(std::uint32_t column, std::uint32_t row) {
    return kSpread[column] | std::uint32_t(kSpread[row]) << 1;
}

std::uint32_t clamped(double cell) {
    return std::uint32_t(std::clamp(cell, 0.0, double(kSide - 1)));
}

} // namespace

std::uint32_t PointGrid::Cells::of(double position) const {
    return clamped(at(position));
}

PointGrid::Cells PointGrid::cellsOver(std::span<const double> positions) {
    Cells cells;
    if (positions.empty())
        return cells;
    const auto [low, high] = std::minmax_element(positions.begin(), positions.end());
    cells.low = *low;
    if (*high > *low) // else all are in the first cell, which may be of any width
        cells.perUnit = double(kSide) / (*high - *low);
    return cells;
}

PointGrid::PointGrid(const WeightedPoints& points)
    : m_columns{cellsOver(points.x)}, m_rows{cellsOver(points.y)}, m_starts(kCells + 1) {
    const std::size_t size = points.x.size();
    CHECK(points.y.size() == size && points.weight.size() == size && points.isMarked.size() == size,
          "All columns of points are equally long.");
    CHECK(size < std::numeric_limits<std::uint32_t>::max(), "Points are numbered in 32 bits.");
    std::vector<std::uint16_t> cellOf(size);
    for (std::size_t i = 0; i < size; ++i) {
        cellOf[i] = std::uint16_t(cellAt(m_columns.of(points.x[i]), m_rows.of(points.y[i])));
        ++m_starts[cellOf[i] + 1U];
    }
    for (std::uint32_t cell = 0; cell < kCells; ++cell)
        m_starts[cell + 1] += m_starts[cell];
    m_point.resize(size);
    m_x.resize(size);
    m_y.resize(size);
    m_weight.resize(size);
    m_isMarked.resize(size);
    std::vector<std::uint32_t> next(m_starts.begin(), m_starts.end() - 1);
    for (std::size_t i = 0; i < size; ++i) {
        const std::uint32_t place = next[cellOf[i]]++;
        m_point[place] = std::uint32_t(i);
        m_x[place] = points.x[i];
        m_y[place] = points.y[i];
        m_weight[place] = points.weight[i];
        m_isMarked[place] = points.isMarked[i] != 0 ? 1 : 0;
    }
    addUpRows();
}

void PointGrid::addUpRows() {
    m_before.resize(std::size_t(kSide) * (kSide + 1));
    for (std::uint32_t row = 0; row < kSide; ++row) {
        PointSum sum;
        for (std::uint32_t column = 0; column < kSide; ++column) {
            const std::uint32_t cell = cellAt(column, row);
            for (std::uint32_t place = m_starts[cell]; place < m_starts[cell + 1]; ++place)
                sum += sumAt(place);
            m_before[row * (kSide + 1) + column + 1] = sum;
        }
        m_all += sum;
    }
}

/// Adds up.
struct PointGrid::SumTaker {
    const PointGrid& grid;
    PointSum& sum;

    void point(std::uint32_t place) const { sum += grid.sumAt(place); }
    /// The cells of `row` from one column to before another.
    void cells(std::uint32_t row, std::uint32_t from, std::uint32_t to) const {
        const PointSum& before = grid.m_before[row * (kSide + 1) + from];
        const PointSum& until = grid.m_before[row * (kSide + 1) + to];
        sum.points += until.points - before.points;
        sum.marked += until.marked - before.marked;
        sum.weight += until.weight - before.weight;
    }
};

/// Lists.
struct PointGrid::PointTaker {
    const PointGrid& grid;
    std::vector<std::uint32_t>& points;

    void point(std::uint32_t place) const { points.push_back(grid.m_point[place]); }
    void cells(std::uint32_t row, std::uint32_t from, std::uint32_t to) const {
        for (std::uint32_t column = from; column < to; ++column) {
            const std::uint32_t cell = cellAt(column, row);
            points.insert(points.end(), grid.m_point.begin() + grid.m_starts[cell],
                          grid.m_point.begin() + grid.m_starts[cell + 1]);
        }
    }
};

template <class Holds, class Take>
void PointGrid::visitCell(std::uint32_t column, std::uint32_t row, const Holds& holds,
                          const Take& take) const {
    const std::uint32_t cell = cellAt(column, row);
    for (std::uint32_t place = m_starts[cell]; place < m_starts[cell + 1]; ++place)
        if (holds(placeAt(place)))
            take.point(place);
}

template <class Take>
void PointGrid::visitBox(const PlaneBox& box, const Take& take) const {
    if (!(box.left <= box.right && box.bottom <= box.top))
        return; // nothing, or not a number
    const std::uint32_t left = m_columns.of(box.left), right = m_columns.of(box.right);
    const std::uint32_t bottom = m_rows.of(box.bottom), top = m_rows.of(box.top);
    const auto holds = [&box](const PlanePoint& point) { return box.holds(point); };
    for (std::uint32_t row = bottom; row <= top; ++row) {
        const bool isBorder = row == bottom || row == top;
        if (!isBorder && right > left + 1)
            take.cells(row, left + 1, right);
        for (std::uint32_t column = left; column <= right; ++column)
            if (isBorder || column == left || column == right)
                visitCell(column, row, holds, take);
    }
}

template <class Take>
void PointGrid::visitRow(std::uint32_t row, std::span<const PlaneEdge> edges,
                         const Take& take) const {
    std::array<bool, kSide> isBorder{};
    const double bottom = row - kRounding, top = row + 1 + kRounding;
    for (const auto& [from, to] : edges) {
        const double x1 = m_columns.at(from.x), y1 = m_rows.at(from.y);
        const double x2 = m_columns.at(to.x), y2 = m_rows.at(to.y);
        const auto xAt = [&](double y) { // of the edge, where it is between the ends of the row
            const double held = std::clamp(y, std::min(y1, y2), std::max(y1, y2));
            return x1 + (held - y1) / (y2 - y1) * (x2 - x1);
        };
        const double a = y1 == y2 ? x1 : xAt(bottom), b = y1 == y2 ? x2 : xAt(top);
        const double first = std::min(a, b) - kRounding, last = std::max(a, b) + kRounding;
        if (last < 0 || first > kSide)
            continue;
        std::fill(isBorder.begin() + clamped(first), isBorder.begin() + clamped(last) + 1, true);
    }
    const auto holds = [edges](const PlanePoint& point) { return isWithin(point, edges); };
    for (std::uint32_t column = 0, end = 0; column < kSide; column = end) {
        end = column + 1;
        if (isBorder[column]) {
            visitCell(column, row, holds, take);
            continue;
        }
        while (end < kSide && !isBorder[end])
            ++end;
        const PlanePoint middle{m_columns.low + (column + 0.5) / m_columns.perUnit,
                                m_rows.low + (row + 0.5) / m_rows.perUnit};
        if (holds(middle))
            take.cells(row, column, end);
    }
}

template <class Take>
void PointGrid::visitPolygon(const PlanePolygon& polygon, const Take& take) const {
    const std::vector<PlaneEdge> edges = polygon.edges();
    if (edges.empty())
        return;
    std::vector<PlaneEdge> near;
    for (std::uint32_t row = 0; row < kSide; ++row) {
        near.clear();
        for (const PlaneEdge& edge : edges) {
            const double a = m_rows.at(edge.from.y), b = m_rows.at(edge.to.y);
            if (std::max(a, b) >= row - kRounding && std::min(a, b) <= row + 1 + kRounding)
                near.push_back(edge);
        }
        if (!near.empty())
            visitRow(row, near, take);
    }
}

template <class Take>
void PointGrid::visit(const PlaneRegion& region, const Take& take) const {
    if (const auto* box = std::get_if<PlaneBox>(&region))
        visitBox(*box, take);
    else
        visitPolygon(std::get<PlanePolygon>(region), take);
}

PointSum PointGrid::sumIn(const PlaneRegion& region) const {
    PointSum sum;
    visit(region, SumTaker{*this, sum});
    return sum;
}

std::vector<std::uint32_t> PointGrid::pointsIn(const PlaneRegion& region) const {
    std::vector<std::uint32_t> points;
    visit(region, PointTaker{*this, points});
    std::sort(points.begin(), points.end());
    return points;
}

} // namespace ms::stats
