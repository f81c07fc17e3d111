// SPDX-License-Identifier: GPL-3.0-or-later
// How long a scatter of many points takes: built, and asked while a pointer moves. Not a test.
// `bench_scatter [points]`
#include "models/stats/thinned_cloud.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <numbers>
#include <optional>
#include <random>

using namespace ms::stats;

namespace {

/// Of this process's own time: what else the machine does does not count.
template <class Work>
double milliseconds(const Work& work) {
    const std::clock_t start = std::clock();
    work();
    return 1'000.0 * double(std::clock() - start) / CLOCKS_PER_SEC;
}

/// As tokens and costs of requests are: log-normal, correlated, with whole numbers in stripes.
WeightedPoints pointsLike(std::size_t size, bool isOneColumn) {
    std::mt19937 random(7);
    std::normal_distribution<double> bell;
    WeightedPoints points;
    for (std::size_t i = 0; i < size; ++i) {
        const double tokens = std::floor(std::pow(10, 3 + bell(random) * 0.6)) + 1;
        const double x = std::log10(tokens), y = 6 + x + bell(random) * 0.25;
        points.x.push_back(isOneColumn ? 0 : x);
        points.y.push_back(y);
        points.weight.push_back(std::int64_t(std::pow(10, y)));
        points.isMarked.push_back(i % 50 == 0 ? 1 : 0);
    }
    return points;
}

template <class Draw>
void time(const char* name, const PointGrid& grid, const Draw& draw) {
    std::mt19937 random(8);
    std::vector<double> times;
    std::size_t found = 0;
    for (int i = 0; i < 200; ++i) {
        const PlaneRegion region = draw(random);
        times.push_back(milliseconds([&] { found += grid.sumIn(region).points; }));
    }
    std::sort(times.begin(), times.end());
    std::printf("%-28s %9.3f %9.3f %9.3f  (%zu points)\n", name, times[times.size() / 2],
                times[times.size() * 99 / 100], times.back(), found / times.size());
}

void measure(const char* name, std::size_t size, bool isOneColumn) {
    const WeightedPoints points = pointsLike(size, isOneColumn);
    std::optional<PointGrid> grid;
    std::vector<CloudMark> marks;
    std::printf("%s, %zu points\n", name, size);
    std::printf("%-28s %9.1f\n", "build", milliseconds([&] { grid.emplace(points); }));
    std::printf("%-28s %9.1f", "thin out",
                milliseconds([&] { marks = thinnedCloud(*grid, {}, 4'000); }));
    std::printf("  (%zu marks)\n%-28s %9s %9s %9s\n", marks.size(), "", "median", "p99", "worst");
    std::uniform_real_distribution<double> part(-0.1, 1.1);
    const auto corner = [&](std::mt19937& random) {
        return PlanePoint{isOneColumn ? part(random) - 0.5 : 1 + part(random) * 4,
                          7 + part(random) * 4};
    };
    time("rectangle", *grid, [&](std::mt19937& random) -> PlaneRegion {
        return PlaneBox::between(corner(random), corner(random));
    });
    time("lasso of 200 corners", *grid, [&](std::mt19937& random) -> PlaneRegion {
        PlanePolygon lasso;
        const PlanePoint middle = corner(random);
        for (int i = 0; i < 200; ++i) {
            const double angle = 2 * std::numbers::pi * i / 200;
            const double radius = 1 + 0.3 * part(random);
            lasso.corners.push_back(
                {middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)});
        }
        return lasso;
    });
    std::printf("\n");
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t size = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    measure("tokens and costs", size, false);
    measure("all in one column", size, true);
    return 0;
}
