// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/plot_position.h"

#include <QTest>

#include <array>
#include <cmath>

using ms::stats::PlotPosition;
using ms::stats::PlotScale;

class TestPlotPosition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linearPositionsAreTheNumbers() {
        const std::array<std::int64_t, 3> values{40, -8, 12};
        const PlotPosition axis(PlotScale::Linear, values);
        QCOMPARE(axis.low(), -8.0);
        QCOMPARE(axis.high(), 40.0);
        QCOMPARE(axis.of(12), 12.0);
        QVERIFY(!axis.lane());
    }
    void logPositionsArePowersOfTen() {
        const std::array<std::int64_t, 3> values{1'000, 10, 100'000};
        const PlotPosition axis(PlotScale::Log, values);
        QCOMPARE(axis.low(), 1.0);
        QCOMPARE(axis.high(), 5.0);
        QCOMPARE(axis.of(1'000), 3.0);
        QVERIFY(!axis.lane());
    }
    void zeroHasALaneBelowTheSmallest() {
        const std::array<std::int64_t, 4> values{0, -3, 10, 100'000};
        const PlotPosition axis(PlotScale::Log, values);
        QVERIFY(axis.lane());
        QVERIFY(*axis.lane() < 1.0);
        QCOMPARE(axis.low(), *axis.lane());
        QCOMPARE(axis.lowAboveLane(), 1.0);
        QCOMPARE(axis.of(0), *axis.lane());
        QCOMPARE(axis.of(-3), *axis.lane());
        QVERIFY(axis.hasLessThanZero());
        QVERIFY(axis.of(1) < axis.of(2)); // others keep their order, even below the smallest
    }
    void nothingButZeroIsALane() {
        const std::array<std::int64_t, 2> values{0, 0};
        const PlotPosition axis(PlotScale::Log, values);
        QCOMPARE(axis.low(), axis.high());
        QCOMPARE(axis.of(0), axis.low());
    }
    void noValuesAreAnAxis() {
        const PlotPosition axis(PlotScale::Log, {});
        QVERIFY(std::isfinite(axis.of(5)));
        QCOMPARE(axis.high(), 1.0);
    }
};

QTEST_APPLESS_MAIN(TestPlotPosition)
#include "tst_plot_position.moc"
