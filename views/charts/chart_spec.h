// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "views/charts/plot.h"

#include <optional>
#include <vector>

namespace ms::views {

/// One bar. Texts are plain: whoever draws them escapes what its medium would read as markup.
struct ChartBar {
    enum class Kind { Gain, Loss, Other };
    Kind kind = Kind::Gain;
    QString label;     // "Acme"
    QString valueText; // "-$1,840.00"
    double value = 0;  // for the length only; figures are read from valueText
    QString details;   // exact figures, a line each
    int row = -1;      // of the table it came from; -1: not one row
};

/// A chart as data: what it says, what it shows and where that comes from.
struct ChartSpec {
    static constexpr std::size_t kMostBars = 4'000; // Qt Charts paints more too slowly

    QString title; // the finding, a sentence
    QString axisTitle;
    QString source;                // "May 2026 · UTC · book default"
    std::vector<ChartBar> bars;    // top to bottom
    std::optional<Plot> plot = {}; // every other kind of chart; then there are no bars

    bool isEmpty() const { return bars.empty() && !plot; }
};

} // namespace ms::views
