// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/mix_effect.h"

#include "models/stats/splitmix64.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ms;
using stats::Status;
using stats::StratumInArms;

class TestMixEffect : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsAddToTheDifference();
    void sameRatiosAreAllMix();
    void sameSharesAreAllWithin();
    void anAbsentStratumIsAllMix();
    void centredMixDoesNotDependOnTheOrigin();
    void swappingTheArmsSwapsTheSigns();
    void costWithoutUnitsIsWithin();
    void nothingInAnArm();
};

namespace {

std::vector<StratumInArms> someStrata(std::uint64_t seed) {
    stats::SplitMix64 random{seed};
    std::vector<StratumInArms> strata;
    for (int i = 0; i < 12; ++i) {
        const double inA = i % 5 == 0 ? 0 : 1 + double(random.below(90));
        const double inB = i % 4 == 1 ? 0 : 1 + double(random.below(90));
        strata.push_back({{inA * random.uniform(), inA}, {inB * random.uniform(), inB}});
    }
    return strata;
}

} // namespace

void TestMixEffect::partsAddToTheDifference() {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const stats::MixDecomposition found = stats::decomposeMix(someStrata(seed));
        QVERIFY(std::abs(*found.within + *found.mix - *found.total) < 1e-14);
        double centred = 0;
        for (const stats::StratumEffect& effect : found.strata)
            centred += effect.mixCentred;
        QVERIFY(std::abs(centred - *found.mix) < 1e-14);
    }
}

void TestMixEffect::sameRatiosAreAllMix() {
    const stats::MixDecomposition found =
        stats::decomposeMix(std::vector<StratumInArms>{{{8, 8}, {2, 2}}, {{10, 2}, {40, 8}}});
    QCOMPARE(*found.within, 0.0);
    QCOMPARE(*found.mix, 4.2 - 1.8);
}

void TestMixEffect::sameSharesAreAllWithin() {
    const stats::MixDecomposition found =
        stats::decomposeMix(std::vector<StratumInArms>{{{6, 3}, {12, 6}}, {{5, 1}, {12, 2}}});
    QCOMPARE(*found.mix, 0.0);
    QCOMPARE(found.strata[0].within, 0.0);
    QCOMPARE(found.strata[1].within, 0.25); // a quarter of the units costs 1 more
}

void TestMixEffect::anAbsentStratumIsAllMix() {
    const stats::MixDecomposition found =
        stats::decomposeMix(std::vector<StratumInArms>{{{2, 2}, {1, 1}}, {{0, 0}, {9, 1}}});
    QCOMPARE(found.strata[1].within, 0.0);
    QCOMPARE(found.strata[1].mix, 4.5);
    QCOMPARE(*found.total, 4.0);
}

void TestMixEffect::centredMixDoesNotDependOnTheOrigin() {
    std::vector<StratumInArms> strata = someStrata(3);
    const stats::MixDecomposition before = stats::decomposeMix(strata);
    for (StratumInArms& stratum : strata) { // every unit costs 100 more
        stratum.a.numerator += 100 * stratum.a.denominator;
        stratum.b.numerator += 100 * stratum.b.denominator;
    }
    const stats::MixDecomposition after = stats::decomposeMix(strata);
    for (std::size_t i = 0; i < strata.size(); ++i)
        QVERIFY(std::abs(after.strata[i].mixCentred - before.strata[i].mixCentred) < 1e-12);
}

void TestMixEffect::swappingTheArmsSwapsTheSigns() {
    std::vector<StratumInArms> strata = someStrata(4);
    const stats::MixDecomposition before = stats::decomposeMix(strata);
    for (StratumInArms& stratum : strata)
        std::swap(stratum.a, stratum.b);
    std::reverse(strata.begin(), strata.end());
    const stats::MixDecomposition after = stats::decomposeMix(strata);
    QCOMPARE(*after.within, -*before.within);
    QCOMPARE(*after.mix, -*before.mix);
}

void TestMixEffect::costWithoutUnitsIsWithin() {
    // Nothing succeeded in the second stratum of B, at a cost of 6.
    const stats::MixDecomposition found =
        stats::decomposeMix(std::vector<StratumInArms>{{{2, 2}, {3, 3}}, {{4, 2}, {6, 0}}});
    QCOMPARE(*found.total, 3 - 1.5);
    QCOMPARE(*found.within, 2.0);
    QCOMPARE(*found.mix, -0.5);
}

void TestMixEffect::nothingInAnArm() {
    const stats::MixDecomposition found =
        stats::decomposeMix(std::vector<StratumInArms>{{{1, 1}, {1, 0}}});
    QVERIFY(found.status == Status::ZeroDenominator);
    QVERIFY(!found.total && !found.within && found.strata.empty());
    QVERIFY(stats::decomposeMix({}).status == Status::ZeroDenominator);
}

QTEST_APPLESS_MAIN(TestMixEffect)
#include "tst_mix_effect.moc"
