// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/point_grid.h"

#include <cmath>
#include <random>

namespace ms::test {

/// Points as measures of requests are: crowds, stripes of whole numbers, a lane, some far out.
inline stats::WeightedPoints randomCloud(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> bell;
    stats::WeightedPoints points;
    for (std::size_t i = 0; i < size; ++i) {
        double x = 2 + bell(random) * 0.5, y = x * 0.7 + bell(random) * 0.3;
        if (random() % 5 == 0)
            x = std::log10(1 + random() % 4);
        if (random() % 7 == 0)
            y = -1;
        if (random() % 1'000 == 0)
            y = 5 + double(random() % 100) / 50;
        points.x.push_back(x);
        points.y.push_back(y);
        points.weight.push_back(std::int64_t(random() % 2'000'000) * 1'000'003 - 5'000);
        points.isMarked.push_back(random() % 11 == 0 ? 1 : 0);
    }
    return points;
}

} // namespace ms::test
