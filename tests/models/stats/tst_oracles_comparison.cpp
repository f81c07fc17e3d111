// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/cluster_bootstrap.h"
#include "models/stats/few_clusters.h"
#include "models/stats/ratio_metric.h"
#include "models/stats/sequential.h"
#include "models/stats/two_samples.h"

#include "tests/models/stats/oracle_inputs.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <set>

using namespace ms;
using nlohmann::json;
using oracles::orNull;

/// The examples of METHODS 1.2 to 1.4 in the oracle file, whichever file that is.
class TestOraclesComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void welch_data() { oracles::addRows("welch"); }
    void welch();
    void summaryLift_data() { oracles::addRows("summary_lift"); }
    void summaryLift();
    void deltaRatioClustered_data() { oracles::addRows("delta_ratio_clustered"); }
    void deltaRatioClustered();
    void deltaRatioCrossed_data() { oracles::addRows("delta_ratio_crossed"); }
    void deltaRatioCrossed();
    void cr2TwoArm_data() { oracles::addRows("cr2_two_arm"); }
    void cr2TwoArm();
    void permutationExact_data() { oracles::addRows("permutation_exact"); }
    void permutationExact();
    void clusterBootstrapExact_data() { oracles::addRows("cluster_bootstrap_exact"); }
    void clusterBootstrapExact();
};

void TestOraclesComparison::welch() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto a = stats::momentsOf(inputs.at("a").get<std::vector<double>>());
    const auto b = stats::momentsOf(inputs.at("b").get<std::vector<double>>());
    const stats::Estimate difference =
        stats::welchDifference(a, b, inputs.at("alpha").get<double>());
    json actual{{"status", stats::nameOf(difference.status)},
                {"mean_a", orNull(a.mean)},
                {"mean_b", orNull(b.mean)},
                {"diff", orNull(difference.value)},
                {"se", orNull(difference.standardError)},
                {"df", orNull(difference.degreesOfFreedom)},
                {"t", orNull(difference.statistic)},
                {"p_two_sided", orNull(difference.pValue)}};
    oracles::addInterval(actual, difference.interval);
    COMPARE_ORACLE(actual, example);
}

void TestOraclesComparison::summaryLift() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto momentsOf = [&](const char* arm) {
        const json& sums = inputs.at(arm);
        return stats::momentsOfSums(sums.at("n").get<double>(), sums.at("sum").get<double>(),
                                    sums.at("sum_squares").get<double>());
    };
    const stats::SampleMoments a = momentsOf("a");
    const stats::SampleMoments b = momentsOf("b");
    const double alpha = inputs.at("alpha").get<double>();
    const stats::Estimate effect = inputs.at("relative").get<bool>()
                                       ? stats::welchLift(a, b, alpha)
                                       : stats::welchDifference(a, b, alpha);
    json actual{{"status", stats::nameOf(effect.status)},
                {"estimate", orNull(effect.value)},
                {"se", orNull(effect.standardError)},
                {"df", orNull(effect.degreesOfFreedom)},
                {"p_two_sided", orNull(effect.pValue)}};
    oracles::addInterval(actual, effect.interval);
    if (effect.value && effect.standardError) {
        const stats::AnytimeEstimate anytime = stats::asymptoticConfidenceSequence(
            *effect.value, *effect.standardError, a.count + b.count,
            inputs.value("n_opt", stats::kDefaultPlannedUnits), alpha);
        oracles::addInterval(actual, anytime.interval, "seq_ci_");
        actual["seq_p"] = orNull(anytime.pValue);
    }
    COMPARE_ORACLE(actual, example);
}

void TestOraclesComparison::deltaRatioClustered() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const stats::RatioComparison comparison = stats::compareRatios(
        oracles::clusterTotals(inputs.at("rows_a")), oracles::clusterTotals(inputs.at("rows_b")),
        inputs.at("alpha").get<double>());
    const stats::Estimate& difference = comparison.difference;
    json actual{{"status", stats::nameOf(difference.status)},
                {"ratio_a", orNull(comparison.a.ratio)},
                {"ratio_b", orNull(comparison.b.ratio)},
                {"clusters_a", comparison.a.clusters},
                {"clusters_b", comparison.b.clusters},
                {"var_a", orNull(comparison.a.variance)},
                {"var_b", orNull(comparison.b.variance)},
                {"diff", orNull(difference.value)},
                {"se_diff", orNull(difference.standardError)},
                {"df", orNull(difference.degreesOfFreedom)},
                {"t", orNull(difference.statistic)},
                {"p_two_sided", orNull(difference.pValue)},
                {"lift", orNull(comparison.lift.value)},
                {"se_lift", orNull(comparison.lift.standardError)},
                {"fieller_g", orNull(comparison.fieller.g)}};
    oracles::addInterval(actual, difference.interval, "ci_t_");
    oracles::addInterval(actual, comparison.normalInterval, "ci_z_");
    oracles::addInterval(actual, comparison.lift.interval, "lift_ci_t_");
    oracles::addInterval(actual, comparison.fieller.interval, "fieller_lift_");
    COMPARE_ORACLE(actual, example);
}

