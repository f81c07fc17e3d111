// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/variance_reduction.h"

#include "models/stats/splitmix64.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ms;
using stats::OutcomeAndCovariate;
using stats::Status;

/// Properties, and cases by hand; the oracles are in tst_oracles_adjustment.
class TestVarianceReduction : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void covariateThatExplainsTakesVarianceAway();
    void constantCovariateChangesNothing();
    void unitsOfTheCovariateDoNotMatter();
    void orderOfRowsDoesNotMatter();
    void cupedStatuses();
    void ratioOfSameWindowsLeavesNothing();
    void ratioWithConstantHistoryChangesNothing();
    void ratioStatuses();
    void regressionOnAConstantIsTheMeans();
    void regressionIsLeastSquares();
    void regressionStatuses();
};

namespace {

std::vector<OutcomeAndCovariate> rowsOf(std::uint64_t seed, std::size_t count, double effect) {
    stats::SplitMix64 random{seed};
    std::vector<OutcomeAndCovariate> rows;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = 10 * random.uniform();
        rows.push_back({effect + 2 * x + random.uniform(), x});
    }
    return rows;
}

std::vector<stats::ClusterAfterBefore> clustersOf(std::uint64_t seed, std::size_t count) {
    stats::SplitMix64 random{seed};
    std::vector<stats::ClusterAfterBefore> clusters;
    for (std::size_t i = 0; i < count; ++i) {
        const double level = 1 + random.uniform();
        const double after = 1 + double(random.below(9));
        const double before = 1 + double(random.below(9));
        clusters.push_back({{after * (level + 0.1 * random.uniform()), after},
                            {before * (level + 0.1 * random.uniform()), before}});
    }
    return clusters;
}

} // namespace

void TestVarianceReduction::covariateThatExplainsTakesVarianceAway() {
    const auto found = stats::cupedDifference(rowsOf(1, 80, 0), rowsOf(2, 80, 0.5), 0.05);
    QVERIFY(std::abs(*found.theta - 2) < 0.05);
    QVERIFY(*found.varianceRatio < 0.01);
    QVERIFY(std::abs(*found.adjusted.value - 0.5) < 4 * *found.adjusted.standardError);
}

void TestVarianceReduction::constantCovariateChangesNothing() {
    auto a = rowsOf(3, 20, 0);
    auto b = rowsOf(4, 20, 1);
    for (auto* arm : {&a, &b})
        for (OutcomeAndCovariate& row : *arm)
            row.covariate = 0.1;
    const auto found = stats::cupedDifference(a, b, 0.05);
    QCOMPARE(*found.theta, 0.0);
    QCOMPARE(*found.adjusted.value, *found.unadjusted.value);
    QCOMPARE(*found.varianceRatio, 1.0);
}

void TestVarianceReduction::unitsOfTheCovariateDoNotMatter() {
    auto a = rowsOf(5, 30, 0);
    auto b = rowsOf(6, 40, 1);
    const auto before = stats::cupedDifference(a, b, 0.05);
    for (auto* arm : {&a, &b})
        for (OutcomeAndCovariate& row : *arm)
            row.covariate = 1000 * row.covariate + 7;
    const auto after = stats::cupedDifference(a, b, 0.05);
    QVERIFY(std::abs(*after.adjusted.value - *before.adjusted.value) < 1e-10);
    QVERIFY(std::abs(*after.adjusted.standardError - *before.adjusted.standardError) < 1e-10);
}

void TestVarianceReduction::orderOfRowsDoesNotMatter() {
    auto a = rowsOf(7, 300, 0);
    const auto b = rowsOf(8, 300, 1);
    const auto cuped = stats::cupedDifference(a, b, 0.05);
    const auto line = stats::linRegressionDifference(a, b, 0.05);
    std::rotate(a.begin(), a.begin() + 123, a.end());
    QVERIFY(*stats::cupedDifference(a, b, 0.05).adjusted.value == *cuped.adjusted.value);
    QVERIFY(*stats::linRegressionDifference(a, b, 0.05).standardError == *line.standardError);
}

void TestVarianceReduction::cupedStatuses() {
    const auto some = rowsOf(9, 5, 0);
    const auto none = stats::cupedDifference(some, {}, 0.05);
    QVERIFY(none.adjusted.status == Status::ZeroDenominator && !none.adjusted.value);
    QVERIFY(!none.theta);
    const auto one = stats::cupedDifference(some, rowsOf(10, 1, 0), 0.05);
    QVERIFY(one.adjusted.status == Status::InsufficientClusters && one.adjusted.value);
    QVERIFY(!one.adjusted.interval && !one.varianceRatio);
    const std::vector<OutcomeAndCovariate> line{{1, 1}, {2, 2}, {4, 4}};
    const auto perfect = stats::cupedDifference(line, line, 0.05);
    QVERIFY(perfect.adjusted.status == Status::ZeroVariance && perfect.unadjusted.interval);
}

