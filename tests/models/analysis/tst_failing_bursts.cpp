// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/failing_bursts.h"

#include "tests/models/analysis/frame_of.h"

#include <QTest>

#include <functional>
#include <random>

using namespace ms;
using analysis::FailingBurstTable;
using core::TextColumn;
using test::Event;

namespace {

struct DayPlan {
    int requests = 40;
    int failed = 2;
};

std::vector<Event> sent(int days, const std::function<DayPlan(int)>& planOf) {
    std::vector<Event> events;
    for (int day = 0; day < days; ++day) {
        const DayPlan plan = planOf(day);
        for (int i = 0; i < plan.requests; ++i) {
            events.push_back(test::attemptOn(day, i, "chat", 1'000'000));
            events.back()[TextColumn::Status] = i < plan.failed ? "error" : "success";
        }
    }
    return events;
}

FailingBurstTable tableOf(const std::vector<Event>& events) {
    const auto table = analysis::failingBursts({}, *test::frameOf(events), {});
    if (!table)
        throw std::runtime_error(table.error().message);
    return *table;
}

/// A little more in some weeks, so that days scatter.
DayPlan usual(int day) {
    return {40 + day / 7 % 3, 2};
}

} // namespace

class TestFailingBursts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Five times the requests on days 60 and 61, half of them failing: told once.
    void aBurstThatFailsIsToldOnce() {
        const FailingBurstTable table = tableOf(sent(70, [](int day) {
            return day == 60 || day == 61 ? DayPlan{200, 100} : usual(day);
        }));
        QCOMPARE(table.slices, std::size_t(1));
        QCOMPARE(table.judged, std::size_t(70 - 28));
        QCOMPARE(table.bursts.size(), std::size_t(1));
        const analysis::FailingBurst& burst = table.bursts[0];
        QCOMPARE(burst.day.number, test::kMonday.number + 60);
        QCOMPARE(burst.requests, std::int64_t(200));
        // Weeks 0 to 7 have 40, 41, 42, 40, 41, 42, 40, 41 requests on that weekday.
        QCOMPARE(burst.usualRequests, 41.0);
        QCOMPARE(burst.successAfter, 0.5);
        const double attempts = 3 * 41 + 7 * (42 + 40) + 7 * 41 + 4 * 42; // days 32 to 59
        QCOMPARE(burst.successBefore, 1 - 2 * 28 / attempts);
        QVERIFY(burst.cost.picos() == 200'000'000);
        QVERIFY(burst.excess.picos() == 159'000'000);
    }
    void growthWithoutFailuresIsNone() {
        QVERIFY(tableOf(sent(70, [](int day) {
                    return day >= 60 ? DayPlan{200, 10} : usual(day);
                })).bursts.empty());
    }
    void failuresWithoutABurstAreNone() {
        QVERIFY(tableOf(sent(70, [](int day) {
                    return day >= 60 ? DayPlan{41, 30} : usual(day);
                })).bursts.empty());
    }
    void aShortRecordIsNotJudged() {
        QCOMPARE(tableOf(sent(28, usual)).judged, std::size_t(0));
        QVERIFY(tableOf({}).bursts.empty());
    }
    /// Forty records of half a year, whose traffic and failures scatter as Poisson counts do.
    void nullDataRaiseNoAlarm() {
        for (std::uint32_t seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            std::poisson_distribution<int> requests(60), failed(4);
            QVERIFY(tableOf(sent(180, [&](int) {
                        return DayPlan{requests(random), failed(random)};
                    })).bursts.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestFailingBursts)
#include "tst_failing_bursts.moc"
