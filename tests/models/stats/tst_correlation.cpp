// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/correlation.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace ms::stats;
using Values = std::vector<double>;

class TestCorrelation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spearmanOfThePublishedExample();
    void pearsonByHand();
    void tiesShareTheirMeanRank();
    void spearmanSeesOnlyTheOrder();
    void whatHasNoInterval();
};

/// The example of statpsych's ci.spear, by the author of the formula.
void TestCorrelation::spearmanOfThePublishedExample() {
    const Values y{21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19};
    const Values x{67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51};
    const Estimate spearman = correlationOf(x, y, 0.05).spearman;
    QVERIFY(std::abs(*spearman.value - 0.8699639) < 5e-8);
    QVERIFY(std::abs(spearman.interval->low - 0.5840951) < 5e-8);
    QVERIFY(std::abs(spearman.interval->high - 0.9638297) < 5e-8);
}

/// r = 8 / 10; atanh 0.8 = ln 3, and its standard error is 1 / sqrt 2.
void TestCorrelation::pearsonByHand() {
    const Estimate pearson =
        correlationOf(Values{1, 2, 3, 4, 5}, Values{2, 1, 4, 3, 5}, 0.05).pearson;
    QVERIFY(std::abs(*pearson.value - 0.8) < 1e-14);
    const double half = 1.959963984540054 / std::sqrt(2.0);
    QVERIFY(std::abs(pearson.interval->low - std::tanh(std::log(3.0) - half)) < 1e-12);
    QVERIFY(std::abs(pearson.interval->high - std::tanh(std::log(3.0) + half)) < 1e-12);
}

void TestCorrelation::tiesShareTheirMeanRank() {
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5).
    const Estimate spearman =
        correlationOf(Values{7, 8, 8, 9}, Values{10, 20, 30, 40}, 0.05).spearman;
    QVERIFY(std::abs(*spearman.value - 4.5 / std::sqrt(22.5)) < 1e-14);
}

void TestCorrelation::spearmanSeesOnlyTheOrder() {
    const Values x{3, 1, 4, 15, 9, 26}, y{2, 7, 1, 8, 28, 18};
    Values stretched;
    for (const double value : x)
        stretched.push_back(std::exp(value));
    const Correlation plain = correlationOf(x, y, 0.05);
    const Correlation other = correlationOf(stretched, y, 0.05);
    QCOMPARE(*plain.spearman.value, *other.spearman.value);
    QVERIFY(std::abs(*plain.pearson.value - *other.pearson.value) > 0.01);
}

void TestCorrelation::whatHasNoInterval() {
    const Correlation few = correlationOf(Values{1, 2, 3}, Values{1, 3, 2}, 0.05);
    QVERIFY(few.pearson.status == Status::InsufficientClusters);
    QVERIFY(!few.pearson.value);
    const Correlation flat = correlationOf(Values{1, 1, 1, 1}, Values{1, 3, 2, 5}, 0.05);
    QVERIFY(flat.spearman.status == Status::ZeroVariance);
    QVERIFY(!flat.spearman.value);
    const Correlation line = correlationOf(Values{1, 2, 3, 4}, Values{-2, -4, -6, -8}, 0.05);
    QVERIFY(line.pearson.status == Status::DegenerateScale);
    QCOMPARE(*line.pearson.value, -1.0);
    QVERIFY(!line.pearson.interval);
}

QTEST_APPLESS_MAIN(TestCorrelation)
#include "tst_correlation.moc"
