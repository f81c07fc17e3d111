// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/report/chart.h"
#include "models/tables/number_format.h"

#include <optional>
#include <vector>

namespace ms::views {

/// One mark, ready to be drawn. Texts are plain; lengths and places are for drawing only.
struct PlotMark {
    std::optional<double> value; // in units of the currency, or as a fraction; empty: not known
    std::optional<double> x = {};
    std::optional<double> low = {};
    std::optional<double> high = {};
    QString label = {};
    QString valueText = {}; // "-$1,840.00"; a dash when it is not known
    QString details = {};   // every digit
    int category = -1;      // of the plot; -1: it stands at x
    int row = -1;           // of the table it came from; -1: not one row
};

struct PlotSeries {
    QString name;
    std::vector<PlotMark> marks;
    bool isYardstick = false;
};

/// A chart of any kind with its figures in words. Where marks have labels, equal labels of several
/// series are one category.
struct Plot {
    using Kind = report::Chart::Kind;

    Kind kind = Kind::Lines;
    QString xTitle;
    QString yTitle;
    report::Column::Kind valueKind = report::Column::Kind::Money;
    report::Column::Kind xKind = report::Column::Kind::Number;
    std::vector<QString> categories; // in order; empty where marks stand at x
    std::vector<PlotSeries> series;
    std::optional<double> reference = {};
    QString referenceLabel = {};
    tables::NumberFormat format = tables::NumberFormat();
    std::size_t rows = 12; // that there is room for, of 26 pixels
    bool isTurned = false; // a waterfall in rows, where its columns would be too narrow

    bool hasCategories() const { return !categories.empty(); }
    /// Rows from top to bottom, values to the right; else values upwards.
    bool isAcross() const {
        return kind == Kind::Bars || kind == Kind::Intervals || kind == Kind::Spans || isTurned;
    }
    /// Something of the mark is drawn.
    bool isKnown(const PlotMark& mark) const {
        return mark.value.has_value() || (kind == Kind::Spans && mark.low.has_value());
    }
};

} // namespace ms::views
