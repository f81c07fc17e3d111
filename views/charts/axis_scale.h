// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/report/table.h"
#include "models/tables/number_format.h"

#include <optional>
#include <vector>

namespace ms::views {

/// What an axis has to show. Figures that are not finite do not count.
struct AxisRange {
    std::optional<double> low;
    std::optional<double> high;

    void add(std::optional<double> value);
    /// From zero on where the figures are not all far from it: lengths then compare.
    void reachZeroWhereNear();
};

/// An axis: its ends, the marks on it, and how many decimals tell the marks apart.
struct AxisScale {
    double low = 0;
    double high = 1;
    std::vector<double> ticks; // ascending, all within the ends
    int decimals = 0;

    /// Where `value` is when `low` is at `from` and `high` at `to`.
    double positionOf(double value, double from, double to) const;
};

enum class AxisEnds { OnTicks, OnFigures };

/// Marks at 1, 2 or 5 times a power of ten, about `mostTicks`, no closer than `leastStep`.
/// A range without width gets one; an empty one goes from 0 to 1.
AxisScale axisScale(const AxisRange& range, int mostTicks, AxisEnds ends, double leastStep = 0);

/// The least step that figures of `kind` can have: counts have no halves.
double leastStepOf(report::Column::Kind kind);

/// The text at a mark of an axis with so many decimals: "$0.0005", "20%", "1,500".
QString axisText(double value, int decimals, report::Column::Kind kind,
                 const tables::NumberFormat& format);

/// A position or end of an interval as people read it: "$12.30", "12.5%", "48,210".
QString readingOf(double value, report::Column::Kind kind, const tables::NumberFormat& format);

} // namespace ms::views
