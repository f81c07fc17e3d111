// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <vector>

namespace ms::views {

/// Of points in order of x, those that a line needs: where more than four fall into one pixel
/// column, its first, lowest, highest and last one, in their order. A line through them covers the
/// same pixels.
std::vector<QPointF> thinnedPoints(const std::vector<QPointF>& points);

} // namespace ms::views
