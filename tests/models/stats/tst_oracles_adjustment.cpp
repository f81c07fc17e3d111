// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/mix_effect.h"
#include "models/stats/post_stratification.h"
#include "models/stats/raking.h"
#include "models/stats/variance_reduction.h"

#include "tests/models/stats/oracle_inputs.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <set>

using namespace ms;
using nlohmann::json;
using oracles::orNull;

/// The examples of METHODS 1.6 to 1.8 in the oracle file, whichever file that is.
class TestOraclesAdjustment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cuped_data() { oracles::addRows("cuped"); }
    void cuped();
    void cupedRatio_data() { oracles::addRows("cuped_ratio"); }
    void cupedRatio();
    void linRegressionHc2_data() { oracles::addRows("lin_regression_hc2"); }
    void linRegressionHc2();
    void poststratRatioClustered_data() { oracles::addRows("poststrat_ratio_clustered"); }
    void poststratRatioClustered();
    void raking_data() { oracles::addRows("raking"); }
    void raking();
    void kitagawa_data() { oracles::addRows("kitagawa"); }
    void kitagawa();
};

namespace {

constexpr double kUsualAlpha = 0.05;

std::vector<stats::OutcomeAndCovariate> outcomes(const json& rows) {
    std::vector<stats::OutcomeAndCovariate> arm;
    for (const json& row : rows)
        arm.push_back({row.at(0).get<double>(), row.at(1).get<double>()});
    return arm;
}

json adjusted(const stats::AdjustedDifference& difference) {
    json actual{{"status", stats::nameOf(difference.adjusted.status)},
                {"theta", orNull(difference.theta)},
                {"diff_unadjusted", orNull(difference.unadjusted.value)},
                {"se_unadjusted", orNull(difference.unadjusted.standardError)},
                {"diff_adjusted", orNull(difference.adjusted.value)},
                {"se_adjusted", orNull(difference.adjusted.standardError)},
                {"df", orNull(difference.adjusted.degreesOfFreedom)},
                {"variance_ratio", orNull(difference.varianceRatio)}};
    oracles::addInterval(actual, difference.adjusted.interval);
    return actual;
}

std::vector<stats::StratumTotals> stratumTotals(const json& rows, oracles::Numbering& clusters,
                                                oracles::Numbering& strata) {
    std::vector<stats::StratumTotals> totals;
    for (const json& row : rows)
        totals.push_back({clusters.of(row.at(0).get<std::string>()),
                          strata.of(row.at(1).get<std::string>()), row.at(2).get<double>(),
                          row.at(3).get<double>()});
    return totals;
}

} // namespace

void TestOraclesAdjustment::cuped() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    COMPARE_ORACLE(
        adjusted(stats::cupedDifference(outcomes(inputs.at("a")), outcomes(inputs.at("b")),
                                        inputs.value("alpha", kUsualAlpha))),
        example);
}

void TestOraclesAdjustment::cupedRatio() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto armOf = [&](const char* arm) {
        std::vector<stats::ClusterAfterBefore> clusters;
        for (const json& row : inputs.at(arm)) {
            const auto cell = row.get<std::vector<double>>();
            clusters.push_back({{cell.at(0), cell.at(1)}, {cell.at(2), cell.at(3)}});
        }
        return clusters;
    };
    COMPARE_ORACLE(adjusted(stats::cupedRatioDifference(armOf("a"), armOf("b"),
                                                        inputs.value("alpha", kUsualAlpha))),
                   example);
}

void TestOraclesAdjustment::linRegressionHc2() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const stats::Estimate effect = stats::linRegressionDifference(
        outcomes(inputs.at("a")), outcomes(inputs.at("b")), inputs.at("alpha").get<double>());
    json actual{{"status", stats::nameOf(effect.status)},
                {"effect", orNull(effect.value)},
                {"se_hc2", orNull(effect.standardError)}};
    oracles::addInterval(actual, effect.interval, "ci_z_");
    COMPARE_ORACLE(actual, example);
}

