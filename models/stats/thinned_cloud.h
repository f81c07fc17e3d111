// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/point_grid.h"

#include <cstdint>
#include <span>
#include <vector>

namespace ms::stats {

/// A mark of a picture: it stands at one of its points, for all of them.
struct CloudMark {
    std::uint32_t point = 0; // number of the one it stands at
    PlanePoint place;
    PointSum sum;
};

/// At most `most` marks for any number of points, so that the picture stays true.
/// Method  Each point belongs to one mark, so marks add up to all points exactly. The outermost
///         points by either axis, and those of `alone`, have marks of their own. The others go by
///         cells of the grid, the finest that fit: 256 x 256, else 128 x 128, down to 16 x 16; each
///         cell that holds any has a mark, at the point that is nearest to their mean. What is left
///         of `most` goes to the emptiest cells, whose points get marks of their own: points that
///         lie far from others stay where they are, and only crowds are thinned.
/// Input   `alone`: numbers of points, at most `most` - 300 of them. CHECKs that.
/// Output  those alone first, by number; then by cell. The same for the same points.
/// Cost    O(n).
std::vector<CloudMark> thinnedCloud(const PointGrid& grid, std::span<const std::uint32_t> alone,
                                    std::size_t most);

} // namespace ms::stats
