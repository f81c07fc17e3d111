// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "views/charts/plot_layout.h"

namespace ms::views {

/// What a pointer at `target` wants to know, in plain text: the label or position, and of each
/// series there its name, exact figure and interval.
QString hoverText(const Plot& plot, const PlotTarget& target);

/// The plot in words, for screen readers: what the axes are and every figure. Of long lines only
/// where they begin and end, their lowest and highest figure, and how many are not known.
QStringList spokenLines(const Plot& plot);

} // namespace ms::views
