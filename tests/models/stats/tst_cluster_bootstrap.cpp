// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/cluster_bootstrap.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ms;
using stats::BootstrapDistribution;
using stats::ClusterTotals;
using stats::Status;

class TestClusterBootstrap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoClustersByHand();
    void exactIsEveryResample();
    void percentilesAreTypeOne();
    void monteCarloIsNearTheExact();
    void seedAndOrder();
    void resamplesWithoutUnitsAreDrawnAgain();
    void whatCannotBeDrawn();
};

namespace {

const std::vector<ClusterTotals> kSix{{3, 2}, {9, 4}, {0.5, 1}, {12, 3}, {7, 7}, {2, 0}};

/// All k^k resamples in turn, as numbers of k digits.
std::vector<double> everyResample(const std::vector<ClusterTotals>& clusters) {
    const std::size_t k = clusters.size();
    std::vector<double> values;
    std::vector<std::size_t> digits(k, 0);
    for (bool more = true; more;) {
        ClusterTotals sum;
        for (const std::size_t digit : digits) {
            sum.numerator += clusters[digit].numerator;
            sum.denominator += clusters[digit].denominator;
        }
        if (sum.denominator > 0)
            values.push_back(sum.numerator / sum.denominator);
        std::size_t place = 0;
        while (place < k && ++digits[place] == k)
            digits[place++] = 0;
        more = place < k;
    }
    std::sort(values.begin(), values.end());
    return values;
}

} // namespace

void TestClusterBootstrap::twoClustersByHand() {
    // 1/1 and 5/3: ratios 1, 6/4 (twice) and 5/3.
    const BootstrapDistribution found =
        stats::exactClusterBootstrap(std::vector<ClusterTotals>{{1, 1}, {5, 3}}, 0.05);
    QCOMPARE(*found.ratio, 1.5);
    QCOMPARE(*found.mean, (1 + 3 + 5.0 / 3) / 4);
    QCOMPARE(found.distinctValues, std::uint64_t(3));
    QCOMPARE(found.resamples, std::uint64_t(4));
    QCOMPARE(found.interval->low, 1.0);
    QCOMPARE(found.interval->high, 5.0 / 3);
}

void TestClusterBootstrap::exactIsEveryResample() {
    const std::vector<double> values = everyResample(kSix);
    double sum = 0, squares = 0;
    for (const double value : values)
        sum += value;
    const double mean = sum / double(values.size());
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    const BootstrapDistribution found = stats::exactClusterBootstrap(kSix, 0.1);
    QCOMPARE(found.resamples, std::uint64_t(values.size()));
    QCOMPARE(found.withoutRatio, std::uint64_t(1)); // six times the cluster without units
    QCOMPARE(found.resamples + found.withoutRatio, std::uint64_t(46'656));
    QCOMPARE(*found.mean, mean);
    QCOMPARE(*found.standardError, std::sqrt(squares / double(values.size())));
}

void TestClusterBootstrap::percentilesAreTypeOne() {
    const std::vector<double> values = everyResample(kSix);
    const BootstrapDistribution found = stats::exactClusterBootstrap(kSix, 0.1);
    const auto at = [&](double p) {
        return values[std::size_t(std::ceil(double(values.size()) * p - 1e-12)) - 1];
    };
    QCOMPARE(found.interval->low, at(0.05));
    QCOMPARE(found.interval->high, at(0.95));
}

void TestClusterBootstrap::monteCarloIsNearTheExact() {
    const BootstrapDistribution exact = stats::exactClusterBootstrap(kSix, 0.05);
    for (const std::uint64_t seed : {1, 2, 3}) {
        const BootstrapDistribution drawn = stats::clusterBootstrap(kSix, 0.05, seed);
        QCOMPARE(drawn.resamples, stats::kBootstrapDraws);
        QVERIFY(std::abs(*drawn.mean - *exact.mean) <=
                4 * *exact.standardError / std::sqrt(double(stats::kBootstrapDraws)));
        QVERIFY(std::abs(*drawn.standardError / *exact.standardError - 1) <= 0.02);
        QVERIFY(std::abs(drawn.interval->low - exact.interval->low) < 0.05);
        QVERIFY(std::abs(drawn.interval->high - exact.interval->high) < 0.05);
    }
}

void TestClusterBootstrap::seedAndOrder() {
    std::vector<ClusterTotals> shuffled = kSix;
    std::rotate(shuffled.begin(), shuffled.begin() + 2, shuffled.end());
    const BootstrapDistribution first = stats::clusterBootstrap(kSix, 0.05, 8, 500);
    const BootstrapDistribution second = stats::clusterBootstrap(shuffled, 0.05, 8, 500);
    QVERIFY(*first.mean == *second.mean && *first.interval == *second.interval);
    QVERIFY(*stats::clusterBootstrap(kSix, 0.05, 9, 500).mean != *first.mean);
    const BootstrapDistribution exact = stats::exactClusterBootstrap(kSix, 0.05);
    QVERIFY(*stats::exactClusterBootstrap(shuffled, 0.05).mean == *exact.mean);
}

void TestClusterBootstrap::resamplesWithoutUnitsAreDrawnAgain() {
    const std::vector<ClusterTotals> clusters{{1, 1}, {3, 0}}; // one in four has no units
    const BootstrapDistribution drawn = stats::clusterBootstrap(clusters, 0.05, 1, 4'000);
    QCOMPARE(drawn.resamples, std::uint64_t(4'000));
    QVERIFY(std::abs(double(drawn.withoutRatio) - 4'000.0 / 3) < 5 * std::sqrt(4'000 * 4.0 / 9));
    const BootstrapDistribution exact = stats::exactClusterBootstrap(clusters, 0.05);
    QCOMPARE(*exact.mean, (1 + 2 * 4.0) / 3);
}

void TestClusterBootstrap::whatCannotBeDrawn() {
    const auto both = [](const std::vector<ClusterTotals>& clusters, Status status, bool hasRatio) {
        for (const BootstrapDistribution& found :
             {stats::exactClusterBootstrap(clusters, 0.05),
              stats::clusterBootstrap(clusters, 0.05, 1, 100)}) {
            QVERIFY(found.status == status);
            QCOMPARE(found.ratio.has_value(), hasRatio);
            QVERIFY(!found.interval && !found.standardError);
        }
    };
    both({}, Status::ZeroDenominator, false);
    both({{1, 0}, {2, 0}}, Status::ZeroDenominator, false);
    both({{1, 2}}, Status::InsufficientClusters, true);
    both({{0.1, 1}, {0.7, 7}, {0.3, 3}}, Status::ZeroVariance, true);
}

QTEST_APPLESS_MAIN(TestClusterBootstrap)
#include "tst_cluster_bootstrap.moc"
