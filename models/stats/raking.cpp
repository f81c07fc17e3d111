// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/raking.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

namespace {

constexpr std::size_t kMostRounds = 10'000;

double sumOf(std::span<const double> values) {
    CompensatedSum sum;
    for (const double value : values)
        sum.add(value);
    return sum.value();
}

/// A table with its cells row by row.
class Table {
public:
    Table(std::span<const double> cells, std::size_t rows, std::size_t columns)
        : m_cells(cells.begin(), cells.end()), m_rows{rows}, m_columns{columns} {}

    double rowSum(std::size_t row) const {
        return sumOf(std::span{m_cells}.subspan(row * m_columns, m_columns));
    }
    double columnSum(std::size_t column) const {
        CompensatedSum sum;
        for (std::size_t row = 0; row < m_rows; ++row)
            sum.add(m_cells[row * m_columns + column]);
        return sum.value();
    }
    void scaleRows(std::span<const double> targets) {
        for (std::size_t row = 0; row < m_rows; ++row) {
            const double factor = targets[row] / rowSum(row);
            for (std::size_t column = 0; column < m_columns; ++column)
                m_cells[row * m_columns + column] *= factor;
        }
    }
    void scaleColumns(std::span<const double> targets) {
        for (std::size_t column = 0; column < m_columns; ++column) {
            const double factor = targets[column] / columnSum(column);
            for (std::size_t row = 0; row < m_rows; ++row)
                m_cells[row * m_columns + column] *= factor;
        }
    }
    double largestRowError(std::span<const double> targets) const {
        double largest = 0;
        for (std::size_t row = 0; row < m_rows; ++row)
            largest = std::max(largest, std::abs(rowSum(row) - targets[row]));
        return largest;
    }
    const std::vector<double>& cells() const { return m_cells; }

private:
    std::vector<double> m_cells;
    std::size_t m_rows;
    std::size_t m_columns;
};

/// Is there something, and something wanted, in every row and column?
bool hasPositiveMargins(const Table& table, std::span<const double> rowTargets,
                        std::span<const double> columnTargets) {
    for (std::size_t row = 0; row < rowTargets.size(); ++row)
        if (!(table.rowSum(row) > 0) || !(rowTargets[row] > 0))
            return false;
    for (std::size_t column = 0; column < columnTargets.size(); ++column)
        if (!(table.columnSum(column) > 0) || !(columnTargets[column] > 0))
            return false;
    return true;
}

void reportWeights(RakedTable& raked, std::span<const double> cells) {
    std::vector<double> known;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        raked.weights.push_back(cells[i] > 0 ? std::optional{raked.fitted[i] / cells[i]}
                                             : std::nullopt);
        if (raked.weights[i])
            known.push_back(*raked.weights[i]);
    }
    std::sort(known.begin(), known.end());
    const double limit = 5 * median(known);
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (raked.weights[i] && *raked.weights[i] > limit)
            raked.largeWeights.push_back(i);
}

} // namespace

RakedTable rake(std::span<const double> cells, std::span<const double> rowTargets,
                std::span<const double> columnTargets) {
    CHECK(cells.size() == rowTargets.size() * columnTargets.size(),
          "A table has a cell for every row and column.");
    RakedTable raked;
    const double total = sumOf(rowTargets);
    if (!(sumOf(cells) > 0) || !(total > 0)) {
        raked.status = Status::ZeroDenominator;
        return raked;
    }
    CHECK(std::abs(total - sumOf(columnTargets)) <= 1e-9 * total,
          "The targets of rows and columns have the same total.");
    Table table{cells, rowTargets.size(), columnTargets.size()};
    if (!hasPositiveMargins(table, rowTargets, columnTargets)) {
        raked.status = Status::NoOverlap;
        return raked;
    }
    // Targets typed with few digits may differ in total by rounding, and then never fit to 1e-14.
    const double columnTotal = sumOf(columnTargets);
    std::vector<double> columns(columnTargets.begin(), columnTargets.end());
    for (double& column : columns)
        column *= total / columnTotal;
    while (raked.rounds < kMostRounds && !raked.hasConverged) {
        table.scaleRows(rowTargets);
        table.scaleColumns(columns);
        ++raked.rounds;
        raked.hasConverged = table.largestRowError(rowTargets) < 1e-14 * total;
    }
    raked.fitted = table.cells();
    reportWeights(raked, cells);
    return raked;
}

} // namespace ms::stats
