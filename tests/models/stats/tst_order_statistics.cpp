// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: distributions.cpp, estimate.cpp, status.cpp
#include "models/stats/order_statistics.h"

#include "models/stats/distributions.h"
#include "models/stats/estimate.h"

#include <QTest>

#include <cmath>

using namespace ms;

class TestOrderStatistics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enclosesTheMedian();
    void tooFewValues();
    void probabilityAtTheLimitCounts();
    void agreesWithSumsOfProbabilities();
    void manyValues();
    void studentQuantileIsRefined();
    void studentInterval();
};

namespace {

/// P(Bin(n, q) <= k), term by term.
double cumulated(std::size_t n, double q, double k) {
    double sum = 0;
    for (double i = 0; i <= k; ++i)
        sum += std::exp(std::lgamma(double(n) + 1) - std::lgamma(i + 1) -
                        std::lgamma(double(n) - i + 1) + i * std::log(q) +
                        (double(n) - i) * std::log1p(-q));
    return sum;
}

} // namespace

void TestOrderStatistics::enclosesTheMedian() {
    const stats::RankInterval ranks = stats::quantileRanks(10, 0.5, 0.05);
    QCOMPARE(*ranks.lower, std::size_t(2)); // P(Bin <= 1) = 11/1024, P(Bin <= 2) = 56/1024
    QCOMPARE(*ranks.upper, std::size_t(9));
    QCOMPARE(ranks.coverage, 1 - 22.0 / 1024);
}

void TestOrderStatistics::tooFewValues() {
    const stats::RankInterval ranks = stats::quantileRanks(20, 0.99, 0.05);
    QVERIFY(ranks.lower && !ranks.upper); // 0.99^20 = 0.82: the largest is often below
    const stats::RankInterval one = stats::quantileRanks(1, 0.5, 0.05);
    QVERIFY(!one.lower && !one.upper);
    QCOMPARE(one.coverage, 1.0);
}

void TestOrderStatistics::probabilityAtTheLimitCounts() {
    const stats::RankInterval ranks = stats::quantileRanks(5, 0.5, 0.0625); // P(Bin <= 0) = 1/32
    QCOMPARE(*ranks.lower, std::size_t(1));
    QCOMPARE(*ranks.upper, std::size_t(5));
    QCOMPARE(ranks.coverage, 0.9375);
}

void TestOrderStatistics::agreesWithSumsOfProbabilities() {
    for (const std::size_t n : {6, 17, 41, 100, 333})
        for (const double q : {0.1, 0.5, 0.9}) {
            const stats::RankInterval ranks = stats::quantileRanks(n, q, 0.1);
            std::size_t lower = 0, upper = 0;
            for (std::size_t rank = 1; rank <= n; ++rank) {
                const double probability = cumulated(n, q, double(rank) - 1);
                if (probability <= 0.05)
                    lower = rank;
                if (probability >= 0.95 && upper == 0)
                    upper = rank;
            }
            QCOMPARE(ranks.lower.value_or(0), lower);
            QCOMPARE(ranks.upper.value_or(0), upper);
        }
}

void TestOrderStatistics::manyValues() {
    const stats::RankInterval ranks = stats::quantileRanks(4'000'000, 0.5, 0.05);
    // Normal approximation: 2,000,000 -+ 1.96 x 1000.
    QVERIFY(std::abs(double(*ranks.lower) - 1'998'040) < 3);
    QVERIFY(std::abs(double(*ranks.upper) - 2'001'961) < 3);
}

void TestOrderStatistics::studentQuantileIsRefined() {
    // A widely used library gives 2.021075383 (METHODS 0.1).
    QVERIFY(std::abs(stats::studentQuantile(0.975, 40) - 2.0210753903062733) < 1e-12);
    QVERIFY(std::abs(stats::studentQuantile(0.025, 1) + 12.706204736174698) < 1e-11);
}

void TestOrderStatistics::studentInterval() {
    const stats::Estimate found = stats::studentEstimate(10, 4, 40, 0.05);
    QVERIFY(found.status == stats::Status::Ok);
    QCOMPARE(found.interval->high, 10 + 2 * 2.0210753903062733);
    const stats::Estimate constant = stats::studentEstimate(10, 0, 40, 0.05);
    QVERIFY(nameOf(constant.status) == "zero_variance");
    QVERIFY(*constant.value == 10 && !constant.interval);
}

QTEST_APPLESS_MAIN(TestOrderStatistics)
#include "tst_order_statistics.moc"
