// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_methods.h"

#include "models/analysis/arm_comparison.h"
#include "tests/models/analysis/arm_company.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace ms;
using analysis::ArmMethods;
using analysis::ArmMetric;
using analysis::ArmQuery;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using test::Event;
using test::Version;

class TestArmMethods : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePlainOneIsTheComparison();
    void theTimeBeforeTakesVarianceAway();
    void nobodysOutcomesAreBefore();
    void withoutATimeBeforeThereIsNone();
    void periodsHaveATimeBefore();
    void strataAreMergedAndRaked();
    void bootstrapIsTheSameForASeed();
    void drawingCanBeStopped();
    void quantilesHaveNoOtherMethods();
};

namespace {

ArmQuery question() {
    ArmQuery query;
    query.arms = {"v7", "v8"};
    return query;
}

ArmMethods methodsOf(const std::vector<Event>& events, const ArmQuery& query,
                     const ArmMethods::Bootstrap& bootstrap = {}) {
    const auto result =
        analysis::armMethods(query, bootstrap, *test::frameOfEvents(events), {}, {});
    if (!result)
        throw std::runtime_error(result.error().message);
    return *result;
}

core::Instant at(const char* text) {
    return core::Instant{test::microsOf(text)};
}

/// v8 begins after 20 of 40 days. Tenants differ twentyfold in what a request costs, and v8 has
/// more of the dear ones.
std::vector<Event> staggered() {
    auto events = test::ticketsOf({{{"v7"}, {"v8"}}, 60, 12'000, 40, 3});
    stats::SplitMix64 random{4};
    const std::int64_t begin = test::microsOf("2026-05-21T00:00:00Z");
    for (Event& event : events) {
        const int tenant = std::stoi(event[TextColumn::Tenant].substr(1));
        event[NumberColumn::ReportedCost] *= 1 + tenant % 20;
        const bool isDear = tenant % 20 > 9;
        const std::size_t slot = random.below(10);
        event[TextColumn::PromptVersion] =
            event[NumberColumn::Time] >= begin && slot < (isDear ? 7 : 3) ? "v8" : "v7";
    }
    return events;
}

} // namespace

void TestArmMethods::thePlainOneIsTheComparison() {
    const auto events = test::ticketsOf({{{"v7"}, {"v8", 2, 900'000'000}, {"v9"}}});
    ArmQuery query = question();
    query.arms = {"v7", "v8", "v9"};
    query.strata = {Dimension::ServiceTier};
    const ArmMethods methods = methodsOf(events, query);
    const auto all = analysis::compareArms(query, *test::frameOfEvents(events), {});
    QCOMPARE(methods.differences.size(), std::size_t(6)); // two arms, three metrics
    for (const ArmMethods::Difference& one : methods.differences) {
        const stats::ArmEffect& effect = all->pairs[one.arm - 1].of(one.metric).effect;
        QCOMPARE(*one.plain.difference.value, *effect.unadjusted.difference.value);
        QVERIFY(*one.standardised->difference.interval == *effect.difference.interval);
        QVERIFY(one.winsorised.cap && one.winsorised.comparison.difference.interval);
        QVERIFY(!one.raked && !one.bootstrap && !one.before); // one kind of strata; no time before
    }
    QVERIFY(!methods.prePeriod);
}

void TestArmMethods::theTimeBeforeTakesVarianceAway() {
    const auto events = staggered();
    const ArmMethods methods = methodsOf(events, question());
    const auto& before = *methods.differences.front().before;
    QVERIFY(before.isCrossed && before.known == 60 && before.fresh == 0);
    QVERIFY2(*before.varianceRatio < 0.35, qPrintable(QString::number(*before.varianceRatio)));
    QVERIFY(std::abs(*before.theta - 1) < 0.2); // tenants stay what they were
    // The plain difference is that of the dear tenants; there is none in truth.
    QVERIFY(before.unadjusted.value > 0.3 * *methods.differences[0].plain.unadjusted.a.ratio);
    QVERIFY(std::abs(*before.adjusted.value) < 0.1 * *before.unadjusted.value);
}

void TestArmMethods::nobodysOutcomesAreBefore() {
    const auto events = staggered();
    const ArmMethods methods = methodsOf(events, question());
    QCOMPARE(core::toText(*methods.prePeriod->first), std::string("2026-05-21"));
    QCOMPARE(methods.prePeriod->range.to->micros, at("2026-05-21T00:00:00Z").micros);
    std::int64_t earlier = 0;
    for (const Event& event : events)
        earlier += event[NumberColumn::Time] < at("2026-05-21T00:00:00Z").micros ? 1 : 0;
    QCOMPARE(methods.prePeriod->requests, earlier); // 20 of 28 days have some
    // What is compared since is what a comparison of these days says.
    ArmQuery since = question();
    since.filter.range.from = at("2026-05-21T00:00:00Z");
    const auto all = analysis::compareArms(since, *test::frameOfEvents(events), {});
    const auto& plain = all->pairs[0].of(ArmMetric::CostPerRequest).effect.unadjusted.difference;
    QVERIFY(*methods.differences[0].before->unadjusted.interval == *plain.interval);
    // A question about later days still knows the time before.
    since.filter.range.from = at("2026-06-01T00:00:00Z");
    const ArmMethods later = methodsOf(events, since);
    QCOMPARE(later.prePeriod->requests, earlier);
}

void TestArmMethods::withoutATimeBeforeThereIsNone() {
    const ArmMethods both = methodsOf(test::ticketsOf({{{"v7"}, {"v8"}}}), question());
    QVERIFY(!both.prePeriod && !both.differences[0].before); // both from the first day on
}

void TestArmMethods::periodsHaveATimeBefore() {
    ArmQuery query;
    query.periods = {{at("2026-05-11T00:00:00Z"), at("2026-05-21T00:00:00Z")},
                     {at("2026-05-21T00:00:00Z"), at("2026-06-01T00:00:00Z")}};
    const ArmMethods methods = methodsOf(staggered(), query);
    QVERIFY(methods.prePeriod && !methods.prePeriod->first);
    QCOMPARE(methods.prePeriod->range.to->micros, query.periods->before.from->micros);
    QVERIFY(*methods.differences[0].before->varianceRatio < 1);
}

void TestArmMethods::strataAreMergedAndRaked() {
    // Teams and service tiers; nobody of v8 in the tier "large" is of the team "mail".
    Version fresh{"v8"};
    fresh.longPerMille = 600;
    auto events = test::ticketsOf({{{"v7"}, fresh}, 60, 6'000});
    std::size_t i = 0;
    for (Event& event : events) {
        event[TextColumn::Team] = ++i % 3 == 0 ? "mail" : "docs";
        if (event[TextColumn::ServiceTier] == "large" && event[TextColumn::PromptVersion] == "v8")
            event[TextColumn::Team] = "docs"; // an empty cell
    }
    ArmQuery query = question();
    query.strata = {Dimension::ServiceTier, Dimension::Team};
    const ArmMethods methods = methodsOf(events, query);
    const auto& cost = methods.differences.front();
    QCOMPARE(methods.emptyCells, std::size_t(1));
    QCOMPARE(methods.merged.size(), std::size_t(1)); // "large" of both teams became one
    QCOMPARE(methods.merged[0].size(), std::size_t(2));
    QVERIFY(cost.raked->status == stats::Status::Ok && cost.raked->hasConverged);
    // v8 costs the same within strata: raked and standardised say so, the plain one does not.
    QVERIFY(cost.plain.difference.interval->low > 0);
    for (const stats::Estimate* held :
         {&cost.raked->comparison.difference, &cost.standardised->difference})
        QVERIFY(held->interval->low < 0 && held->interval->high > 0);
}

void TestArmMethods::bootstrapIsTheSameForASeed() {
    const auto events = test::ticketsOf({{{"v7"}, {"v8", 1, 900'000'000}}});
    const auto once = methodsOf(events, question(), {2'000, 5});
    const auto again = methodsOf(events, question(), {2'000, 5});
    const auto other = methodsOf(events, question(), {2'000, 6});
    const auto& bootstrap = *once.differences[0].bootstrap;
    QVERIFY(*bootstrap.difference == *again.differences[0].bootstrap->difference);
    QVERIFY(!(*bootstrap.difference == *other.differences[0].bootstrap->difference));
    const stats::Estimate& plain = once.differences[0].plain.difference;
    QVERIFY(std::abs(*bootstrap.standardError / *plain.standardError - 1) < 0.1);
    QVERIFY(bootstrap.difference->high < 0);
}

void TestArmMethods::drawingCanBeStopped() {
    const auto source = test::frameOfEvents(test::ticketsOf({{{"v7"}, {"v8"}}}));
    std::stop_source stop;
    QElapsedTimer sinceStop;
    const analysis::ArmProgress stopSoon = [&](std::uint64_t done, std::uint64_t all) {
        if (done > 0 && !stop.stop_requested()) {
            QCOMPARE(all, std::uint64_t(3'000'000));
            sinceStop.start();
            stop.request_stop();
        }
    };
    const auto result =
        analysis::armMethods(question(), {1'000'000, 1}, *source, stopSoon, stop.get_token());
    QVERIFY(!result && result.error().code == core::Error::Code::Cancelled);
    QVERIFY2(sinceStop.elapsed() < 1'000, "a busy machine may take longer than the 100 ms");
}

void TestArmMethods::quantilesHaveNoOtherMethods() {
    ArmQuery query = question();
    query.metrics = {ArmMetric::PromptTokens, ArmMetric::LatencyP95};
    const ArmMethods methods = methodsOf(test::ticketsOf({{{"v7"}, {"v8"}}}), query);
    QCOMPARE(methods.differences.size(), std::size_t(1));
    QVERIFY(methods.primary() == ArmMetric::PromptTokens);
}

QTEST_APPLESS_MAIN(TestArmMethods)
#include "tst_arm_methods.moc"