void TestOraclesAdjustment::poststratRatioClustered() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    oracles::Numbering clusters, strata;
    const auto a = stratumTotals(inputs.at("rows_a"), clusters, strata);
    const auto b = stratumTotals(inputs.at("rows_b"), clusters, strata);
    const json& wanted = inputs.at("weights");
    std::vector<double> given;
    if (wanted.is_object())
        for (const std::string& name : strata.names())
            given.push_back(wanted.value(name, 0.0));
    const auto weights = wanted.is_object()     ? stats::StratumWeights::Given
                         : wanted == "baseline" ? stats::StratumWeights::Baseline
                                                : stats::StratumWeights::Pooled;
    const stats::PostStratification result = stats::postStratify(
        a, b, strata.names().size(), inputs.at("alpha").get<double>(), weights, given);

    std::set<std::string> common, dropped;
    json retainedWeights = json::object();
    for (std::size_t h = 0; h < result.strata.size(); ++h) {
        const std::string& name = strata.names()[h];
        (result.strata[h].isRetained ? common : dropped).insert(name);
        if (result.strata[h].isRetained)
            retainedWeights[name] = result.strata[h].retainedWeight;
    }
    json actual{{"status", stats::nameOf(result.difference.status)},
                {"common_strata", common},
                {"dropped_strata", dropped},
                {"coverage", result.coverage},
                {"weights", retainedWeights},
                {"std_ratio_a", orNull(result.ratioA)},
                {"std_ratio_b", orNull(result.ratioB)},
                {"diff", orNull(result.difference.value)},
                {"se", orNull(result.difference.standardError)},
                {"df", orNull(result.difference.degreesOfFreedom)},
                {"raw_diff", orNull(result.rawDifference)}};
    oracles::addInterval(actual, result.difference.interval);
    COMPARE_ORACLE(actual, example);
}

void TestOraclesAdjustment::raking() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto table = inputs.at("table").get<std::vector<std::vector<double>>>();
    const auto columns = inputs.at("col_targets").get<std::vector<double>>();
    std::vector<double> cells;
    for (const std::vector<double>& row : table)
        cells.insert(cells.end(), row.begin(), row.end());
    const stats::RakedTable raked =
        stats::rake(cells, inputs.at("row_targets").get<std::vector<double>>(), columns);
    QCOMPARE(raked.fitted.empty(), raked.status != stats::Status::Ok);
    json actual{{"status", stats::nameOf(raked.status)}, {"fitted", json::array()}};
    for (std::size_t from = 0; from < raked.fitted.size(); from += columns.size()) {
        json row = json::array();
        for (std::size_t column = 0; column < columns.size(); ++column)
            row.push_back(raked.fitted[from + column]);
        actual["fitted"].push_back(row);
    }
    COMPARE_ORACLE(actual, example);
}

void TestOraclesAdjustment::kitagawa() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    std::map<std::string, stats::StratumInArms> byName;
    for (const auto& [name, pair] : inputs.at("a").items())
        byName[name].a = {pair.at(0).get<double>(), pair.at(1).get<double>()};
    for (const auto& [name, pair] : inputs.at("b").items())
        byName[name].b = {pair.at(0).get<double>(), pair.at(1).get<double>()};
    std::vector<stats::StratumInArms> strata;
    for (const auto& [name, stratum] : byName)
        strata.push_back(stratum);
    const stats::MixDecomposition result = stats::decomposeMix(strata);
    json actual{{"status", stats::nameOf(result.status)},
                {"total", orNull(result.total)},
                {"within", orNull(result.within)},
                {"mix", orNull(result.mix)},
                {"by_stratum", json::object()}};
    std::size_t next = 0;
    for (const auto& [name, stratum] : byName) {
        if (next == result.strata.size())
            break;
        const stats::StratumEffect& effect = result.strata[next++];
        actual["by_stratum"][name] = {
            {"within", effect.within}, {"mix", effect.mix}, {"mix_centred", effect.mixCentred}};
    }
    COMPARE_ORACLE(actual, example);
}

QTEST_APPLESS_MAIN(TestOraclesAdjustment)
#include "tst_oracles_adjustment.moc"
