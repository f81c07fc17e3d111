// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/arm_effect.h"

#include "models/stats/splitmix64.h"
#include "tests/models/stats/oracle_inputs.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace ms;
using nlohmann::json;
using oracles::orNull;
using stats::ArmEffect;
using stats::Status;
using stats::StratumTotals;
using Rows = std::vector<StratumTotals>;

namespace {

constexpr double kAlpha = 0.05;

Rows randomRows(std::uint64_t seed, std::uint32_t firstCluster, std::uint32_t clusters,
                std::uint32_t strata) {
    stats::SplitMix64 random{seed};
    Rows rows;
    for (std::uint32_t cluster = 0; cluster < clusters; ++cluster)
        for (std::uint32_t stratum = 0; stratum < strata; ++stratum)
            if (random.uniform() < 0.8)
                rows.push_back({firstCluster + cluster, stratum,
                                (1 + stratum) * (3 + random.uniform()) + 0.1 * cluster,
                                3 + random.uniform()});
    return rows;
}

/// Rows of cluster, (stratum,) numerator and denominator.
Rows rowsOf(const json& given, oracles::Numbering& clusters, oracles::Numbering* strata) {
    Rows rows;
    for (const json& row : given) {
        const std::size_t figures = strata ? 2 : 1;
        rows.push_back({clusters.of(row.at(0).get<std::string>()),
                        strata ? strata->of(row.at(1).get<std::string>()) : 0,
                        row.at(figures).get<double>(), row.at(figures + 1).get<double>()});
    }
    return rows;
}

void compareOracle(const json& actual, const json& example) {
    json known = json::object(); // the examples state more than one function says
    for (const auto& [key, value] : example.at("expected").items())
        if (actual.contains(key))
            known[key] = value;
    QVERIFY(known.size() >= 4);
    const std::string found = oracles::difference(actual, known, example.at("tolerance"));
    QVERIFY2(found.empty(), found.c_str());
}

json figuresOf(const ArmEffect& effect) {
    json actual{{"ratio_a", orNull(effect.shown().a.ratio)},
                {"ratio_b", orNull(effect.shown().b.ratio)},
                {"diff", orNull(effect.difference.value)},
                {"se_diff", orNull(effect.shown().difference.standardError)},
                {"coverage", effect.coverage},
                {"raw_diff", orNull(effect.unadjusted.difference.value)},
                {"df", orNull(effect.shown().difference.degreesOfFreedom)}};
    oracles::addInterval(actual, effect.shown().difference.interval);
    return actual;
}

void oracle(bool hasStrata) {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    oracles::Numbering clusters, strata;
    oracles::Numbering* const names = hasStrata ? &strata : nullptr;
    if (!inputs.contains("rows_a") || inputs.value("weights", "pooled") != "pooled")
        QSKIP("Another form of input, or weights that the comparison does not offer.");
    const Rows a = rowsOf(inputs.at("rows_a"), clusters, names);
    const Rows b = rowsOf(inputs.at("rows_b"), clusters, names);
    const std::size_t count = hasStrata ? strata.names().size() : 1;
    compareOracle(figuresOf(stats::armEffect({a, b, count}, inputs.value("alpha", kAlpha), 1)),
                  example);
}

} // namespace

class TestArmEffect : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void crossedOracle_data() { oracles::addRows("delta_ratio_crossed"); }
    void crossedOracle() { oracle(false); }
    void stratifiedOracle_data() { oracles::addRows("poststrat_ratio_clustered"); }
    void stratifiedOracle() { oracle(true); }
    void strataAreThoseOfPostStratification_data();
    void strataAreThoseOfPostStratification();
    void oneStratumIsThePlainComparison();
    void fewClustersAreTestedTwice();
    void disagreementIsTold();
    void pairedClustersFlipSigns();
    void mixAloneIsNoDifference();
    void whatIsInOneArmAloneIsDropped();
    void nothingInAnArm();
    void totalsOfNothingAreNoClusters();
    void detectableIsOfTheStandardError();
};

void TestArmEffect::strataAreThoseOfPostStratification_data() {
    QTest::addColumn<int>("firstOfB");
    QTest::newRow("other clusters") << 60;
    QTest::newRow("some clusters in both arms") << 30;
    QTest::newRow("the same clusters") << 0;
}

