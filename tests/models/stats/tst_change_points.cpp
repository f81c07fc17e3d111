// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/change_points.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <limits>
#include <random>

using namespace ms;

class TestChangePoints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("pelt_l2"); }
    void oracle();
    void nothingToWeighAgainst_data();
    void nothingToWeighAgainst();
    void tooShortForTwoSegments();
    void givenPenalty();
    void equalsTheUnprunedSearch_data();
    void equalsTheUnprunedSearch();
    void weekdaysAreNoChanges();
    void aChangeMakesNoWeekdays();
    void longSeriesWithChanges();
};

namespace {

double deviations(const std::vector<double>& series, std::size_t from, std::size_t to) {
    double mean = 0, sum = 0;
    for (std::size_t i = from; i < to; ++i)
        mean += series[i] / double(to - from);
    for (std::size_t i = from; i < to; ++i)
        sum += (series[i] - mean) * (series[i] - mean);
    return sum;
}

struct Partition {
    double objective = 0;
    std::vector<std::size_t> points;
};

/// Optimal partitioning over all starts, without pruning and without sums of prefixes.
Partition unpruned(const std::vector<double>& series, double penalty, std::size_t shortest) {
    const std::size_t n = series.size();
    std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> starts(n + 1);
    best[0] = -penalty;
    for (std::size_t end = shortest; end <= n; ++end)
        for (std::size_t start = 0; start + shortest <= end; ++start) {
            const double value = best[start] + deviations(series, start, end) + penalty;
            if (value < best[end]) {
                best[end] = value;
                starts[end] = start;
            }
        }
    Partition result{best[n], {}};
    for (std::size_t end = starts[n]; end > 0; end = starts[end])
        result.points.insert(result.points.begin(), end);
    return result;
}

} // namespace

void TestChangePoints::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    stats::ChangePointOptions options;
    if (!inputs.at("penalty").is_null())
        options.penalty = inputs.at("penalty").get<double>();
    options.penaltyMultiplier = inputs.at("penalty_multiplier").get<double>();
    options.shortestSegment = inputs.at("min_segment").get<std::size_t>();
    const stats::ChangePoints found =
        stats::changePoints(inputs.at("y").get<std::vector<double>>(), options);
    const nlohmann::json actual{{"penalty", found.penalty},
                                {"changepoints", found.points},
                                {"segment_means", found.means},
                                {"cost", found.cost},
                                {"objective", found.objective}};
    COMPARE_ORACLE(actual, example);
}

void TestChangePoints::nothingToWeighAgainst_data() {
    QTest::addColumn<std::vector<double>>("series");
    QTest::addColumn<double>("mean");
    QTest::newRow("one value") << std::vector<double>{4} << 4.0;
    QTest::newRow("constant") << std::vector<double>(20, 3.0) << 3.0;
    QTest::newRow("mostly constant") << std::vector<double>{1, 1, 1, 1, 6} << 2.0;
}

void TestChangePoints::nothingToWeighAgainst() {
    QFETCH(std::vector<double>, series);
    const stats::ChangePoints found = stats::changePoints(series);
    QVERIFY(found.status == stats::Status::DegenerateScale);
    QVERIFY(found.points.empty());
    QCOMPARE(found.means.size(), std::size_t(1));
    QTEST(found.means[0], "mean");
    QVERIFY(stats::changePoints({}).status == stats::Status::InsufficientClusters);
}

void TestChangePoints::tooShortForTwoSegments() {
    const std::vector<double> series{1, 9, 2};
    const stats::ChangePoints found = stats::changePoints(series, {.penalty = 0});
    QVERIFY(found.points.empty() && found.status == stats::Status::Ok);
    QCOMPARE(found.cost, 38.0); // 9 + 25 + 4
}

void TestChangePoints::givenPenalty() {
    // Splitting takes the cost from 100 to 0.
    const std::vector<double> series{0, 0, 10, 10};
    QCOMPARE(stats::changePoints(series, {.penalty = 99}).points, (std::vector<std::size_t>{2}));
    QVERIFY(stats::changePoints(series, {.penalty = 101}).points.empty());
}