void TestVarianceReduction::ratioOfSameWindowsLeavesNothing() {
    auto a = clustersOf(11, 12);
    auto b = clustersOf(12, 15);
    for (auto* arm : {&a, &b})
        for (stats::ClusterAfterBefore& cluster : *arm)
            cluster.before = cluster.after;
    const auto found = stats::cupedRatioDifference(a, b, 0.05);
    QCOMPARE(*found.theta, 1.0);
    QVERIFY(std::abs(*found.adjusted.value) < 1e-14);
    QVERIFY(found.adjusted.status == Status::ZeroVariance);
}

void TestVarianceReduction::ratioWithConstantHistoryChangesNothing() {
    auto a = clustersOf(13, 12);
    auto b = clustersOf(14, 15);
    for (auto* arm : {&a, &b})
        for (stats::ClusterAfterBefore& cluster : *arm)
            cluster.before.numerator = 0.1 * cluster.before.denominator;
    const auto found = stats::cupedRatioDifference(a, b, 0.05);
    QCOMPARE(*found.theta, 0.0);
    QCOMPARE(*found.adjusted.value, *found.unadjusted.value);
    QCOMPARE(*found.adjusted.standardError, *found.unadjusted.standardError);
    QCOMPARE(*found.adjusted.degreesOfFreedom, *found.unadjusted.degreesOfFreedom);
}

void TestVarianceReduction::ratioStatuses() {
    const auto some = clustersOf(15, 6);
    auto newcomers = clustersOf(16, 6);
    for (stats::ClusterAfterBefore& cluster : newcomers)
        cluster.before = {0, 0};
    const auto none = stats::cupedRatioDifference(some, newcomers, 0.05);
    QVERIFY(none.adjusted.status == Status::ZeroDenominator && !none.adjusted.value);
    QVERIFY(none.unadjusted.interval);
    const auto one = stats::cupedRatioDifference(some, clustersOf(17, 1), 0.05);
    QVERIFY(one.adjusted.status == Status::InsufficientClusters && one.unadjusted.value);
}

void TestVarianceReduction::regressionOnAConstantIsTheMeans() {
    // HC2 of a mean is s^2 / n.
    const stats::Estimate found =
        stats::linRegressionDifference(std::vector<OutcomeAndCovariate>{{1, 3}, {2, 3}, {6, 3}},
                                       std::vector<OutcomeAndCovariate>{{4, 3}, {8, 3}}, 0.05);
    QCOMPARE(*found.value, 3.0);
    QCOMPARE(*found.standardError, std::sqrt(7.0 / 3 + 8.0 / 2));
}

void TestVarianceReduction::regressionIsLeastSquares() {
    // y = 1 + 2x and y = 4 + 3x plus residuals orthogonal to 1 and x: at the mean 1.5 it is 4.5.
    const std::vector<OutcomeAndCovariate> a{{1.5, 0}, {2.5, 1}, {4.5, 2}, {7.5, 3}};
    const std::vector<OutcomeAndCovariate> b{{4, 0}, {7, 1}, {10, 2}, {13, 3}};
    const stats::Estimate found = stats::linRegressionDifference(a, b, 0.05);
    QCOMPARE(*found.value, 4.5);
    // A: residuals 0.5 -0.5 -0.5 0.5, leverages 0.7 0.3 0.3 0.7, weights 1/4.
    QCOMPARE(*found.standardError, std::sqrt(0.25 / 16 * (2 / 0.3 + 2 / 0.7)));
}

void TestVarianceReduction::regressionStatuses() {
    const auto some = rowsOf(18, 6, 0);
    const auto status = [&](const std::vector<OutcomeAndCovariate>& arm) {
        return stats::linRegressionDifference(some, arm, 0.05).status;
    };
    QVERIFY(status({}) == Status::ZeroDenominator);
    QVERIFY(status({{1, 2}, {3, 4}}) == Status::InsufficientClusters);
    QVERIFY(status({{1, 2}, {3, 2}}) == Status::Ok); // no slope to spend a row on
    QVERIFY(status({{1, 2}, {3, 2}, {4, 2}, {9, 8}}) == Status::DegenerateScale);
    const std::vector<OutcomeAndCovariate> line{{0, 0}, {1, 1}, {2, 2}};
    const stats::Estimate perfect = stats::linRegressionDifference(line, line, 0.05);
    QVERIFY(perfect.status == Status::ZeroVariance && perfect.value && !perfect.interval);
}

QTEST_APPLESS_MAIN(TestVarianceReduction)
#include "tst_variance_reduction.moc"