/// Totals made linear give the variance of 1.7 by the way of 1.3.
void TestArmEffect::strataAreThoseOfPostStratification() {
    QFETCH(int, firstOfB);
    for (std::uint64_t seed = 1; seed < 20; ++seed) {
        const Rows a = randomRows(seed, 0, 60, 4);
        const Rows b = randomRows(seed + 100, std::uint32_t(firstOfB), 50, 4);
        const ArmEffect effect = stats::armEffect({a, b, 4}, kAlpha, 1);
        const auto known = stats::postStratify(a, b, 4, kAlpha);
        QCOMPARE(effect.isCrossed, known.isCrossed);
        const auto near = [](double x, double y) { return std::abs(x - y) < 1e-9; };
        QVERIFY(near(*effect.difference.value, *known.difference.value));
        QVERIFY(near(*effect.difference.standardError, *known.difference.standardError));
        QVERIFY(near(*effect.difference.degreesOfFreedom, *known.difference.degreesOfFreedom));
        QVERIFY(near(*effect.shown().a.ratio, *known.ratioA));
        QVERIFY(near(*effect.unadjusted.difference.value, *known.rawDifference));
        QVERIFY(!effect.hasFewClusters && !effect.permutation);
    }
}

void TestArmEffect::oneStratumIsThePlainComparison() {
    const Rows a = randomRows(1, 0, 70, 1);
    const Rows b = randomRows(2, 70, 70, 1);
    const ArmEffect effect = stats::armEffect({a, b, 1}, kAlpha, 1);
    std::vector<stats::ClusterTotals> totalsA, totalsB;
    for (const auto& row : a)
        totalsA.push_back({row.numerator, row.denominator});
    for (const auto& row : b)
        totalsB.push_back({row.numerator, row.denominator});
    const auto plain = stats::compareRatios(totalsA, totalsB, kAlpha);
    QVERIFY(!effect.standardised && !effect.isCrossed);
    QCOMPARE(*effect.difference.pValue, *plain.difference.pValue);
    QCOMPARE(effect.liftInterval->low, plain.lift.interval->low);
    QCOMPARE(effect.coverage, 1.0);
}

void TestArmEffect::fewClustersAreTestedTwice() {
    const Rows a = randomRows(1, 0, 9, 1);
    Rows b = randomRows(2, 9, 9, 1);
    for (StratumTotals& row : b)
        row.numerator *= 2; // beyond doubt
    const ArmEffect effect = stats::armEffect({a, b, 1}, kAlpha, 1);
    QVERIFY(effect.hasFewClusters && effect.cr2 && effect.permutation);
    QVERIFY(effect.permutation->isExact && *effect.permutation->pValue < 0.01);
    QVERIFY(!effect.doTestsDisagree);
    QCOMPARE(*effect.difference.standardError, *effect.cr2->standardError);
    QVERIFY(*effect.difference.standardError > *effect.unadjusted.difference.standardError);
    QVERIFY(*effect.lift.standardError > *effect.unadjusted.lift.standardError);
}

/// Three against three: of 20 relabelings two are as far out, which is never below 0.05.
void TestArmEffect::disagreementIsTold() {
    const Rows a{{0, 0, 10, 10}, {1, 0, 10.1, 10}, {2, 0, 9.9, 10}};
    const Rows b{{3, 0, 20, 10}, {4, 0, 20.1, 10}, {5, 0, 19.9, 10}};
    const ArmEffect effect = stats::armEffect({a, b, 1}, kAlpha, 1);
    QVERIFY(*effect.difference.pValue < 0.001);
    QCOMPARE(*effect.permutation->pValue, 0.1);
    QVERIFY(effect.doTestsDisagree);
}

