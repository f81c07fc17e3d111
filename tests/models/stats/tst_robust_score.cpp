// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/robust_score.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;

class TestRobustScore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("modified_z"); }
    void oracle();
    void noValue();
    void equalValues();
    void costsOfZeroAreListed();
    void cheapUnitsRaiseNoAlert();
    void orderDoesNotMatter();
};

namespace {

const char* nameOf(stats::ScaleSource source) {
    switch (source) {
    case stats::ScaleSource::Mad:
        return "mad";
    case stats::ScaleSource::MeanDeviation:
        return "mean_ad";
    case stats::ScaleSource::None:
        break;
    }
    return "none";
}

} // namespace

void TestRobustScore::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const auto x = inputs.at("x").get<std::vector<double>>();
    const stats::ModifiedScores found = stats::modifiedScores(
        x, inputs.at("log").get<bool>() ? stats::ScoredAs::Logarithms : stats::ScoredAs::Values,
        inputs.at("threshold").get<double>());
    QVERIFY(found.scale);
    nlohmann::json actual{{"center", found.scale->center},
                          {"mad", found.scale->mad},
                          {"scale_used", nameOf(found.scale->source)},
                          {"flagged", found.flagged},
                          {"z", nlohmann::json::array()}};
    for (const std::optional<double>& score : found.scores)
        actual["z"].push_back(score ? nlohmann::json(*score) : nlohmann::json());
    COMPARE_ORACLE(actual, example);
}

void TestRobustScore::noValue() {
    const stats::ModifiedScores found = stats::modifiedScores({}, stats::ScoredAs::Values);
    QVERIFY(found.status == stats::Status::InsufficientClusters);
    QVERIFY(!found.scale && found.scores.empty());
}

void TestRobustScore::equalValues() {
    const stats::ModifiedScores found =
        stats::modifiedScores(std::vector<double>(4, 2.0), stats::ScoredAs::Values);
    QVERIFY(found.status == stats::Status::DegenerateScale);
    QVERIFY(found.scores == std::vector<std::optional<double>>(4, 0.0));
    QVERIFY(found.flagged.empty());
}

void TestRobustScore::costsOfZeroAreListed() {
    const std::vector<double> costs{0, 1, std::exp(1.0), -2, std::exp(2.0)};
    const stats::ModifiedScores found = stats::modifiedScores(costs, stats::ScoredAs::Logarithms);
    QCOMPARE(found.notPositive, (std::vector<std::size_t>{0, 3}));
    QVERIFY(!found.scores[0] && !found.scores[3]);
    QCOMPARE(found.scale->center, 1.0); // of 0, 1, 2: the zeros do not count
    QCOMPARE(*found.scores[1], -0.6745);
    QCOMPARE(*found.scores[4], 0.6745);
    QVERIFY(stats::modifiedScores(std::vector<double>{0}, stats::ScoredAs::Logarithms).status ==
            stats::Status::InsufficientClusters);
}

void TestRobustScore::cheapUnitsRaiseNoAlert() {
    const std::vector<double> values{10, 11, 9, 10.5, 9.5, 100, -80};
    const stats::ModifiedScores found = stats::modifiedScores(values, stats::ScoredAs::Values);
    QCOMPARE(found.flagged, (std::vector<std::size_t>{5, 6}));
    QCOMPARE(found.high, (std::vector<std::size_t>{5}));
}

void TestRobustScore::orderDoesNotMatter() {
    std::mt19937_64 random(12);
    std::lognormal_distribution<double> cost(0, 2);
    std::vector<double> values(501);
    for (double& value : values)
        value = cost(random);
    const stats::RobustScale before = stats::robustScale(values);
    std::shuffle(values.begin(), values.end(), random);
    const stats::RobustScale after = stats::robustScale(values);
    QVERIFY(before.center == after.center && before.mad == after.mad &&
            before.meanDeviation == after.meanDeviation);
}

QTEST_APPLESS_MAIN(TestRobustScore)
#include "tst_robust_score.moc"
