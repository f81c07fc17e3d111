// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/seasonal_median.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;

class TestSeasonalMedian : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("seasonal_median_forecast"); }
    void oracle();
    void repeatsBeyondAPeriod();
    void outlierHardlyMatters();
    void tooShort();
    void tooFewOriginsForTheLevel();
    void rankThatIsWhole();
};

void TestSeasonalMedian::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const stats::SeasonalMedianForecast found = stats::seasonalMedianForecast(
        inputs.at("y").get<std::vector<double>>(), inputs.at("h").get<std::size_t>(),
        {inputs.at("m").get<std::size_t>(), inputs.at("weeks").get<std::size_t>(),
         inputs.at("level").get<double>()});
    nlohmann::json actual{{"forecast", found.forecast},
                          {"total", *found.total},
                          {"calibration_scores", found.errors},
                          {"conformal_rank", found.rank},
                          {"half_width", nullptr},
                          {"low", nullptr},
                          {"high", nullptr}};
    if (found.interval) {
        actual["half_width"] = *found.halfWidth;
        actual["low"] = found.interval->low;
        actual["high"] = found.interval->high;
    }
    COMPARE_ORACLE(actual, example);
}

void TestSeasonalMedian::repeatsBeyondAPeriod() {
    const std::vector<double> series{1, 10, 3, 30, 2, 20};
    const stats::SeasonalMedianForecast found =
        stats::seasonalMedianForecast(series, 5, {.period = 2, .periods = 3});
    QCOMPARE(found.forecast, (std::vector<double>{2, 20, 2, 20, 2}));
    QCOMPARE(*found.total, 46.0);
    QVERIFY(found.status == stats::Status::OpenInterval); // no earlier origin
    QVERIFY(found.errors.empty() && !found.interval);
}

void TestSeasonalMedian::outlierHardlyMatters() {
    std::vector<double> series(21, 5.0);
    series[17] = 5000;
    const stats::SeasonalMedianForecast found =
        stats::seasonalMedianForecast(series, 7, {.period = 7, .periods = 3});
    QCOMPARE(found.forecast, std::vector<double>(7, 5.0));
}

void TestSeasonalMedian::tooShort() {
    const std::vector<double> series(27, 1.0);
    const stats::SeasonalMedianForecast found = stats::seasonalMedianForecast(series, 3);
    QVERIFY(found.status == stats::Status::InsufficientClusters);
    QVERIFY(found.forecast.empty() && !found.total);
    QVERIFY(stats::seasonalMedianForecast({}, 3).status == stats::Status::InsufficientClusters);
}

void TestSeasonalMedian::tooFewOriginsForTheLevel() {
    const std::vector<double> series{1, 2, 4, 8, 16};
    const stats::SeasonalMedianOptions options{.period = 1, .periods = 1, .level = 0.8};
    const stats::SeasonalMedianForecast found = stats::seasonalMedianForecast(series, 1, options);
    QCOMPARE(found.errors, (std::vector<double>{1, 2, 4, 8}));
    QCOMPARE(found.rank, std::size_t(4)); // 5 x 0.8
    QCOMPARE(*found.halfWidth, 8.0);
    QCOMPARE(found.interval->low, 8.0);
    const stats::SeasonalMedianForecast strict =
        stats::seasonalMedianForecast(series, 1, {.period = 1, .periods = 1, .level = 0.81});
    QVERIFY(strict.status == stats::Status::OpenInterval && !strict.halfWidth);
    QCOMPARE(*strict.total, 16.0);
}

void TestSeasonalMedian::rankThatIsWhole() {
    // 10 x 0.7 is 7.000000000000001 in places: still the seventh.
    std::vector<double> series(10);
    for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = double(i * i);
    const stats::SeasonalMedianForecast found =
        stats::seasonalMedianForecast(series, 1, {.period = 1, .periods = 1, .level = 0.7});
    QCOMPARE(found.errors.size(), std::size_t(9));
    QCOMPARE(found.rank, std::size_t(7));
}

QTEST_APPLESS_MAIN(TestSeasonalMedian)
#include "tst_seasonal_median.moc"
