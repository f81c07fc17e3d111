// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ms::report {

/// One mark of a chart. Positions are for drawing only; figures are read from `value`.
struct Point {
    std::string label;              // of a bar or step: "Acme"; of a point: what it is
    Cell value;                     // the figure: its height or length
    std::optional<double> x = {};   // of a curve or scatter
    std::optional<double> low = {}; // interval around the value, in the value's own unit
    std::optional<double> high = {};
    int row = -1; // of the section's table; -1: not one row
};

struct Series {
    std::string name;
    std::vector<Point> points;
    bool isYardstick = false; // in grey: what the others are compared with
};

/// A chart as data: what it says, what it shows, where that comes from. Every figure in it is also
/// in a table (its twin).
struct Chart {
    enum class Kind {
        Bars,      // horizontal bars, one a label; several series stand side by side
        Columns,   // vertical bars by time; several series are stacked
        Waterfall, // steps from the first point's amount to the last one's; both are totals
        Lines,     // by x, or by label in order
        Steps,     // lines that stay until the next point
        Scatter,   // points at x
        Intervals, // point and interval a label: a forest plot
        Spans,     // bars from low to high, one a label, coloured by series: a timeline. The value
                   // is their length; where that is unknown, only where they begin is drawn
    };
    /// More would draw too slowly; whoever makes a series thins it out.
    static constexpr std::size_t kMostPoints = 4'000;

    Kind kind = Kind::Bars;
    std::string title;  // the finding, a sentence
    std::string xTitle; // axis, with unit
    std::string yTitle;
    Column::Kind valueKind = Column::Kind::Money;
    std::vector<Series> series;
    std::optional<double> reference = {}; // a line across: a price, a threshold, no change
    std::string referenceLabel;
    Column::Kind xKind = Column::Kind::Number; // how positions on the x axis are written
};

} // namespace ms::report