void TestChangePoints::equalsTheUnprunedSearch_data() {
    QTest::addColumn<int>("shortest");
    QTest::addColumn<double>("penalty"); // below 0: the usual one
    QTest::newRow("single values may be segments") << 1 << 2.0;
    QTest::newRow("usual") << 2 << -1.0;
    QTest::newRow("many changes") << 2 << 0.3;
    QTest::newRow("weeks") << 7 << 1.0;
    QTest::newRow("weeks, usual penalty") << 7 << -1.0;
}

void TestChangePoints::equalsTheUnprunedSearch() {
    QFETCH(int, shortest);
    QFETCH(double, penalty);
    std::mt19937_64 random(21);
    std::normal_distribution<double> noise(0, 1);
    std::uniform_int_distribution<int> jump(0, 9);
    for (int round = 0; round < 120; ++round) {
        std::vector<double> series;
        double level = 100;
        for (int i = 0; i < 5 + round % 60; ++i) {
            level += jump(random) == 0 ? 4 * noise(random) : 0;
            series.push_back(level + noise(random));
        }
        stats::ChangePointOptions options{.shortestSegment = std::size_t(shortest)};
        if (penalty >= 0)
            options.penalty = penalty;
        const stats::ChangePoints found = stats::changePoints(series, options);
        if (series.size() < 2 * options.shortestSegment)
            continue;
        const Partition expected = unpruned(series, found.penalty, options.shortestSegment);
        QCOMPARE(found.points, expected.points);
        QVERIFY(std::abs(found.objective - expected.objective) < 1e-8);
    }
}

void TestChangePoints::weekdaysAreNoChanges() {
    std::mt19937_64 random(30);
    std::normal_distribution<double> noise(0, 1);
    std::vector<double> series;
    for (int day = 0; day < 56; ++day)
        series.push_back((day % 7 < 5 ? 100 : 20) + noise(random) + (day >= 28 ? 30 : 0));
    const std::vector<double> rest = stats::withoutPhaseMedians(series);
    const stats::ChangePoints found = stats::changePoints(rest, {.shortestSegment = 7});
    QCOMPARE(found.points, (std::vector<std::size_t>{28}));
    QCOMPARE(stats::withoutPhaseMedians(std::vector<double>{5, 8}, 7), (std::vector<double>{0, 0}));
    QCOMPARE(stats::withoutPhaseMedians(std::vector<double>{1, 5, 3, 8}, 2),
             (std::vector<double>{-1, -1.5, 1, 1.5}));
}

/// Medians of weekdays would mix both levels; beside the week about it a day tells its weekday
/// only.
void TestChangePoints::aChangeMakesNoWeekdays() {
    for (const int change : {10, 24, 27, 30, 33, 45}) {
        std::mt19937_64 random(31);
        std::normal_distribution<double> noise(0, 0.5);
        std::vector<double> series;
        for (int day = 0; day < 56; ++day)
            series.push_back((day % 7 < 5 ? 100 : 20) + noise(random) + (day >= change ? 90 : 0));
        const std::vector<double> rest = stats::withoutPhasePattern(series);
        const stats::ChangePoints found = stats::changePoints(rest, {.shortestSegment = 7});
        QCOMPARE(found.points, std::vector<std::size_t>{std::size_t(change)});
        QVERIFY(std::abs(found.means[1] - found.means[0] - 90) < 2);
    }
    const std::vector<double> few{3, 1, 4, 1, 5};
    QCOMPARE(stats::withoutPhasePattern(few), few);
}

void TestChangePoints::longSeriesWithChanges() {
    std::mt19937_64 random(22);
    std::normal_distribution<double> noise(0, 1);
    std::vector<double> series;
    for (int i = 0; i < 100'000; ++i)
        series.push_back((i / 500 % 2) * 10 + noise(random));
    const stats::ChangePoints found = stats::changePoints(series);
    QVERIFY(found.points.size() >= 199 && found.points.size() <= 201);
    QVERIFY(std::abs(double(found.points[0]) - 500) <= 1);
}

QTEST_APPLESS_MAIN(TestChangePoints)
#include "tst_change_points.moc"
