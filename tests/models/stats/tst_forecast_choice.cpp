// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/forecast_choice.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace ms;

class TestForecastChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void growthIsForHoltWinters();
    void outliersAreForTheMedian();
    void tooShortForOneOrBoth();
    void fewOriginsLeaveTheMedian();
};

namespace {

std::vector<double> weeks(int days, double growth, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> noise(0, 1);
    std::vector<double> series;
    for (int day = 0; day < days; ++day)
        series.push_back(100 + growth * day + (day % 7 < 5 ? 20 : -30) + noise(random));
    return series;
}

} // namespace

void TestForecastChoice::growthIsForHoltWinters() {
    const std::vector<double> series = weeks(84, 2, 31);
    const stats::ForecastChoice choice = stats::chooseForecast(series, 7);
    QVERIFY(choice.chosen == stats::ForecastMethod::HoltWinters);
    QVERIFY(*choice.holtWintersError < *choice.seasonalMedianError);
    // Next week lies 14 a day above the last; the median of four weeks 35 below it.
    double expected = 0;
    for (int day = 84; day < 91; ++day)
        expected += 100 + 2 * day + (day % 7 < 5 ? 20 : -30);
    QVERIFY(std::abs(*choice.holtWintersTotal - expected) < 15);
    QVERIFY(std::abs(*choice.seasonalMedian.total - (expected - 7 * 35)) < 15);
}

void TestForecastChoice::outliersAreForTheMedian() {
    std::vector<double> series = weeks(84, 0, 32);
    for (const std::size_t day : {9u, 24u, 40u, 55u, 71u})
        series[day] += 900;
    const stats::ForecastChoice choice = stats::chooseForecast(series, 3);
    QVERIFY(choice.chosen == stats::ForecastMethod::SeasonalMedian);
    QVERIFY(*choice.seasonalMedianError <= *choice.holtWintersError);
}

void TestForecastChoice::tooShortForOneOrBoth() {
    const std::vector<double> series = weeks(24, 0, 33);
    const stats::ForecastChoice smooth = stats::chooseForecast(series, 3);
    QVERIFY(smooth.status == stats::Status::Ok && !smooth.seasonalMedian.total);
    QVERIFY(smooth.chosen == stats::ForecastMethod::HoltWinters && smooth.holtWintersTotal);
    const stats::ForecastChoice robust =
        stats::chooseForecast(std::span(series).first(20), 3, {.period = 7, .periods = 2});
    QVERIFY(robust.chosen == stats::ForecastMethod::SeasonalMedian && robust.seasonalMedian.total);
    QVERIFY(!robust.holtWinters && !robust.differ);
    const stats::ForecastChoice none = stats::chooseForecast(std::span(series).first(6), 3);
    QVERIFY(none.status == stats::Status::InsufficientClusters);
}

void TestForecastChoice::fewOriginsLeaveTheMedian() {
    const std::vector<double> series = weeks(30, 5, 34);
    const stats::ForecastChoice choice = stats::chooseForecast(series, 7);
    QVERIFY(choice.seasonalMedian.errors.empty());
    QVERIFY(choice.chosen == stats::ForecastMethod::SeasonalMedian);
    QVERIFY(!choice.holtWintersError && choice.holtWintersTotal);
}

QTEST_APPLESS_MAIN(TestForecastChoice)
#include "tst_forecast_choice.moc"