void TestArmEffect::pairedClustersFlipSigns() {
    Rows a, b;
    for (std::uint32_t i = 0; i < 12; ++i) {
        const double level = 1 + i; // tenants differ widely, arms within them hardly
        a.push_back({i, 0, 10 * level, 10});
        b.push_back({i, 0, 10 * level * (1.05 + 0.01 * (i % 3)), 10});
    }
    const ArmEffect effect = stats::armEffect({a, b, 1}, kAlpha, 1);
    QVERIFY(effect.isCrossed && effect.hasFewClusters && !effect.cr2);
    QVERIFY(effect.permutation->isExact);
    QCOMPARE(effect.permutation->relabelings, std::uint64_t(4096));
    QVERIFY(std::abs(*effect.permutation->observed - *effect.difference.value) < 1e-12);
    QVERIFY(*effect.difference.pValue < kAlpha && !effect.doTestsDisagree);
    for (StratumTotals& row : b)
        row.cluster += 12; // unpaired, nothing can be told
    QVERIFY(*stats::armEffect({a, b, 1}, kAlpha, 1).difference.pValue > 0.5);
}

void TestArmEffect::mixAloneIsNoDifference() {
    // Short ones cost 1 and long ones 5 in both arms; B has more long ones.
    Rows a, b;
    for (std::uint32_t i = 0; i < 50; ++i) {
        const double size = 1 + i % 7;
        a.push_back({i, 0, 8 * size, 8 * size});
        a.push_back({i, 1, 10 * size, 2 * size});
        b.push_back({50 + i, 0, 2 * size, 2 * size});
        b.push_back({50 + i, 1, 40 * size, 8 * size});
    }
    const ArmEffect effect = stats::armEffect({a, b, 2}, kAlpha, 1);
    QVERIFY(std::abs(*effect.difference.value) < 1e-12);
    QVERIFY(effect.difference.status == Status::ZeroVariance);
    const auto point = stats::intervalOrPoint(effect.difference);
    QVERIFY(point && point->low == point->high);
    QVERIFY(effect.unadjusted.difference.interval || *effect.unadjusted.difference.value > 2);
}

void TestArmEffect::whatIsInOneArmAloneIsDropped() {
    Rows a = randomRows(1, 0, 50, 2);
    const Rows b = randomRows(2, 50, 50, 2);
    for (std::uint32_t i = 0; i < 50; ++i)
        a.push_back({i, 2, 100, 1});
    const ArmEffect effect = stats::armEffect({a, b, 3}, kAlpha, 1);
    QVERIFY(effect.coverage < 1 && effect.coverage > 0.8);
    QVERIFY(!effect.strata[2].isRetained);
    QVERIFY(std::abs(*effect.difference.value) < 1 && *effect.unadjusted.difference.value < -5);
    for (StratumTotals& row : a)
        row.stratum = 2;
    const ArmEffect none = stats::armEffect({a, b, 3}, kAlpha, 1);
    QVERIFY(none.difference.status == Status::NoOverlap && none.coverage == 0);
    QVERIFY(none.unadjusted.difference.interval.has_value());
}

void TestArmEffect::nothingInAnArm() {
    const Rows a = randomRows(1, 0, 50, 1);
    const ArmEffect effect = stats::armEffect({a, {}, 1}, kAlpha, 1);
    QVERIFY(effect.difference.status == Status::ZeroDenominator && !effect.difference.value);
    QVERIFY(!effect.detectable && !effect.liftInterval);
}

void TestArmEffect::totalsOfNothingAreNoClusters() {
    Rows a = randomRows(1, 0, 50, 1);
    const Rows b = randomRows(2, 50, 50, 1);
    const ArmEffect without = stats::armEffect({a, b, 1}, kAlpha, 1);
    a.push_back({60, 0, 0, 0}); // of an arm B cluster, that has no unit in A
    const ArmEffect with = stats::armEffect({a, b, 1}, kAlpha, 1);
    QVERIFY(!with.isCrossed);
    QCOMPARE(with.unadjusted.a.clusters, without.unadjusted.a.clusters);
    QCOMPARE(*with.difference.standardError, *without.difference.standardError);
}

void TestArmEffect::detectableIsOfTheStandardError() {
    const Rows a = randomRows(1, 0, 50, 1);
    const Rows b = randomRows(2, 50, 50, 1);
    const ArmEffect effect = stats::armEffect({a, b, 1}, kAlpha, 1);
    QVERIFY(std::abs(*effect.detectable / *effect.difference.standardError - 2.8015852) < 1e-6);
}

QTEST_APPLESS_MAIN(TestArmEffect)
#include "tst_arm_effect.moc"
