// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/tail_model.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;

class TestTailModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("gpd_tail"); }
    void oracle();
    void publishedDanishFireLosses();
    void exponentialIsTheLimit();
    void scoreEquationsHold_data();
    void scoreEquationsHold();
    void fewExceedances();
    void nothingToFit_data();
    void nothingToFit();
    void quantilesOnlyAboveTheThreshold();
    void infiniteMeanHasNoShortfall();
};

namespace {

std::vector<double> paretoSample(double shape, double scale, std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<double> values(n);
    for (double& value : values) {
        const double fold = -std::log1p(-uniform(random));
        value = scale * (shape == 0 ? fold : std::expm1(shape * fold) / shape);
    }
    return values;
}

nlohmann::json orNull(std::optional<double> value) {
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace

void TestTailModel::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const auto x = inputs.at("x").get<std::vector<double>>();
    const double q = inputs.at("q").get<double>();
    const stats::TailModel model = stats::tailModel(x, inputs.at("u").get<double>());
    nlohmann::json actual{{"exceedances", model.exceedances}};
    for (const auto& [key, value] : example.at("expected").items())
        if (key != "exceedances")
            actual[key] = nullptr; // unless there is a fit
    if (model.moments) {
        actual["pwm_xi"] = model.moments->shape;
        actual["pwm_beta"] = model.moments->scale;
        actual["pwm_quantile"] = orNull(model.quantile(*model.moments, q));
    }
    if (model.likelihood) {
        actual["mle_xi"] = model.likelihood->shape;
        actual["mle_beta"] = model.likelihood->scale;
        actual["mle_nll"] = orNull(model.negativeLogLikelihood);
        actual["mle_quantile"] = orNull(model.quantile(*model.likelihood, q));
        actual["mle_expected_shortfall"] = orNull(model.expectedShortfall(*model.likelihood, q));
    }
    COMPARE_ORACLE(actual, example);
}

void TestTailModel::publishedDanishFireLosses() {
    // McNeil 1997: 109 of 2,167 losses above 10 million.
    stats::TailModel model;
    model.values = 2167;
    model.exceedances = 109;
    model.threshold = 10;
    const stats::ParetoFit fit{0.497, 6.98};
    QVERIFY(std::abs(*model.quantile(fit, 0.99) - 27.3) < 0.05);
    QVERIFY(std::abs(*model.expectedShortfall(fit, 0.99) - 58.2) < 0.1);
}

void TestTailModel::exponentialIsTheLimit() {
    stats::TailModel model;
    model.values = 1000;
    model.exceedances = 100;
    model.threshold = 5;
    const double expected = 5 + 2 * std::log(10.0); // 1 % of all is a tenth of the tail
    QCOMPARE(*model.quantile({0, 2}, 0.99), expected);
    QVERIFY(std::abs(*model.quantile({1e-9, 2}, 0.99) - expected) < 1e-7);
    QCOMPARE(*model.expectedShortfall({0, 2}, 0.99), expected + 2); // no memory
}

void TestTailModel::scoreEquationsHold_data() {
    QTest::addColumn<double>("shape");
    QTest::newRow("heavy") << 0.6;
    QTest::newRow("exponential") << 0.0;
    QTest::newRow("with an end") << -0.3;
}

void TestTailModel::scoreEquationsHold() {
    QFETCH(double, shape);
    const stats::TailModel model = stats::tailModel(paretoSample(shape, 3, 2000, 15), 0.0);
    QCOMPARE(model.exceedances, std::size_t(2000));
    QVERIFY(model.chosen == stats::TailMethod::Likelihood);
    const auto [xi, beta] = *model.likelihood;
    QVERIFY(std::abs(xi - shape) < 0.1 && std::abs(beta - 3) < 0.4);
    QVERIFY(std::abs(model.moments->shape - shape) < 0.1);
    long double byShape = 0, byScale = 0, nll = 0; // mean scores
    for (const double y : paretoSample(shape, 3, 2000, 15)) {
        const long double part = static_cast<long double>(xi) * y / beta;
        byShape += std::log1p(part) / xi / xi - (1 + 1 / xi) * (y / beta) / (1 + part);
        byScale += -1 / beta + (1 + 1 / xi) * part / beta / (1 + part);
        nll += std::log(beta) + (1 + 1 / xi) * std::log1p(part);
    }
    // The fit itself is rounded to doubles.
    QVERIFY(std::abs(byShape / 2000) < 1e-11 && std::abs(byScale / 2000) < 1e-11);
    QVERIFY(std::abs(nll - *model.negativeLogLikelihood) < 1e-8);
}

void TestTailModel::fewExceedances() {
    const stats::TailModel model = stats::tailModel(paretoSample(0.3, 1, 20, 16), 0.0);
    QVERIFY(model.status == stats::Status::InsufficientClusters);
    QVERIFY(model.moments && model.chosen == stats::TailMethod::Moments);
    // The default leaves a twentieth above the threshold.
    const stats::TailModel usual = stats::tailModel(paretoSample(0.3, 1, 1000, 17));
    QCOMPARE(usual.exceedances, std::size_t(50));
    QVERIFY(usual.status == stats::Status::Ok);
}

void TestTailModel::nothingToFit_data() {
    QTest::addColumn<std::vector<double>>("values");
    QTest::addColumn<int>("expected");
    QTest::newRow("no value") << std::vector<double>{} << int(stats::Status::InsufficientClusters);
    QTest::newRow("none above") << std::vector<double>{0.5} << int(stats::Status::ZeroVariance);
    QTest::newRow("all equal") << std::vector<double>(40, 3.0) << int(stats::Status::ZeroVariance);
}

void TestTailModel::nothingToFit() {
    QFETCH(std::vector<double>, values);
    const stats::TailModel model = stats::tailModel(values, 1.0);
    QTEST(int(model.status), "expected");
    QVERIFY(!model.fit());
}

void TestTailModel::quantilesOnlyAboveTheThreshold() {
    const stats::TailModel model = stats::tailModel(paretoSample(0.3, 1, 1000, 18), 1.0);
    const double below = 1 - double(model.exceedances) / 1000;
    QVERIFY(!model.quantile(*model.fit(), below - 0.01) && !model.quantile(*model.fit(), 1));
    QVERIFY(*model.quantile(*model.fit(), below + 0.01) > 1);
}

void TestTailModel::infiniteMeanHasNoShortfall() {
    stats::TailModel model;
    model.values = 100;
    model.exceedances = 50;
    QVERIFY(model.quantile({1.2, 1}, 0.9));
    QVERIFY(!model.expectedShortfall({1.2, 1}, 0.9));
    QVERIFY(stats::tailModel(paretoSample(1.5, 1, 500, 19), 0.0).chosen ==
            stats::TailMethod::Moments);
}

QTEST_APPLESS_MAIN(TestTailModel)
#include "tst_tail_model.moc"
