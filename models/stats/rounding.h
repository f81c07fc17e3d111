// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

namespace ms::stats {

/// a - b, where what rounding alone may leave counts as 0: a constant has no variance, even when
/// it is 0.1.
inline double differenceBeyondRounding(double a, double b) {
    const double rounding =
        8 * std::numeric_limits<double>::epsilon() * (std::abs(a) + std::abs(b));
    return std::abs(a - b) <= rounding ? 0 : a - b;
}

} // namespace ms::stats
