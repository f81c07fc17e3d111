// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/wilson.h"

#include "models/core/check.h"
#include "models/stats/distributions.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

Interval wilsonInterval(std::size_t successes, std::size_t n, double alpha) {
    CHECK(n >= 1 && successes <= n, "A share needs a count, and no more successes than that.");
    return wilsonIntervalOfShare(double(successes) / double(n), double(n), alpha);
}

Interval wilsonIntervalOfShare(double share, double rows, double alpha) {
    CHECK(rows > 0 && share >= 0 && share <= 1, "A share lies between 0 and 1, of something.");
    const double z = normalQuantile(1 - alpha / 2);
    const double shrink = 1 + z * z / rows;
    const double centre = (share + z * z / (2 * rows)) / shrink;
    const double half =
        z / shrink * std::sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

} // namespace ms::stats
