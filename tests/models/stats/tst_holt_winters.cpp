// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: simplex_search.cpp
#include "models/stats/holt_winters.h"

#include "models/stats/simplex_search.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;
using stats::Seasonality;

class TestHoltWinters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void additiveOracle_data() { oracles::addRows("holt_winters_additive"); }
    void additiveOracle() { checkOracle(Seasonality::Additive); }
    void multiplicativeOracle_data() { oracles::addRows("holt_winters_multiplicative"); }
    void multiplicativeOracle() { checkOracle(Seasonality::Multiplicative); }
    void publishedAirPassengers();
    void seasonsStartWithTheNextPhase();
    void fitFindsAPureSeason_data();
    void fitFindsAPureSeason();
    void fitBeatsAllNeighbours();
    void tooShort();
    void multiplicativeNeedsPositiveValues();
    void minimumInsideAndAtTheEdge();

private:
    void checkOracle(Seasonality seasonality);
};

void TestHoltWinters::checkOracle(Seasonality seasonality) {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const stats::SmoothingState start{inputs.at("l0").get<double>(), inputs.at("b0").get<double>(),
                                      inputs.at("s0").get<std::vector<double>>()};
    QCOMPARE(start.seasons.size(), inputs.at("m").get<std::size_t>());
    const stats::HoltWinters found =
        stats::holtWinters(inputs.at("y").get<std::vector<double>>(), seasonality,
                           {inputs.at("alpha").get<double>(), inputs.at("beta").get<double>(),
                            inputs.at("gamma").get<double>()},
                           start);
    const nlohmann::json actual{{"sse", found.squaredErrors},
                                {"level", found.state.level},
                                {"trend", found.state.trend},
                                {"season_next", found.state.seasons},
                                {"forecast", found.forecast(inputs.at("h").get<std::size_t>())},
                                {"one_step_errors", found.oneStepErrors},
                                {"sigma", found.sigma()}};
    COMPARE_ORACLE(actual, example);
}

void TestHoltWinters::publishedAirPassengers() {
    // Box and Jenkins, series G: 1950 to 1960, and what R's HoltWinters starts with after 1949
    // (moving averages of 1949 and 1950, their line, and the ratios to it).
    const std::vector<double> series{
        115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172,
        178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191,
        172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235,
        227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347,
        312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306, 315,
        301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435,
        491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362,
        405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432};
    const stats::SmoothingState start{124.31691919191923,
                                      1.1456876456876448,
                                      {0.8853778150221768, 0.9567026620083906, 1.0560479000512928,
                                       0.9999918085527097, 0.919180306022048, 1.0851340318074387,
                                       1.1795086009611193, 1.1752602071790064, 1.0739905028966645,
                                       0.9351739242048606, 0.8146550168555924, 0.9189772244387008}};
    const stats::HoltWinters found = stats::holtWinters(series, Seasonality::Multiplicative,
                                                        {0.2755925, 0.03269295, 0.8707292}, start);
    QVERIFY(std::abs(found.state.level - 469.3232) < 0.0001);
    QVERIFY(std::abs(found.state.trend - 3.0215) < 0.0001);
    QVERIFY(std::abs(found.state.seasons[0] - 0.9464611) < 1e-6);
    QVERIFY(std::abs(found.squaredErrors - 16570.78) < 0.01);
}

void TestHoltWinters::seasonsStartWithTheNextPhase() {
    // No gain: the start goes on as it is; four values leave the second of three phases next.
    const stats::HoltWinters found = stats::holtWinters(
        std::vector<double>{0, 0, 0, 0}, Seasonality::Additive, {0, 0, 0}, {100, 1, {10, 20, 30}});
    QCOMPARE(found.state.seasons, (std::vector<double>{20, 30, 10}));
    QCOMPARE(found.state.level, 104.0);
    QCOMPARE(found.forecast(4), (std::vector<double>{125, 136, 117, 128}));
    QCOMPARE(found.oneStepErrors, (std::vector<double>{-111, -122, -133, -114}));
    QVERIFY(found.forecast(0).empty());
}

void TestHoltWinters::fitFindsAPureSeason_data() {
    QTest::addColumn<int>("seasonality");
    QTest::newRow("additive") << int(Seasonality::Additive);
    QTest::newRow("multiplicative") << int(Seasonality::Multiplicative);
}

