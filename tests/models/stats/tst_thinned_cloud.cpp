// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/thinned_cloud.h"

#include "tests/models/stats/random_cloud.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace ms;
using namespace ms::stats;

namespace {

constexpr std::size_t kMost = 4'000;

PointSum sumOf(const std::vector<CloudMark>& marks) {
    PointSum sum;
    for (const CloudMark& mark : marks)
        sum += mark.sum;
    return sum;
}

} // namespace

class TestThinnedCloud : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksAddUpToAllPoints_data() {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 3'000, 4'001, 200'000})
            QTest::addRow("%d points", size) << size;
    }
    void marksAddUpToAllPoints() {
        QFETCH(int, size);
        const PointGrid grid(test::randomCloud(std::size_t(size), 1));
        const auto marks = thinnedCloud(grid, {}, kMost);
        QVERIFY(marks.size() <= kMost);
        QVERIFY(sumOf(marks) == grid.all());
        if (std::size_t(size) <= kMost)
            QCOMPARE(marks.size(), std::size_t(size)); // few are all drawn
    }
    /// Spread evenly, they fill all cells of any grid but the coarse ones.
    void anEvenSpreadStaysWithinTheMost() {
        WeightedPoints points;
        for (int i = 0; i < 300'000; ++i) {
            points.x.push_back(double(i % 547));
            points.y.push_back(double(i * 7 % 549));
            points.weight.push_back(1);
            points.isMarked.push_back(0);
        }
        const PointGrid grid(points);
        const auto marks = thinnedCloud(grid, {}, kMost);
        QVERIFY(marks.size() <= kMost);
        QVERIFY(marks.size() > 1'000);
        QVERIFY(sumOf(marks) == grid.all());
    }
    void everyMarkStandsAtOneOfThePoints() {
        const WeightedPoints points = test::randomCloud(100'000, 2);
        std::set<std::uint32_t> used;
        for (const CloudMark& mark : thinnedCloud(PointGrid(points), {}, kMost)) {
            QCOMPARE(mark.place, (PlanePoint{points.x[mark.point], points.y[mark.point]}));
            QVERIFY(used.insert(mark.point).second);
        }
    }
    void theOutermostAndTheWantedStandAlone() {
        const WeightedPoints points = test::randomCloud(100'000, 3);
        const std::vector<std::uint32_t> wanted{99'999, 5, 1'234, 77'777};
        std::map<std::uint32_t, std::size_t> drawn;
        for (const CloudMark& mark : thinnedCloud(PointGrid(points), wanted, kMost))
            drawn[mark.point] = mark.sum.points;
        std::vector<std::uint32_t> expected = wanted;
        for (const auto* axis : {&points.x, &points.y}) {
            const auto [low, high] = std::minmax_element(axis->begin(), axis->end());
            expected.push_back(std::uint32_t(low - axis->begin()));
            QVERIFY(std::any_of(drawn.begin(), drawn.end(), [&](const auto& mark) {
                return (*axis)[mark.first] == *high && mark.second == 1;
            }));
        }
        for (const std::uint32_t point : expected)
            QCOMPARE(drawn[point], std::size_t{1});
    }
    /// Far from the others, in no direction the outermost.
    void whoStandsFarFromOthersIsDrawn() {
        WeightedPoints points = test::randomCloud(200'000, 4);
        std::vector<std::uint32_t> lonely;
        for (const auto& [x, y] : {std::pair{-2.1, 7.3}, {-1.7, 8.4}, {4.1, -4.2}, {3.9, -3.1}}) {
            lonely.push_back(std::uint32_t(points.x.size()));
            points.x.push_back(x);
            points.y.push_back(y);
            points.weight.push_back(1);
            points.isMarked.push_back(0);
        }
        points.x[0] = -9; // the outermost are others
        points.y[1] = 12;
        points.x[2] = 9;
        points.y[3] = -9;
        std::map<std::uint32_t, std::size_t> drawn;
        for (const CloudMark& mark : thinnedCloud(PointGrid(points), {}, kMost))
            drawn[mark.point] = mark.sum.points;
        for (const std::uint32_t point : lonely)
            QCOMPARE(drawn[point], std::size_t{1});
    }
    /// No part of the plane that has points is left blank: each point has a mark within two cells
    /// of the coarsest grid that fits here.
    void noPlaceIsLeftBlank() {
        const WeightedPoints points = test::randomCloud(50'000, 5);
        const auto marks = thinnedCloud(PointGrid(points), {}, kMost);
        const auto [lowX, highX] = std::minmax_element(points.x.begin(), points.x.end());
        const auto [lowY, highY] = std::minmax_element(points.y.begin(), points.y.end());
        const double width = (*highX - *lowX) / 64, height = (*highY - *lowY) / 64;
        for (std::size_t i = 0; i < points.x.size(); i += 37)
            QVERIFY(std::any_of(marks.begin(), marks.end(), [&](const CloudMark& mark) {
                return std::abs(mark.place.x - points.x[i]) <= width &&
                       std::abs(mark.place.y - points.y[i]) <= height;
            }));
    }
    void theSamePointsGiveTheSamePicture() {
        const WeightedPoints points = test::randomCloud(100'000, 6);
        const auto once = thinnedCloud(PointGrid(points), {}, kMost);
        const auto again = thinnedCloud(PointGrid(points), {}, kMost);
        QCOMPARE(once.size(), again.size());
        for (std::size_t i = 0; i < once.size(); ++i) {
            QCOMPARE(once[i].point, again[i].point);
            QVERIFY(once[i].sum == again[i].sum);
        }
    }
};

QTEST_APPLESS_MAIN(TestThinnedCloud)
#include "tst_thinned_cloud.moc"
