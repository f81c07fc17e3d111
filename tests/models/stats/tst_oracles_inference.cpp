// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/guardrail.h"
#include "models/stats/multiplicity.h"
#include "models/stats/power.h"
#include "models/stats/quantile_interval.h"
#include "models/stats/sample_ratio.h"
#include "models/stats/sequential.h"
#include "models/stats/splitmix64.h"

#include "tests/models/stats/oracle_inputs.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <set>

using namespace ms;
using nlohmann::json;
using oracles::orNull;

/// The examples of METHODS 1.9 to 1.14 and of SplitMix64 in the oracle file, whichever file that
/// is.
class TestOraclesInference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void srm_data() { oracles::addRows("srm"); }
    void srm();
    void pAdjust_data() { oracles::addRows("p_adjust"); }
    void pAdjust();
    void eBh_data() { oracles::addRows("e_bh"); }
    void eBh();
    void asymptoticCs_data() { oracles::addRows("asymptotic_cs"); }
    void asymptoticCs();
    void normalMixtureBound_data() { oracles::addRows("normal_mixture_bound"); }
    void normalMixtureBound();
    void powerMde_data() { oracles::addRows("power_mde"); }
    void powerMde();
    void iccAnova_data() { oracles::addRows("icc_anova"); }
    void iccAnova();
    void newcombeNi_data() { oracles::addRows("newcombe_ni"); }
    void newcombeNi();
    void quantileCiExact_data() { oracles::addRows("quantile_ci_exact"); }
    void quantileCiExact();
    void quantileWoodruffClustered_data() { oracles::addRows("quantile_woodruff_clustered"); }
    void quantileWoodruffClustered();
    void prngSplitmix64_data() { oracles::addRows("prng_splitmix64"); }
    void prngSplitmix64();
};