void TestHoltWinters::fitFindsAPureSeason() {
    QFETCH(int, seasonality);
    const std::vector<double> week{10, 12, 14, 12, 11, 5, 4};
    std::vector<double> series;
    for (int day = 0; day < 28; ++day)
        series.push_back(week[std::size_t(day % 7)]);
    const stats::HoltWintersFit fit = stats::fitHoltWinters(series, Seasonality(seasonality), 7);
    QVERIFY(fit.status == stats::Status::Ok);
    QVERIFY(fit.model->squaredErrors < 1e-20);
    const std::vector<double> forecast = fit.model->forecast(7);
    for (std::size_t day = 0; day < 7; ++day)
        QVERIFY(std::abs(forecast[day] - week[day]) < 1e-9);
}

void TestHoltWinters::fitBeatsAllNeighbours() {
    std::mt19937_64 random(28);
    std::normal_distribution<double> noise(0, 3);
    std::vector<double> series;
    double level = 100;
    for (int day = 0; day < 70; ++day) {
        level += 0.3 + 0.5 * noise(random);
        series.push_back(level + (day % 7 < 5 ? 10 : -25) + noise(random));
    }
    const stats::HoltWintersFit fit = stats::fitHoltWinters(series, Seasonality::Additive, 7);
    double mean = 0, second = 0;
    for (std::size_t i = 0; i < 7; ++i) {
        mean += series[i] / 7;
        second += series[i + 7] / 7;
    }
    stats::SmoothingState start{mean, (second - mean) / 7, {}};
    for (std::size_t i = 0; i < 7; ++i)
        start.seasons.push_back(series[i] - mean);
    for (const double alpha : {-0.01, 0.0, 0.01})
        for (const double beta : {-0.01, 0.0, 0.01})
            for (const double gamma : {-0.01, 0.0, 0.01}) {
                const auto near = [](double gain) { return std::clamp(gain, 0.0, 1.0); };
                const stats::SmoothingGains& gains = fit.model->gains;
                const stats::HoltWinters other =
                    stats::holtWinters(series, Seasonality::Additive,
                                       {near(gains.level + alpha), near(gains.trend + beta),
                                        near(gains.season + gamma)},
                                       start);
                QVERIFY(other.squaredErrors >= fit.model->squaredErrors - 1e-6);
            }
}

void TestHoltWinters::tooShort() {
    const std::vector<double> series(20, 5.0);
    const stats::HoltWintersFit fit = stats::fitHoltWinters(series, Seasonality::Additive, 7);
    QVERIFY(fit.status == stats::Status::InsufficientClusters && !fit.model);
    const std::vector<double> constant(21, 5.0);
    const stats::HoltWintersFit flat = stats::fitHoltWinters(constant, Seasonality::Additive, 7);
    QCOMPARE(flat.model->forecast(2), (std::vector<double>{5, 5}));
    QCOMPARE(flat.model->sigma(), 0.0);
}

void TestHoltWinters::multiplicativeNeedsPositiveValues() {
    std::vector<double> series(21, 5.0);
    series[9] = 0;
    const stats::HoltWintersFit fit = stats::fitHoltWinters(series, Seasonality::Multiplicative, 7);
    QVERIFY(fit.status == stats::Status::ZeroDenominator && !fit.model);
}

void TestHoltWinters::minimumInsideAndAtTheEdge() {
    const stats::Minimum inside = stats::minimumOnCube([](const stats::Point3& p) {
        return std::pow(p[0] - 0.37, 2) + 3 * std::pow(p[1] - 0.81, 2) +
               std::pow(p[2] - p[0] + 0.2, 2);
    });
    QVERIFY(std::abs(inside.at[0] - 0.37) < 1e-7 && std::abs(inside.at[1] - 0.81) < 1e-7 &&
            std::abs(inside.at[2] - 0.17) < 1e-7);
    const stats::Minimum edge = stats::minimumOnCube([](const stats::Point3& p) {
        return p[0] < 0.1 ? std::nan("") : p[0] - p[1] + std::pow(p[2] - 0.6, 2);
    });
    QVERIFY(std::abs(edge.at[0] - 0.1) < 1e-6);
    QCOMPARE(edge.at[1], 1.0);
}

QTEST_APPLESS_MAIN(TestHoltWinters)
#include "tst_holt_winters.moc"
