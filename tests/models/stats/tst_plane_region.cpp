// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/plane_region.h"

#include <QTest>

using namespace ms::stats;

class TestPlaneRegion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBoxHoldsItsBorder() {
        const PlaneBox box = PlaneBox::between({4, 1}, {0, 3});
        QCOMPARE(box, (PlaneBox{0, 4, 1, 3}));
        QVERIFY(box.holds({0, 1}) && box.holds({4, 3}) && box.holds({2, 2}));
        QVERIFY(!box.holds({-0.001, 2}) && !box.holds({2, 3.001}));
    }
    void aPolygonHoldsItsBorderAndCorners_data() {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<bool>("isHeld");
        QTest::newRow("inside") << 1.0 << 1.0 << true;
        QTest::newRow("a corner") << 0.0 << 0.0 << true;
        QTest::newRow("the tip") << 2.0 << 4.0 << true;
        QTest::newRow("the level edge") << 1.0 << 0.0 << true;
        QTest::newRow("the slanted edge") << 1.0 << 2.0 << true;
        QTest::newRow("on the line of an edge, beyond it") << 3.0 << 6.0 << false;
        QTest::newRow("level with the base, beside it") << 5.0 << 0.0 << false;
        QTest::newRow("level with the tip") << 0.0 << 4.0 << false;
        QTest::newRow("outside") << 0.5 << 3.0 << false;
    }
    void aPolygonHoldsItsBorderAndCorners() {
        QFETCH(double, x);
        QFETCH(double, y);
        PlanePolygon triangle{{{0, 0}, {4, 0}, {2, 4}}};
        QTEST(triangle.holds({x, y}), "isHeld");
        std::swap(triangle.corners[0], triangle.corners[1]); // the other way round
        QTEST(triangle.holds({x, y}), "isHeld");
    }
    void bothLoopsOfAFigureEightCount() {
        const PlanePolygon eight{{{0, 0}, {4, 4}, {4, 0}, {0, 4}}};
        QVERIFY(eight.holds({0.5, 2}));
        QVERIFY(eight.holds({3.5, 2}));
        QVERIFY(eight.holds({2, 2})); // where it crosses itself
        QVERIFY(!eight.holds({2, 3.5}));
        QVERIFY(!eight.holds({2, 0.5}));
    }
    /// A pentagram drawn in one go: its middle is gone around twice.
    void whatIsGoneAroundTwiceCounts() {
        const PlanePolygon star{{{0, 10}, {6, -8}, {-10, 3}, {10, 3}, {-6, -8}}};
        QVERIFY(star.holds({0, 0}));
        QVERIFY(star.holds({0, 8}));
        QVERIFY(!star.holds({8, 8}));
    }
    void aHoleThatIsCutOutIsOut() {
        const PlanePolygon ring{
            {{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}, {3, 3}, {3, 6}, {6, 6}, {6, 3}, {3, 3}}};
        QVERIFY(ring.holds({1, 2}));
        QVERIFY(!ring.holds({4, 5}));
    }
    void fewerThanThreeCornersHoldNothing() {
        QVERIFY(!PlanePolygon{}.holds({0, 0}));
        QVERIFY(!(PlanePolygon{{{0, 0}, {2, 2}}}.holds({1, 1})));
    }
    void aPolygonWithoutAreaIsItsLine() {
        const PlanePolygon line{{{0, 0}, {2, 2}, {4, 4}}};
        QVERIFY(line.holds({3, 3}));
        QVERIFY(!line.holds({3, 2}));
    }
};

QTEST_APPLESS_MAIN(TestPlaneRegion)
#include "tst_plane_region.moc"