void TestOraclesInference::srm() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const stats::SampleRatioTest test =
        stats::testSampleRatio(inputs.at("observed").get<std::vector<std::int64_t>>(),
                               inputs.at("weights").get<std::vector<double>>());
    const json actual{{"status", stats::nameOf(test.status)},
                      {"chi2", orNull(test.chiSquare)},
                      {"df", orNull(test.degreesOfFreedom)},
                      {"p", orNull(test.pValue)},
                      {"mismatch_at_0_001", test.isMismatch()}};
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::pAdjust() {
    using stats::Adjustment;
    const json example = oracles::fetched();
    const auto p = example.at("inputs").at("p").get<std::vector<double>>();
    const json actual{
        {"bonferroni", stats::adjustedPValues(p, Adjustment::Bonferroni)},
        {"holm", stats::adjustedPValues(p, Adjustment::Holm)},
        {"bh", stats::adjustedPValues(p, Adjustment::BenjaminiHochberg)},
        {"by", stats::adjustedPValues(p, Adjustment::BenjaminiYekutieli)},
    };
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::eBh() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const std::vector<std::size_t> rejected = stats::rejectedByEValue(
        inputs.at("e").get<std::vector<double>>(), inputs.at("alpha").get<double>());
    const json actual{{"k", rejected.size()}, {"rejected", rejected}};
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::asymptoticCs() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const stats::AnytimeEstimate look = stats::asymptoticConfidenceSequence(
        inputs.at("estimate").get<double>(), inputs.at("se").get<double>(),
        inputs.at("n").get<double>(), inputs.value("n_opt", stats::kDefaultPlannedUnits),
        inputs.at("alpha").get<double>());
    json actual{{"status", stats::nameOf(look.status)},
                {"rho", orNull(look.rho)},
                {"radius", orNull(look.radius)},
                {"log_e_value", orNull(look.logEValue)},
                {"p_anytime", orNull(look.pValue)}};
    oracles::addInterval(actual, look.interval);
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::normalMixtureBound() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const stats::NormalMixture mixture =
        stats::normalMixture(inputs.at("v").get<double>(), inputs.at("v_opt").get<double>(),
                             inputs.at("alpha").get<double>(), inputs.at("alpha_opt").get<double>(),
                             inputs.at("s").get<double>());
    const json actual{
        {"rho", mixture.rho}, {"bound", mixture.bound}, {"log_mixture", mixture.logMixture}};
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::powerMde() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto input = [&](const char* name) { return inputs.at(name).get<double>(); };
    const double alpha = input("alpha");
    const double detection = stats::detectionQuantile(alpha, input("power"));
    const double effect =
        stats::designEffect(input("mean_cluster_size"), input("cv"), input("icc"));
    const auto mde = [&](double designEffect) {
        return stats::minimumDetectableEffect(detection, input("sd"), input("n_a"), input("n_b"),
                                              designEffect);
    };
    const stats::RowsPerArm rows =
        stats::rowsPerArm(detection, input("sd"), input("target_effect"), effect);
    const json actual{{"z_sum", detection},
                      {"design_effect", effect},
                      {"mde_iid", mde(1)},
                      {"mde_clustered", mde(effect)},
                      {"n_per_arm_for_target", rows.rows},
                      {"n_per_arm_unrounded", rows.unrounded},
                      {"t_power_exact",
                       stats::studentPower(input("t_n"), input("t_delta"), input("t_sd"), alpha)}};
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::iccAnova() {
    const json example = oracles::fetched();
    oracles::Numbering names;
    std::vector<std::vector<double>> clusters;
    for (const json& row : example.at("inputs").at("rows")) {
        const std::uint32_t cluster = names.of(row.at(0).get<std::string>());
        clusters.resize(names.names().size());
        clusters[cluster].push_back(row.at(1).get<double>());
    }
    const stats::IntraclassCorrelation result = stats::intraclassCorrelation(clusters);
    const json actual{{"status", stats::nameOf(result.status)},
                      {"msb", orNull(result.meanSquareBetween)},
                      {"msw", orNull(result.meanSquareWithin)},
                      {"n0", orNull(result.typicalSize)},
                      {"icc", orNull(result.icc)}};
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::newcombeNi() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto count = [&](const char* name) { return inputs.at(name).get<std::int64_t>(); };
    const stats::NonInferiority result = stats::testNonInferiority(
        {count("x_a"), count("n_a")}, {count("x_b"), count("n_b")},
        inputs.at("margin").get<double>(), inputs.at("alpha").get<double>());
    const auto limits = [](const std::optional<stats::Interval>& interval) {
        return interval ? json{interval->low, interval->high} : json(nullptr);
    };
    json actual{{"status", stats::nameOf(result.status)},
                {"wilson_a", limits(result.wilsonA)},
                {"wilson_b", limits(result.wilsonB)},
                {"diff", orNull(result.difference)},
                {"non_inferior", orNull(result.isNonInferior)}};
    oracles::addInterval(actual, result.interval);
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::quantileCiExact() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    auto values = inputs.at("x").get<std::vector<double>>();
    std::sort(values.begin(), values.end());
    const stats::QuantileInterval result = stats::quantileInterval(
        values, inputs.at("q").get<double>(), inputs.at("alpha").get<double>());
    const json actual{
        {"status", stats::nameOf(result.status)},  {"point_type7", orNull(result.interpolated)},
        {"point_type1", orNull(result.observed)},  {"rank_low", orNull(result.ranks.lower)},
        {"rank_high", orNull(result.ranks.upper)}, {"ci_low", orNull(result.low)},
        {"ci_high", orNull(result.high)},          {"coverage", result.ranks.coverage}};
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::quantileWoodruffClustered() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    oracles::Numbering names;
    std::vector<stats::ClusteredValue> rows;
    for (const json& row : inputs.at("rows"))
        rows.push_back({names.of(row.at(0).get<std::string>()), row.at(1).get<double>()});
    const stats::ClusteredQuantile result = stats::clusteredQuantile(
        rows, inputs.at("q").get<double>(), inputs.at("alpha").get<double>());
    QCOMPARE(result.interval.has_value(), result.status == stats::Status::Ok);
    json actual{{"status", stats::nameOf(result.status)},
                {"point", orNull(result.value)},
                {"f_hat", orNull(result.shareBelow)},
                {"se_p", orNull(result.shareError)},
                {"se_quantile", orNull(result.standardError)}};
    oracles::addInterval(actual, result.interval);
    COMPARE_ORACLE(actual, example);
}

void TestOraclesInference::prngSplitmix64() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto seed = inputs.at("seed").get<std::uint64_t>();
    stats::SplitMix64 whole{seed};
    stats::SplitMix64 fractions{seed};
    json actual{{"values", json::array()}, {"uniforms", json::array()}};
    for (int i = 0; i < inputs.at("count").get<int>(); ++i) {
        actual["values"].push_back(std::to_string(whole.next()));
        actual["uniforms"].push_back(fractions.uniform());
    }
    COMPARE_ORACLE(actual, example);
}

QTEST_APPLESS_MAIN(TestOraclesInference)
#include "tst_oracles_inference.moc"
