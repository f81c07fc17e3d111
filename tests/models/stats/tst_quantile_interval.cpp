// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/quantile_interval.h"

#include "models/stats/distributions.h"
#include "models/stats/splitmix64.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ms;
using stats::ClusteredValue;
using stats::Status;

/// Cases by hand; the oracles are in tst_oracles_inference.
class TestQuantileInterval : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void medianOfTen();
    void anOpenSideHasNoLimit();
    void withoutRows();
    void orderAndNumberingDoNotMatter();
    void oneRowAClusterIsTheBinomialError();
    void clusteredStatuses();
    void farOutNeedsRowsAndClusters();
    void differenceByHand();
    void aMillionRowsInTime();
};

namespace {

std::vector<ClusteredValue> rowsOf(std::uint64_t seed, std::size_t count, std::uint32_t clusters) {
    stats::SplitMix64 random{seed};
    std::vector<ClusteredValue> rows;
    for (std::size_t i = 0; i < count; ++i) {
        const auto cluster = std::uint32_t(random.below(clusters));
        rows.push_back({cluster, random.uniform() + 0.01 * cluster});
    }
    return rows;
}

} // namespace

void TestQuantileInterval::medianOfTen() {
    const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const auto found = stats::quantileInterval(values, 0.5, 0.05);
    QVERIFY(found.status == Status::Ok);
    QCOMPARE(*found.interpolated, 5.5);
    QCOMPARE(*found.observed, 5.0);
    QCOMPARE(*found.low, 2.0);
    QCOMPARE(*found.high, 9.0);
}

void TestQuantileInterval::anOpenSideHasNoLimit() {
    const std::vector<double> values{1, 2, 3, 4, 5};
    const auto high = stats::quantileInterval(values, 0.9, 0.05);
    QVERIFY(high.status == Status::OpenInterval && high.low && !high.high);
    const auto low = stats::quantileInterval(values, 0.1, 0.05);
    QVERIFY(low.status == Status::OpenInterval && !low.low && low.high);
}

void TestQuantileInterval::withoutRows() {
    const auto found = stats::quantileInterval({}, 0.5, 0.05);
    QVERIFY(found.status == Status::ZeroDenominator && !found.observed && !found.low);
    const auto clustered = stats::clusteredQuantile({}, 0.5, 0.05);
    QVERIFY(clustered.status == Status::ZeroDenominator && !clustered.value);
}

void TestQuantileInterval::orderAndNumberingDoNotMatter() {
    std::vector<ClusteredValue> rows = rowsOf(1, 400, 20);
    const auto before = stats::clusteredQuantile(rows, 0.9, 0.05);
    std::reverse(rows.begin(), rows.end());
    for (ClusteredValue& row : rows)
        row.cluster = 3 * (19 - row.cluster) + 2; // leaves numbers unused
    const auto after = stats::clusteredQuantile(rows, 0.9, 0.05);
    QVERIFY(*after.interval == *before.interval && *after.shareError == *before.shareError);
}

void TestQuantileInterval::oneRowAClusterIsTheBinomialError() {
    std::vector<ClusteredValue> rows;
    for (std::uint32_t i = 0; i < 200; ++i)
        rows.push_back({i, double(i)});
    const auto found = stats::clusteredQuantile(rows, 0.75, 0.05);
    QCOMPARE(*found.value, 149.0);
    QCOMPARE(*found.shareError, std::sqrt(0.75 * 0.25 / 199)); // k/(k-1) x p(1-p)/k
}

void TestQuantileInterval::clusteredStatuses() {
    const auto one = stats::clusteredQuantile(rowsOf(2, 50, 1), 0.5, 0.05);
    QVERIFY(one.status == Status::InsufficientClusters && one.value && !one.interval);
    std::vector<ClusteredValue> alike; // each cluster has the same values
    for (std::uint32_t cluster = 0; cluster < 4; ++cluster)
        for (const double value : {1.0, 2.0, 3.0})
            alike.push_back({cluster, value});
    const auto constant = stats::clusteredQuantile(alike, 0.5, 0.05);
    QVERIFY(constant.status == Status::ZeroVariance && !constant.interval);
    QCOMPARE(*constant.value, 2.0);
}

void TestQuantileInterval::farOutNeedsRowsAndClusters() {
    QVERIFY(stats::clusteredQuantile(rowsOf(3, 1'999, 5), 0.98, 0.05).status == Status::Ok);
    const auto fewRows = stats::clusteredQuantile(rowsOf(3, 1'999, 50), 0.99, 0.05);
    QVERIFY(fewRows.status == Status::OpenInterval && fewRows.value && !fewRows.interval);
    auto rows = rowsOf(3, 2'000, 50);
    for (ClusteredValue& row : rows)
        row.value -= 0.01 * row.cluster; // every cluster may have the largest values
    QVERIFY(stats::clusteredQuantile(rows, 0.99, 0.05).status == Status::Ok);
    for (ClusteredValue& row : rows)
        row.value += row.cluster; // now only the last one is beyond
    QVERIFY(stats::clusteredQuantile(rows, 0.99, 0.05).status == Status::OpenInterval);
}

void TestQuantileInterval::differenceByHand() {
    stats::ClusteredQuantile a, b;
    a.value = 10;
    a.standardError = 3;
    b.value = 12;
    b.standardError = 4;
    const stats::Estimate found = stats::quantileDifference(a, b, 0.05);
    QCOMPARE(*found.value, 2.0);
    QCOMPARE(*found.standardError, 5.0);
    QCOMPARE(found.interval->high, 2 + 5 * stats::normalQuantile(0.975));
    b.status = Status::OpenInterval;
    b.standardError.reset();
    const stats::Estimate open = stats::quantileDifference(a, b, 0.05);
    QVERIFY(open.status == Status::OpenInterval && !open.interval);
    QCOMPARE(*open.value, 2.0);
}

void TestQuantileInterval::aMillionRowsInTime() {
    const auto rows = rowsOf(4, 1'000'000, 200);
    QElapsedTimer timer;
    timer.start();
    const auto found = stats::clusteredQuantile(rows, 0.99, 0.05);
    const qint64 elapsed = timer.elapsed();
    QVERIFY(found.status == Status::Ok);
    QVERIFY2(elapsed < 1000, qPrintable(QString::number(elapsed)));
}

QTEST_APPLESS_MAIN(TestQuantileInterval)
#include "tst_quantile_interval.moc"
