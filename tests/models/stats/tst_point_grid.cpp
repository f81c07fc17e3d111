// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/point_grid.h"

#include "tests/models/stats/random_cloud.h"

#include <QTest>

#include <numbers>

using namespace ms;
using namespace ms::stats;

namespace {

struct Found {
    PointSum sum;
    std::vector<std::uint32_t> points;
};

/// A loop over all points.
Found naively(const WeightedPoints& points, const PlaneRegion& region) {
    Found found;
    for (std::uint32_t i = 0; i < points.x.size(); ++i) {
        const PlanePoint at{points.x[i], points.y[i]};
        if (!std::visit([&](const auto& shape) { return shape.holds(at); }, region))
            continue;
        found.points.push_back(i);
        found.sum += {1, points.isMarked[i], core::Int128{points.weight[i]}};
    }
    return found;
}

PlanePolygon randomLasso(std::mt19937& random) {
    std::uniform_real_distribution<double> part(0, 1);
    const PlanePoint middle{part(random) * 4, part(random) * 7 - 1};
    PlanePolygon lasso;
    const int corners = 3 + int(random() % 60);
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners, radius = part(random) * 3;
        lasso.corners.push_back(
            {middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)});
    }
    if (random() % 3 == 0) // crosses itself
        std::shuffle(lasso.corners.begin(), lasso.corners.end(), random);
    return lasso;
}

} // namespace

class TestPointGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allIsAllThereIs() {
        const WeightedPoints points = test::randomCloud(5'000, 1);
        const PointGrid grid(points);
        QCOMPARE(grid.size(), std::size_t{5'000});
        const PlaneBox everything{-100, 100, -100, 100};
        QVERIFY(grid.all() == naively(points, everything).sum);
        QVERIFY(grid.sumIn(everything) == grid.all());
    }
    void boxesAreWhatALoopCounts() {
        const WeightedPoints points = test::randomCloud(20'000, 2);
        const PointGrid grid(points);
        std::mt19937 random(3);
        std::size_t found = 0;
        for (int i = 0; i < 300; ++i) {
            // Corners at points: borders matter.
            const auto corner = [&] {
                const std::size_t x = random() % points.x.size(), y = random() % points.x.size();
                return PlanePoint{points.x[x], points.y[y]};
            };
            const PlaneRegion box = PlaneBox::between(corner(), corner());
            const Found expected = naively(points, box);
            QVERIFY(grid.sumIn(box) == expected.sum);
            QCOMPARE(grid.pointsIn(box), expected.points);
            found += expected.points.size();
        }
        QVERIFY(found > 100'000);
    }
    void lassosAreWhatALoopCounts() {
        const WeightedPoints points = test::randomCloud(20'000, 4);
        const PointGrid grid(points);
        std::mt19937 random(5);
        std::size_t found = 0;
        for (int i = 0; i < 300; ++i) {
            const PlaneRegion lasso = randomLasso(random);
            const Found expected = naively(points, lasso);
            QVERIFY(grid.sumIn(lasso) == expected.sum);
            QCOMPARE(grid.pointsIn(lasso), expected.points);
            found += expected.points.size();
        }
        QVERIFY(found > 100'000);
    }
    /// Edges through points, along rows of whole numbers.
    void lassosWithPointsOnTheirBorder() {
        WeightedPoints points;
        for (int x = 0; x <= 40; ++x)
            for (int y = 0; y <= 40; ++y) {
                points.x.push_back(x);
                points.y.push_back(y);
                points.weight.push_back(x * 41 + y);
                points.isMarked.push_back(0);
            }
        const PointGrid grid(points);
        std::mt19937 random(6);
        for (int i = 0; i < 500; ++i) {
            PlanePolygon lasso;
            for (int corners = 3 + int(random() % 6); corners > 0; --corners)
                lasso.corners.push_back({double(random() % 43) - 1, double(random() % 43) - 1});
            QVERIFY(grid.sumIn(lasso) == naively(points, lasso).sum);
        }
    }
    void regionsBesideAllPointsAreEmpty() {
        const PointGrid grid(test::randomCloud(1'000, 7));
        QVERIFY(grid.sumIn(PlaneBox{50, 60, 50, 60}) == PointSum{});
        QVERIFY(grid.sumIn(PlaneBox{3, 2, 0, 1}) == PointSum{}); // the wrong way round
        QVERIFY(grid.sumIn(PlanePolygon{{{50, 50}, {60, 50}, {55, 60}}}) == PointSum{});
        QVERIFY(grid.sumIn(PlanePolygon{{{0, 0}, {1, 1}}}) == PointSum{});
    }
    void pointsOnOneLineAreCounted() {
        WeightedPoints points;
        for (int i = 0; i < 100; ++i) {
            points.x.push_back(3);
            points.y.push_back(i);
            points.weight.push_back(i);
            points.isMarked.push_back(0);
        }
        const PointGrid grid(points);
        for (const PlaneRegion& region :
             {PlaneRegion{PlaneBox{2, 4, 10, 20}}, PlaneRegion{PlaneBox{3, 3, 10, 20}},
              PlaneRegion{PlanePolygon{{{0, 0}, {9, 0}, {3, 50}}}},
              PlaneRegion{PlanePolygon{{{3, 5}, {3, 40}, {-2, 30}}}},
              PlaneRegion{PlanePolygon{{{3.001, 5}, {3.001, 40}, {9, 30}}}},
              PlaneRegion{PlanePolygon{{{2, 5}, {900, 5}, {900, 40}, {2, 80}}}}})
            QVERIFY(grid.sumIn(region) == naively(points, region).sum);
        QCOMPARE(grid.sumIn(PlaneBox{2, 4, 10, 20}).points, std::size_t{11});
    }
    void noPointsAreNoTrouble() {
        const PointGrid grid(WeightedPoints{});
        QVERIFY(grid.sumIn(PlaneBox{0, 1, 0, 1}) == PointSum{});
        QVERIFY(grid.sumIn(PlanePolygon{{{0, 0}, {1, 0}, {1, 1}}}) == PointSum{});
    }
};

QTEST_APPLESS_MAIN(TestPointGrid)
#include "tst_point_grid.moc"
