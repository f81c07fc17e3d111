// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/forecast_band.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace ms;

class TestForecastBand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("ets_aaa_interval"); }
    void oracle();
    void withoutGainsErrorsAreIndependent();
    void gainsOfTheOtherForm();
    void agreesWithSimulatedErrors();
    void certainForecasts();
    void noBudget();
};

void TestForecastBand::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const stats::ForecastBand band = stats::forecastBand(
        {inputs.at("alpha").get<double>(), inputs.at("beta_star_times_alpha").get<double>(),
         inputs.at("gamma").get<double>()},
        inputs.at("m").get<std::size_t>(), inputs.at("sigma").get<double>(),
        inputs.at("h").get<std::size_t>());
    const nlohmann::json& budget = inputs.at("budget");
    const stats::MonthEnd end = stats::monthEnd(
        inputs.at("actual_to_date").get<double>(), inputs.at("forecast").get<std::vector<double>>(),
        band.totalDeviation, inputs.at("level").get<double>(),
        budget.is_null() ? std::nullopt : std::optional{budget.get<double>()});
    const nlohmann::json actual{
        {"step_sd", band.stepDeviations},
        {"total", end.total},
        {"total_sd", band.totalDeviation},
        {"naive_independent_sd", band.independentDeviation},
        {"month_end", end.expected},
        {"month_end_low", end.interval.low},
        {"month_end_high", end.interval.high},
        {"prob_over_budget", end.probabilityOverBudget ? nlohmann::json(*end.probabilityOverBudget)
                                                       : nlohmann::json()}};
    COMPARE_ORACLE(actual, example);
}

void TestForecastBand::withoutGainsErrorsAreIndependent() {
    const stats::ForecastBand band = stats::forecastBand({}, 7, 2, 9);
    QCOMPARE(band.stepDeviations, std::vector<double>(9, 2.0));
    QCOMPARE(band.totalDeviation, 6.0); // 2 sqrt 9
    QCOMPARE(band.independentDeviation, 6.0);
    QVERIFY(stats::forecastBand({}, 7, 2, 0).stepDeviations.empty());
}

void TestForecastBand::gainsOfTheOtherForm() {
    const stats::CorrectionGains gains = stats::correctionGains({0.4, 0.5, 0.25});
    QCOMPARE(gains.level, 0.4);
    QCOMPARE(gains.trend, 0.2);
    QCOMPARE(gains.season, 0.15);
}

/// The errors of the recursion itself, whose form is the other one.
void TestForecastBand::agreesWithSimulatedErrors() {
    const stats::SmoothingGains gains{0.35, 0.05, 0.25};
    const stats::SmoothingState start{100, 0.5, {4, -4, 0}};
    std::mt19937_64 random(29);
    std::normal_distribution<double> noise(0, 1);
    constexpr std::size_t kHorizon = 7, kRuns = 20'000;
    double squares = 0;
    for (std::size_t run = 0; run < kRuns; ++run) {
        std::vector<double> series;
        double off = 0;
        stats::HoltWinters model =
            stats::holtWinters({}, stats::Seasonality::Additive, gains, start);
        const std::vector<double> forecast = model.forecast(kHorizon);
        for (std::size_t day = 0; day < kHorizon; ++day) {
            series.push_back(model.forecast(1)[0] + noise(random));
            off += series.back() - forecast[day];
            model = stats::holtWinters(series, stats::Seasonality::Additive, gains, start);
        }
        squares += off * off / double(kRuns);
    }
    const stats::ForecastBand band =
        stats::forecastBand(stats::correctionGains(gains), 3, 1, kHorizon);
    QVERIFY(std::abs(std::sqrt(squares) / band.totalDeviation - 1) < 0.02); // four standard errors
    QVERIFY(band.totalDeviation > 1.2 * band.independentDeviation);
}

void TestForecastBand::certainForecasts() {
    const std::vector<double> days{10, 20};
    const stats::MonthEnd end = stats::monthEnd(70, days, 0, 0.9, 100.0);
    QCOMPARE(end.interval.low, 100.0);
    QCOMPARE(*end.probabilityOverBudget, 0.0);
    QCOMPARE(*stats::monthEnd(71, days, 0, 0.9, 100.0).probabilityOverBudget, 1.0);
}

void TestForecastBand::noBudget() {
    const stats::MonthEnd end = stats::monthEnd(70, std::vector<double>{30}, 10, 0.95, {});
    QVERIFY(!end.probabilityOverBudget);
    QVERIFY(std::abs(end.interval.high - (100 + 19.59963984540054)) < 1e-9);
    const stats::MonthEnd even = stats::monthEnd(70, std::vector<double>{30}, 10, 0.95, 100.0);
    QCOMPARE(*even.probabilityOverBudget, 0.5);
}

QTEST_APPLESS_MAIN(TestForecastBand)
#include "tst_forecast_band.moc"
