// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/wilson.h"

#include "models/core/check.h"
#include "models/stats/distributions.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

Interval wilsonInterval(std::size_t successes, std::size_t n, double alpha) {
    CHECK(n >= 1 && successes <= n, "A share needs a count, and no more successes than that.");
    const double z = normalQuantile(1 - alpha / 2);
    const double count = double(n);
    const double p = double(successes) / count;
    const double shrink = 1 + z * z / count;
    const double centre = (p + z * z / (2 * count)) / shrink;
    const double half = z / shrink * std::sqrt(p * (1 - p) / count + z * z / (4 * count * count));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

} // namespace ms::stats
