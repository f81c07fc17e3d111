// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/fences.h"

#include "models/stats/quantile.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;

class TestFences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("tukey_medcouple"); }
    void oracle();
    void noValue();
    void equalQuartilesAreTheFences();
    void medcoupleByHand();
    void leftTailIsTheMirror();
    void medcoupleIsTheMedianOfAllPairs_data();
    void medcoupleIsTheMedianOfAllPairs();
    void manyValues();
};

namespace {

/// Straight from the definition, over all pairs.
double medcoupleOfAllPairs(std::vector<double> values) {
    std::sort(values.rbegin(), values.rend());
    std::vector<double> ascending(values.rbegin(), values.rend());
    const double middle = stats::median(ascending);
    std::vector<double> above, below, kernel;
    for (const double value : values) {
        if (value >= middle)
            above.push_back(value);
        if (value <= middle)
            below.push_back(value);
    }
    const auto ties = std::int64_t(std::count(values.begin(), values.end(), middle));
    for (std::size_t i = 0; i < above.size(); ++i)
        for (std::size_t j = 0; j < below.size(); ++j)
            if (above[i] == below[j]) {
                const std::int64_t order = ties - 1 -
                                           std::int64_t(i - (above.size() - std::size_t(ties))) -
                                           std::int64_t(j);
                kernel.push_back(order > 0 ? 1 : order < 0 ? -1 : 0);
            } else {
                kernel.push_back(((above[i] - middle) - (middle - below[j])) /
                                 (above[i] - below[j]));
            }
    std::sort(kernel.begin(), kernel.end());
    return stats::median(kernel);
}

} // namespace

void TestFences::oracle() {
    const nlohmann::json example = oracles::fetched();
    const auto x = example.at("inputs").at("x").get<std::vector<double>>();
    const stats::Fences found = stats::fences(x);
    const nlohmann::json actual{{"q1", *found.firstQuartile},
                                {"q3", *found.thirdQuartile},
                                {"iqr", *found.thirdQuartile - *found.firstQuartile},
                                {"tukey_low", found.tukey->low},
                                {"tukey_high", found.tukey->high},
                                {"medcouple", *found.medcouple},
                                {"adj_low", found.adjusted->low},
                                {"adj_high", found.adjusted->high},
                                {"tukey_out", found.outsideTukey},
                                {"adj_out", found.outsideAdjusted}};
    COMPARE_ORACLE(actual, example);
}

void TestFences::noValue() {
    const stats::Fences found = stats::fences({});
    QVERIFY(found.status == stats::Status::InsufficientClusters);
    QVERIFY(!found.firstQuartile && !found.tukey && !found.medcouple);
}

void TestFences::equalQuartilesAreTheFences() {
    const stats::Fences found = stats::fences(std::vector<double>{2, 2, 2, 2, 9});
    QVERIFY(found.status == stats::Status::DegenerateScale);
    QCOMPARE(*found.firstQuartile, 2.0);
    QCOMPARE(found.tukey->low, 2.0);
    QCOMPARE(found.adjusted->high, 2.0);
    QCOMPARE(found.outsideTukey, std::size_t(1));
}

void TestFences::medcoupleByHand() {
    // Above 2: 0, 3; below: 0, 1. Kernels 0 (the tie), -1, 1 and (3 - 1)/4.
    QCOMPARE(stats::medcouple(std::vector<double>{1, 2, 5}), 0.25);
    QCOMPARE(stats::medcouple(std::vector<double>{4}), 0.0);
    QCOMPARE(stats::medcouple(std::vector<double>{1, 3}), 0.0);
    QCOMPARE(stats::medcouple(std::vector<double>{4, 4, 4}), 0.0);
}

void TestFences::leftTailIsTheMirror() {
    const std::vector<double> right{1, 2, 3, 5, 8, 13, 21}, left{-21, -13, -8, -5, -3, -2, -1};
    const stats::Fences a = stats::fences(right), b = stats::fences(left);
    QVERIFY(*a.medcouple > 0);
    QCOMPARE(*b.medcouple, -*a.medcouple);
    QCOMPARE(b.adjusted->low, -a.adjusted->high);
    QCOMPARE(b.adjusted->high, -a.adjusted->low);
}

void TestFences::medcoupleIsTheMedianOfAllPairs_data() {
    QTest::addColumn<double>("grid"); // values are rounded to it: ties
    QTest::addColumn<double>("spread");
    QTest::newRow("no ties") << 0.0 << 1.0;
    QTest::newRow("long tail") << 0.0 << 5.0;
    QTest::newRow("some ties") << 0.1 << 1.0;
    QTest::newRow("most are tied") << 1.0 << 0.7;
}

void TestFences::medcoupleIsTheMedianOfAllPairs() {
    QFETCH(double, grid);
    QFETCH(double, spread);
    std::mt19937_64 random(13);
    std::lognormal_distribution<double> cost(0, spread);
    for (std::size_t n = 1; n <= 60; ++n) {
        std::vector<double> values(n);
        for (double& value : values) {
            value = cost(random) - 1;
            if (grid > 0)
                value = grid * std::floor(value / grid);
        }
        const double expected = medcoupleOfAllPairs(values);
        std::sort(values.begin(), values.end());
        QVERIFY2(std::abs(stats::medcouple(values) - expected) < 1e-14,
                 qPrintable(QString::number(n)));
    }
}

void TestFences::manyValues() {
    // Far more pairs than fit in memory. A grid of 3001 quantiles of the exponential
    // distribution has a medcouple of 0.33333.
    std::mt19937_64 random(14);
    std::exponential_distribution<double> cost(1);
    std::vector<double> values(200'000);
    for (double& value : values)
        value = cost(random);
    std::sort(values.begin(), values.end());
    QVERIFY(std::abs(stats::medcouple(values) - 1.0 / 3) < 0.01);
}

QTEST_APPLESS_MAIN(TestFences)
#include "tst_fences.moc"
