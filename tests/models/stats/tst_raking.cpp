// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/raking.h"

#include "models/core/check.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace ms;
using stats::Status;

class TestRaking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oddsRatiosStay();
    void marginsAreMet();
    void emptyCellsStayEmpty();
    void largeWeightsAreReported();
    void marginsThatCannotBeMet();
    void statuses();
    void targetsOfDifferentTotals();
};

using Numbers = std::vector<double>;

void TestRaking::oddsRatiosStay() {
    const stats::RakedTable raked =
        stats::rake(Numbers{30, 10, 5, 25}, Numbers{50, 50}, Numbers{40, 60});
    QVERIFY(raked.status == Status::Ok && raked.hasConverged);
    QVERIFY(std::abs(raked.fitted[0] * raked.fitted[3] / (raked.fitted[1] * raked.fitted[2]) -
                     30.0 * 25 / (10 * 5)) < 1e-11);
}

void TestRaking::marginsAreMet() {
    Numbers cells;
    for (int i = 0; i < 20; ++i)
        cells.push_back(1 + (i * 7) % 11);
    const stats::RakedTable raked =
        stats::rake(cells, Numbers{10, 20, 30, 40}, Numbers{5, 15, 25, 35, 20});
    QVERIFY(raked.hasConverged);
    for (std::size_t row = 0; row < 4; ++row) {
        double sum = 0;
        for (std::size_t column = 0; column < 5; ++column)
            sum += raked.fitted[5 * row + column];
        QCOMPARE(sum, 10.0 * double(row + 1));
    }
    for (std::size_t i = 0; i < cells.size(); ++i)
        QCOMPARE(*raked.weights[i] * cells[i], raked.fitted[i]);
}

void TestRaking::emptyCellsStayEmpty() {
    const stats::RakedTable raked = stats::rake(Numbers{2, 0, 3, 4}, Numbers{1, 3}, Numbers{2, 2});
    QCOMPARE(raked.fitted[1], 0.0);
    QVERIFY(!raked.weights[1]);
    QCOMPARE(raked.fitted[0], 1.0);
    QCOMPARE(raked.fitted[2], 1.0);
    QCOMPARE(raked.fitted[3], 2.0);
}

void TestRaking::largeWeightsAreReported() {
    // Diagonal: each cell gets its target. Weights 1 1 1 9.
    Numbers cells(16, 0);
    for (const std::size_t i : {0, 5, 10, 15})
        cells[i] = 1;
    const Numbers targets{1, 1, 1, 9};
    const stats::RakedTable raked = stats::rake(cells, targets, targets);
    QCOMPARE(raked.largeWeights, (std::vector<std::size_t>{15}));
}

void TestRaking::marginsThatCannotBeMet() {
    // The first row has only its first column, and wants more than that may have.
    const stats::RakedTable raked = stats::rake(Numbers{2, 0, 3, 4}, Numbers{3, 1}, Numbers{2, 2});
    QVERIFY(raked.status == Status::Ok && !raked.hasConverged);
}

void TestRaking::statuses() {
    const auto status = [](const Numbers& cells, const Numbers& rows, const Numbers& columns) {
        const stats::RakedTable raked = stats::rake(cells, rows, columns);
        return raked.fitted.empty() ? raked.status : Status::Ok;
    };
    QVERIFY(status({0, 0, 0, 0}, {1, 1}, {1, 1}) == Status::ZeroDenominator);
    QVERIFY(status({1, 1, 1, 1}, {0, 0}, {0, 0}) == Status::ZeroDenominator);
    QVERIFY(status({}, {}, {}) == Status::ZeroDenominator);
    QVERIFY(status({1, 1, 0, 0}, {1, 1}, {1, 1}) == Status::NoOverlap);
    QVERIFY(status({1, 0, 1, 0}, {1, 1}, {1, 1}) == Status::NoOverlap);
    QVERIFY(status({1, 1, 1, 1}, {2, 0}, {1, 1}) == Status::NoOverlap);
}

void TestRaking::targetsOfDifferentTotals() {
    QVERIFY_EXCEPTION_THROWN(stats::rake(Numbers{1, 1, 1, 1}, Numbers{1, 1}, Numbers{1, 2}),
                             core::CheckFailed);
    // Rounded shares are no contradiction.
    QVERIFY(stats::rake(Numbers{1, 2, 3, 4}, Numbers{0.3333333333, 0.6666666667},
                        Numbers{0.5, 0.5 - 1e-11})
                .hasConverged);
}

QTEST_APPLESS_MAIN(TestRaking)
#include "tst_raking.moc"