void TestOraclesComparison::deltaRatioCrossed() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto inA = oracles::totalsByCluster(inputs.at("rows_a"));
    const auto inB = oracles::totalsByCluster(inputs.at("rows_b"));
    std::map<std::string, stats::CrossedCluster> byName;
    for (const auto& [name, cluster] : inA)
        byName[name].a = cluster;
    for (const auto& [name, cluster] : inB)
        byName[name].b = cluster;
    std::vector<stats::CrossedCluster> clusters;
    for (const auto& [name, cluster] : byName)
        clusters.push_back(cluster);
    const stats::RatioComparison comparison =
        stats::compareCrossedRatios(clusters, inputs.at("alpha").get<double>());
    const stats::Estimate& difference = comparison.difference;
    json actual{{"status", stats::nameOf(difference.status)},
                {"ratio_a", orNull(comparison.a.ratio)},
                {"ratio_b", orNull(comparison.b.ratio)},
                {"diff", orNull(difference.value)},
                {"clusters", comparison.clusters},
                {"se_diff", orNull(difference.standardError)},
                {"df", orNull(difference.degreesOfFreedom)}};
    oracles::addInterval(actual, difference.interval);
    COMPARE_ORACLE(actual, example);
}

void TestOraclesComparison::cr2TwoArm() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto armOf = [&](const char* rows) {
        std::map<std::string, stats::CountedCluster> byName;
        for (const json& row : inputs.at(rows)) {
            stats::CountedCluster& cluster = byName[row.at(0).get<std::string>()];
            cluster.totals.numerator += row.at(1).get<double>();
            ++cluster.totals.denominator;
            ++cluster.rows;
        }
        std::vector<stats::CountedCluster> clusters;
        for (const auto& [name, cluster] : byName)
            clusters.push_back(cluster);
        return clusters;
    };
    const stats::Cr2Comparison comparison =
        stats::compareCr2(armOf("rows_a"), armOf("rows_b"), inputs.at("alpha").get<double>());
    const stats::Estimate& difference = comparison.difference;
    json actual{{"status", stats::nameOf(difference.status)},
                {"var_cr2_a", orNull(comparison.varianceA)},
                {"var_cr2_b", orNull(comparison.varianceB)},
                {"diff", orNull(difference.value)},
                {"se_cr2", orNull(difference.standardError)},
                {"df_satterthwaite", orNull(difference.degreesOfFreedom)},
                {"p_two_sided", orNull(difference.pValue)}};
    oracles::addInterval(actual, difference.interval);
    COMPARE_ORACLE(actual, example);
}

void TestOraclesComparison::permutationExact() {
    const json example = oracles::fetched();
    const auto armOf = [&](const char* arm) {
        std::vector<stats::ClusterTotals> clusters;
        for (const json& row : example.at("inputs").at(arm))
            clusters.push_back({row.at(0).get<double>(), row.at(1).get<double>()});
        return clusters;
    };
    const stats::PermutationTest test = stats::permutationTest(armOf("a"), armOf("b"), 1);
    QVERIFY(test.isExact);
    const json actual{{"status", stats::nameOf(test.status)},
                      {"observed_diff", orNull(test.observed)},
                      {"permutations", test.relabelings},
                      {"extreme", test.extreme},
                      {"p_two_sided", orNull(test.pValue)}};
    COMPARE_ORACLE(actual, example);
}

void TestOraclesComparison::clusterBootstrapExact() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const std::vector<stats::ClusterTotals> clusters = oracles::clusterTotals(inputs.at("rows"));
    const double alpha = inputs.at("alpha").get<double>();
    const stats::BootstrapDistribution exact = stats::exactClusterBootstrap(clusters, alpha);
    json actual{{"status", stats::nameOf(exact.status)},   {"ratio", orNull(exact.ratio)},
                {"boot_mean", orNull(exact.mean)},         {"boot_se", orNull(exact.standardError)},
                {"distinct_values", exact.distinctValues}, {"resamples", exact.resamples}};
    oracles::addInterval(actual, exact.interval, "pct_");
    COMPARE_ORACLE(actual, example);

    // METHODS 1.4: what a Monte Carlo run must land within.
    const stats::BootstrapDistribution drawn = stats::clusterBootstrap(clusters, alpha, 20260);
    const double error = *exact.standardError;
    QVERIFY(std::abs(*drawn.mean - *exact.mean) <=
            4 * error / std::sqrt(double(stats::kBootstrapDraws)));
    QVERIFY(std::abs(*drawn.standardError - error) <= 0.02 * error);
}

QTEST_APPLESS_MAIN(TestOraclesComparison)
#include "tst_oracles_comparison.moc"
