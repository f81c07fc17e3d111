// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/stats/cohort_baselines.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace ms;
using stats::CohortBaselines;
using stats::CohortLevel;
using stats::CohortUnits;

namespace {

constexpr std::uint32_t kFirstWeek = 2'900;

CohortUnits randomUnits(unsigned seed, std::size_t count, std::uint32_t cohorts,
                        std::uint32_t features, std::uint32_t weeks) {
    std::mt19937 random{seed};
    CohortUnits units;
    units.features = features;
    for (std::uint32_t cohort = 0; cohort < cohorts; ++cohort)
        units.featureOf.push_back(cohort % features);
    for (std::size_t i = 0; i < count; ++i) {
        // Some cohorts are rare, and some units cost nothing.
        units.cohort.push_back(
            std::min(std::uint32_t(random() % cohorts), std::uint32_t(random() % cohorts)));
        units.week.push_back(i % 40 == 0 ? 0 : kFirstWeek + std::uint32_t(random() % weeks));
        units.costs.push_back(random() % 10 == 0 ? 0 : std::exp(double(random() % 7'000) / 1e3));
    }
    return units;
}

double medianOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Logarithms of what a unit is compared with at a level, by looking at all units.
std::vector<double> alike(const CohortUnits& units, std::size_t unit, CohortLevel level) {
    std::vector<double> logs;
    for (std::size_t other = 0; other < units.costs.size(); ++other) {
        const std::uint32_t own = units.cohort[unit];
        const std::uint32_t its = units.cohort[other];
        const bool isOfKind =
            level == CohortLevel::All || (level == CohortLevel::Cohort && own == its) ||
            (level == CohortLevel::Feature && units.featureOf[own] == units.featureOf[its]);
        const std::uint32_t last = std::max(units.week[unit], kFirstWeek + 3);
        const bool isInTime = units.week[unit] == 0
                                  ? units.week[other] == 0
                                  : units.week[other] <= last && units.week[other] + 3 >= last;
        if (isOfKind && isInTime && units.costs[other] > 0)
            logs.push_back(std::log(units.costs[other]));
    }
    return logs;
}

} // namespace

class TestCohortBaselines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithALookAtAllUnits_data() {
        QTest::addColumn<int>("minimum");
        QTest::newRow("the closest cohort is enough") << 1;
        QTest::newRow("some fall back") << 12;
        QTest::newRow("most fall back to all") << 60;
        QTest::newRow("all together are too few") << 5'000;
    }
    void agreesWithALookAtAllUnits() {
        QFETCH(int, minimum);
        const CohortUnits units = randomUnits(3, 600, 9, 3, 10);
        const CohortBaselines baselines(units, std::size_t(minimum));
        std::set<CohortLevel> levels;
        for (std::size_t unit = 0; unit < units.costs.size(); ++unit) {
            const stats::Baseline* baseline = baselines.of(unit);
            std::vector<double> logs;
            auto level = CohortLevel::Cohort;
            for (int l = 0; l < 3 && int(logs.size()) < minimum; ++l) {
                level = CohortLevel(l);
                logs = alike(units, unit, level);
            }
            const bool isJudged = units.costs[unit] > 0 && int(logs.size()) >= minimum;
            QCOMPARE(baseline != nullptr, isJudged);
            if (!isJudged)
                continue;
            levels.insert(level);
            QVERIFY(baseline->level == level);
            QCOMPARE(baseline->units, logs.size());
            const double center = medianOf(logs);
            for (double& log : logs)
                log = std::abs(log - center);
            QCOMPARE(baseline->scale.center, center);
            QCOMPARE(baseline->scale.mad, medianOf(logs));
            QCOMPARE(baseline->usualCost(), std::exp(center));
        }
        QCOMPARE(levels.empty(), minimum == 5'000);
        if (minimum == 12)
            QVERIFY(levels.size() > 1);
    }
    void aSampleIsOfThoseAlike() {
        const CohortUnits units = randomUnits(5, 2'000, 4, 2, 3);
        const CohortBaselines baselines(units, 1);
        for (std::size_t unit = 0; unit < units.costs.size(); unit += 97) {
            if (!(units.costs[unit] > 0))
                continue;
            for (const std::size_t most : {std::size_t{7}, std::size_t{1'000'000}}) {
                const auto sample = baselines.sampleFor(unit, most);
                const std::size_t all = baselines.of(unit)->units;
                QVERIFY(!sample.empty() && sample.size() <= most);
                if (most > all)
                    QCOMPARE(sample.size(), all);
                for (const std::uint32_t other : sample) {
                    QCOMPARE(units.cohort[other], units.cohort[unit]);
                    QVERIFY(units.costs[other] > 0);
                }
                QCOMPARE(std::set(sample.begin(), sample.end()).size(), sample.size());
            }
        }
    }
    /// Beyond 5,000 the scale is that of every k-th, and close to that of all.
    void manyAreMeasuredByASample() {
        CohortUnits units = randomUnits(11, 12'000, 1, 1, 1);
        std::vector<double> all;
        std::vector<double> every3rd; // 12,000 less those without cost are still more than 10,000
        for (const double cost : units.costs)
            if (cost > 0) {
                if (all.size() % 3 == 0)
                    every3rd.push_back(std::log(cost));
                all.push_back(std::log(cost));
            }
        QVERIFY(all.size() > 10'000);
        std::fill(units.week.begin(), units.week.end(), 7U);
        const CohortBaselines baselines(units, 30);
        const stats::Baseline& baseline =
            *baselines.of(std::size_t(std::find_if(units.costs.begin(), units.costs.end(),
                                                   [](double cost) { return cost > 0; }) -
                                      units.costs.begin()));
        QCOMPARE(baseline.units, all.size());
        QCOMPARE(baseline.scale.center, stats::robustScale(every3rd).center);
        QCOMPARE(baseline.scale.mad, stats::robustScale(every3rd).mad);
        QVERIFY(std::abs(baseline.scale.center - stats::robustScale(all).center) < 0.1);
    }
    void nothingHasNoBaseline() {
        const CohortUnits none;
        const CohortBaselines baselines(none, 30);
        CohortUnits free;
        free.costs = {0};
        free.cohort = {0};
        free.week = {0};
        free.featureOf = {0};
        free.features = 1;
        QVERIFY(CohortBaselines(free, 1).of(0) == nullptr);
        QVERIFY(CohortBaselines(free, 1).sampleFor(0, 5).empty());
    }
};

QTEST_APPLESS_MAIN(TestCohortBaselines)
#include "tst_cohort_baselines.moc"
