// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/level_drift.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace ms;
using stats::ClusterTotals;
using stats::LevelDrift;
using stats::LevelDriftRule;

namespace {

/// Hours of heavy-tailed requests of mean cost `level`, busier by day than by night.
std::vector<ClusterTotals> hours(std::mt19937_64& random, int days, double level) {
    std::lognormal_distribution<double> cost(-0.72, 1.2); // of mean 1
    std::vector<ClusterTotals> clusters;
    for (int hour = 0; hour < days * 24; ++hour) {
        std::poisson_distribution<int> requests(hour % 24 < 8 ? 4 : 20);
        ClusterTotals cluster;
        for (int i = requests(random); i > 0; --i) {
            cluster.numerator += level * cost(random);
            cluster.denominator += 1;
        }
        clusters.push_back(cluster);
    }
    return clusters;
}

std::vector<std::size_t> everyDay(std::size_t days) {
    std::vector<std::size_t> ends;
    for (std::size_t day = 1; day <= days; ++day)
        ends.push_back(day * 24);
    return ends;
}

stats::ArmRatio arm(std::size_t clusters, double numerator, double denominator) {
    std::vector<ClusterTotals> all;
    for (std::size_t i = 0; i < clusters; ++i) // scatters by a tenth
        all.push_back({numerator * (i % 2 == 0 ? 0.9 : 1.1), denominator});
    return stats::ratioOfArm(all);
}

} // namespace

class TestLevelDrift : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// ln 1.5 with its interval by hand: 1.11 with SE = sqrt(2) 0.1 / sqrt(99), k / (k - 1).
    void handComputed() {
        const LevelDriftRule rule{std::log(1.1), 0.05, 200};
        const LevelDrift drift = stats::levelDrift(arm(100, 2, 4), arm(100, 3, 4), rule);
        QVERIFY(drift.isUp && !drift.isDown);
        QVERIFY(std::abs(*drift.logChange - std::log(1.5)) < 1e-12);
        const double n = 200;
        const double error = std::sqrt(2 * 0.01 / 99);
        const double lnAlpha = std::log(0.05);
        const double rho = std::sqrt((-2 * lnAlpha + std::log(1 - 2 * lnAlpha)) / n);
        const double nr = n * rho * rho;
        const double radius =
            error * std::sqrt(n) *
            std::sqrt(2 * (nr + 1) / (n * nr) * std::log(std::sqrt(nr + 1) / 0.05));
        QVERIFY(std::abs(drift.interval->high - drift.interval->low - 2 * radius) < 1e-9);
        const LevelDrift back = stats::levelDrift(arm(100, 3, 4), arm(100, 2, 4), rule);
        QVERIFY(back.isDown && !back.isUp);
        QVERIFY(std::abs(*back.logChange + *drift.logChange) < 1e-12);
    }
    void lessThanTheLeastIsNoDrift() {
        const LevelDrift drift =
            stats::levelDrift(arm(1000, 2, 4), arm(1000, 2.1, 4), LevelDriftRule{});
        QVERIFY(!drift.isUp && !drift.isDown && drift.interval->low > 0); // sure, and small
    }
    void whatHasNoAnswerSaysWhy() {
        const LevelDriftRule rule;
        QVERIFY(stats::levelDrift(arm(29, 1, 1), arm(100, 1, 1), rule).status ==
                stats::Status::InsufficientClusters);
        QVERIFY(stats::levelDrift(arm(50, 1, 0), arm(50, 1, 1), rule).status ==
                stats::Status::ZeroDenominator);
        const LevelDrift free = stats::levelDrift(arm(50, 0, 1), arm(50, 1, 1), rule);
        QVERIFY(free.status == stats::Status::BaselineZero && !free.isUp && !free.interval);
    }
    /// Nothing scatters: what is there is all there is.
    void constantLevelsAreCompared() {
        const std::vector<ClusterTotals> before(40, {1, 2});
        const std::vector<ClusterTotals> after(40, {2, 2});
        QVERIFY(stats::levelDrift(stats::ratioOfArm(before), stats::ratioOfArm(after), {}).isUp);
        QVERIFY(!stats::levelDrift(stats::ratioOfArm(before), stats::ratioOfArm(before), {}).isUp);
    }
    /// No change at all, looked at every day for four weeks: a tenth of the false alarms that the
    /// rule allows would be 2.5 of 500; none is expected, as ten percent are allowed on top.
    void nullDataRarelyRaiseAnAlarm() {
        int alarms = 0;
        int alarmsAtAnyChange = 0;
        for (std::uint64_t seed = 1; seed <= 500; ++seed) {
            std::mt19937_64 random(seed);
            const auto reference = hours(random, 28, 1);
            const auto current = hours(random, 28, 1);
            LevelDriftRule rule;
            alarms += stats::firstDrift(reference, current, everyDay(28), rule) ? 1 : 0;
            rule.leastChange = 0;
            alarmsAtAnyChange += stats::firstDrift(reference, current, everyDay(28), rule) ? 1 : 0;
        }
        qInfo("of 500 without a change: %d alarms, %d if any change counted", alarms,
              alarmsAtAnyChange);
        QVERIFY(alarms <= 25);            // alpha 0.05
        QVERIFY(alarmsAtAnyChange <= 25); // the sequence itself holds at all looks together
    }
    void aRiseIsFoundWithinDays() {
        int late = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            std::mt19937_64 random(seed);
            const auto found = stats::firstDrift(hours(random, 28, 1), hours(random, 28, 1.5),
                                                 everyDay(28), LevelDriftRule{});
            late += !found || *found > 13 ? 1 : 0;
        }
        QVERIFY2(late <= 5, qPrintable(QString::number(late)));
    }
};

QTEST_APPLESS_MAIN(TestLevelDrift)
#include "tst_level_drift.moc"
