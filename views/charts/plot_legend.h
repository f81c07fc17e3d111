// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/plot_layout.h"

namespace ms::views {

/// Write the names of all series, with a sample each, along the top of `room`, in as many lines as
/// it takes. Returns what is left of the room.
QRectF writeLegend(const Plot& plot, const QRectF& room, const QFont& font, PlotLayout& layout);

/// Write the names at the ends of their lines. False, and nothing written, where they would touch
/// each other or a line ends too far from the right edge: then a legend says it.
bool writeEndNames(const Plot& plot, const QFont& font, PlotLayout& layout);

/// Pixels that the names at line ends need, at most a quarter of `width`.
double endNameRoom(const Plot& plot, double width, const QFont& font);

} // namespace ms::views
