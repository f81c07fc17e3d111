// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/run_length.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <numbers>
#include <numeric>
#include <random>

using namespace ms;

class TestRunLength : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("bocpd"); }
    void oracle();
    void noValue();
    void firstValueByHand();
    void evidenceIsTheSumOverPartitions();
    void noticesAChange();
    void outliersDoNotUnderflow();
};

namespace {

/// ln of the joint density of a stretch in closed form.
double stretchEvidence(std::span<const double> x, const stats::RunLengthPrior& prior) {
    const double n = double(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double squares = 0;
    for (const double value : x)
        squares += (value - mean) * (value - mean);
    const double weight = prior.weight + n, shape = prior.shape + n / 2;
    const double scale = prior.scale + squares / 2 +
                         prior.weight * n * (mean - prior.mean) * (mean - prior.mean) / 2 / weight;
    return std::lgamma(shape) - std::lgamma(prior.shape) + prior.shape * std::log(prior.scale) -
           shape * std::log(scale) + 0.5 * std::log(prior.weight / weight) -
           n / 2 * std::log(2 * std::numbers::pi);
}

} // namespace

void TestRunLength::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const stats::RunLengths found =
        stats::runLengths(inputs.at("x").get<std::vector<double>>(),
                          {.mean = inputs.at("mu0").get<double>(),
                           .weight = inputs.at("kappa0").get<double>(),
                           .shape = inputs.at("alpha0").get<double>(),
                           .scale = inputs.at("beta0").get<double>(),
                           .meanRunLength = inputs.at("lambda").get<double>()});
    const nlohmann::json actual{{"final_run_length_posterior", found.posterior},
                                {"map_run_length", found.mostLikely},
                                {"log_evidence", found.logEvidence}};
    COMPARE_ORACLE(actual, example);
}

void TestRunLength::noValue() {
    const stats::RunLengths found = stats::runLengths({}, {});
    QCOMPARE(found.posterior, (std::vector<double>{1}));
    QVERIFY(found.mostLikely.empty() && found.logEvidence == 0);
}

void TestRunLength::firstValueByHand() {
    // Student with 2 degrees of freedom, squared scale 2: density 1 / 4 at its middle.
    const stats::RunLengths found = stats::runLengths(std::vector<double>{0}, {.meanRunLength = 4});
    QCOMPARE(found.logEvidence, std::log(0.25));
    QCOMPARE(found.posterior.size(), std::size_t(2));
    QCOMPARE(found.posterior[0], 0.25);
    QCOMPARE(found.posterior[1], 0.75);
    QCOMPARE(found.recentChange[0], 1.0);
}

void TestRunLength::evidenceIsTheSumOverPartitions() {
    const stats::RunLengthPrior prior{0.5, 2, 1.5, 0.7, 5};
    const std::vector<double> x{0.1, 0.4, -0.3, 3, 2.5, 2.8, 0.2};
    const std::span<const double> series(x);
    double evidence = 0;
    for (unsigned cuts = 0; cuts < 1u << (x.size() - 1); ++cuts) {
        double log = 0;
        std::size_t from = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const bool isLast = i + 1 == x.size(), isCut = !isLast && (cuts >> i & 1);
            if (!isLast)
                log += std::log(isCut ? 0.2 : 0.8);
            if (isLast || isCut) {
                log += stretchEvidence(series.subspan(from, i + 1 - from), prior);
                from = i + 1;
            }
        }
        evidence += std::exp(log);
    }
    const stats::RunLengths found = stats::runLengths(x, prior);
    QVERIFY(std::abs(found.logEvidence - std::log(evidence)) < 1e-12);
}

void TestRunLength::noticesAChange() {
    std::mt19937_64 random(25);
    std::normal_distribution<double> noise(0, 1);
    std::vector<double> series;
    for (int i = 0; i < 200; ++i)
        series.push_back(noise(random) + (i < 150 ? 0 : 8));
    const stats::RunLengths found = stats::runLengths(series, {.meanRunLength = 100});
    QVERIFY(found.recentChange[149] < 0.1);
    QVERIFY(found.recentChange[150] > 0.8 && found.recentChange[151] > 0.8);
    QVERIFY(found.recentChange[152] < 0.1); // by then it is three values ago
    QCOMPARE(found.mostLikely.back(), std::size_t(50));
    QVERIFY(std::abs(std::accumulate(found.posterior.begin(), found.posterior.end(), 0.0) - 1) <
            1e-12);
}

void TestRunLength::outliersDoNotUnderflow() {
    std::vector<double> series(300, 0.0);
    series.push_back(1e150);
    const stats::RunLengths found = stats::runLengths(series, {.meanRunLength = 1});
    QVERIFY(std::isfinite(found.logEvidence)); // a change after each value
    QCOMPARE(found.posterior[0], 1.0);
}

QTEST_APPLESS_MAIN(TestRunLength)
#include "tst_run_length.moc"
