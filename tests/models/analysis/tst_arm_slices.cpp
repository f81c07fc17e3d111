// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: arm_choice.cpp arm_timeline.cpp
#include "models/analysis/arm_slices.h"

#include "models/analysis/arm_choice.h"
#include "models/analysis/arm_comparison.h"
#include "models/analysis/arm_timeline.h"
#include "models/stats/multiplicity.h"
#include "tests/models/analysis/arm_company.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace ms;
using analysis::ArmQuery;
using analysis::ArmSum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using test::Event;
using test::Version;

namespace {

const Version kOld{"v7"};
const Version kSame{"v8"};

ArmQuery question() {
    ArmQuery query;
    query.arms = {"v7", "v8"};
    return query;
}

analysis::ArmSlices slicesOf(const std::vector<Event>& events, Dimension by) {
    const auto result = analysis::armSlices(question(), by, *test::frameOfEvents(events), {});
    if (!result)
        throw std::runtime_error(result.error().message);
    return *result;
}

analysis::ArmTimeline timelineOf(const std::vector<Event>& events) {
    const auto result = analysis::armTimeline(question(), *test::frameOfEvents(events), {});
    if (!result)
        throw std::runtime_error(result.error().message);
    return *result;
}

/// v8 costs half as much again in large tickets only.
std::vector<Event> dearerWhereLarge() {
    auto events = test::ticketsOf({{kOld, kSame}});
    for (Event& event : events)
        if (event[TextColumn::PromptVersion] == "v8" && event[TextColumn::ServiceTier] == "large")
            event[NumberColumn::ReportedCost] = event[NumberColumn::ReportedCost] * 3 / 2;
    return events;
}

} // namespace

/// What looks at a comparison from other sides: slices, days, and which arms to take.
class TestArmSlices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSliceThatDiffersIsFound();
    void aSliceIsTheComparisonOfItsRequests();
    void slicesOfTheClusterTakeUsers();
    void armsCannotBeSlices();
    void daysAddUpToTheWhole();
    void theLastLookIsTheWholeComparison();
    void aDifferenceIsSeenSoonAndKept();
    void withoutADifferenceNothingIsBeyondDoubt();
    void fewClustersHaveNoLook();
    void theMostUsedOfOneFeatureAreChosen();
    void thereMayBeNothingToChoose();
};

void TestArmSlices::theSliceThatDiffersIsFound() {
    const auto all = slicesOf(dearerWhereLarge(), Dimension::ServiceTier);
    QCOMPARE(all.slices.size(), std::size_t(2));
    QCOMPARE(all.slices[0].key, std::string("large"));
    QVERIFY(*all.slices[0].adjustedPValue < 0.01 && *all.slices[1].adjustedPValue > 0.1);
    QCOMPARE(all.found, std::size_t(1));
    QCOMPARE(all.compared, std::size_t(2));
    const std::vector<double> raw{*all.slices[0].effect.difference.pValue,
                                  *all.slices[1].effect.difference.pValue};
    const auto adjusted = stats::adjustedPValues(raw, stats::Adjustment::BenjaminiHochberg);
    QCOMPARE(*all.slices[1].adjustedPValue, adjusted[1]);
}

void TestArmSlices::aSliceIsTheComparisonOfItsRequests() {
    const auto events = dearerWhereLarge();
    const auto all = slicesOf(events, Dimension::ServiceTier);
    for (const auto& slice : all.slices) {
        ArmQuery query = question();
        query.filter.conditions = {
            {Dimension::ServiceTier, query::Condition::Kind::In, {slice.key}}};
        const auto alone = analysis::compareArms(query, *test::frameOfEvents(events), {});
        const auto& effect = alone->pairs[0].of(analysis::ArmMetric::CostPerRequest).effect;
        QVERIFY(std::abs(*slice.effect.difference.value - *effect.difference.value) < 1e-15);
        QVERIFY(std::abs(*slice.effect.difference.pValue - *effect.difference.pValue) < 1e-9);
        QVERIFY(slice.effect.difference.interval->low < effect.difference.interval->low);
        QCOMPARE(slice.a[ArmSum::Requests], alone->arms[0].sums[ArmSum::Requests]);
    }
}

void TestArmSlices::slicesOfTheClusterTakeUsers() {
    auto events = test::ticketsOf({{kOld, kSame}, 3});
    for (std::size_t i = 0; i < events.size(); ++i)
        events[i][core::IdColumn::User] = "user" + std::to_string(i % 50);
    const auto all = slicesOf(events, Dimension::Tenant);
    QVERIFY(all.cluster == Dimension::User);
    QCOMPARE(all.compared, std::size_t(3));
    const auto none = slicesOf(test::ticketsOf({{kOld, kSame}, 3}), Dimension::Tenant);
    QCOMPARE(none.compared, std::size_t(0)); // no users: nothing to be independent
    QVERIFY(none.slices[0].effect.difference.value && !none.slices[0].adjustedPValue);
}

void TestArmSlices::armsCannotBeSlices() {
    const auto result =
        analysis::armSlices(question(), Dimension::PromptVersion,
                            *test::frameOfEvents(test::ticketsOf({{kOld, kSame}, 3, 30})), {});
    QVERIFY(!result && result.error().code == core::Error::Code::Usage);
}

void TestArmSlices::daysAddUpToTheWhole() {
    const auto events = test::ticketsOf({{kOld, kSame}});
    const auto timeline = timelineOf(events);
    const auto all = *analysis::compareArms(question(), *test::frameOfEvents(events), {});
    QCOMPARE(timeline.days.size(), std::size_t(2));
    for (std::size_t arm = 0; arm < 2; ++arm) {
        QCOMPARE(timeline.days[arm].size(), std::size_t(30));
        analysis::ArmSums sums;
        for (const auto& day : timeline.days[arm])
            sums += day.sums;
        for (const ArmSum sum : {ArmSum::Requests, ArmSum::Cost, ArmSum::Successful})
            QCOMPARE(sums[sum], all.arms[arm].sums[sum]);
    }
}

void TestArmSlices::theLastLookIsTheWholeComparison() {
    const auto events = test::ticketsOf({{kOld, kSame}});
    const auto timeline = timelineOf(events);
    const auto all = *analysis::compareArms(question(), *test::frameOfEvents(events), {});
    const auto& last = timeline.looks.back();
    QVERIFY(last.day == timeline.days[0].back().day);
    const auto& anytime = all.pairs[0].anytime;
    QVERIFY(std::abs(last.now.interval->low - anytime.interval->low) < 1e-12);
    QVERIFY(std::abs(*last.now.radius - *anytime.radius) < 1e-12);
    // What all looks have in common is never wider, and gets no wider.
    double width = INFINITY;
    for (const auto& look : timeline.looks) {
        const double now = look.sequence->high - look.sequence->low;
        QVERIFY(now <= width);
        width = now;
    }
}

void TestArmSlices::aDifferenceIsSeenSoonAndKept() {
    const Version dearer{"v8", 1, 1'600'000'000};
    const auto timeline = timelineOf(test::ticketsOf({{kOld, dearer}}));
    const auto seen = std::find_if(timeline.looks.begin(), timeline.looks.end(),
                                   [](const auto& look) { return look.sequence->low > 0; });
    QVERIFY(seen != timeline.looks.end());
    for (auto look = seen; look != timeline.looks.end(); ++look)
        QVERIFY(look->sequence->low > 0 && *look->pValue < 0.05);
}

void TestArmSlices::withoutADifferenceNothingIsBeyondDoubt() {
    const auto timeline = timelineOf(test::ticketsOf({{kOld, kSame}}));
    QVERIFY(!timeline.looks.empty());
    for (const auto& look : timeline.looks)
        QVERIFY(look.sequence->low < 0 && look.sequence->high > 0);
}

void TestArmSlices::fewClustersHaveNoLook() {
    QVERIFY(timelineOf(test::ticketsOf({{kOld, kSame}, 20})).looks.empty());
    ArmQuery query;
    query.periods = {{core::Instant{0}, core::Instant{1}}, {core::Instant{1}, core::Instant{2}}};
    const auto refused =
        analysis::armTimeline(query, *test::frameOfEvents(test::ticketsOf({{kOld}, 3, 9})), {});
    QVERIFY(!refused && refused.error().code == core::Error::Code::Usage);
}

void TestArmSlices::theMostUsedOfOneFeatureAreChosen() {
    Version rare{"v6"};
    Version often = kSame;
    often.weight = 4;
    Version old = kOld;
    old.weight = 3;
    auto events = test::ticketsOf({{rare, old, often}, 9, 900});
    // v8 came first; v1 and v2 of another feature have fewer requests.
    events.front()[TextColumn::PromptVersion] = "v8";
    events.front()[NumberColumn::Time] -= 5 * core::kMicrosPerDay;
    for (const char* version : {"v1", "v2", "", ""}) {
        Event event = test::armEvent("t1", version, std::string("other") + version);
        event[TextColumn::Feature] = "mail";
        events.push_back(event);
    }
    const auto choice =
        analysis::chooseArms(Dimension::PromptVersion, {}, *test::frameOfEvents(events), {});
    QVERIFY(choice && *choice);
    QCOMPARE((*choice)->arms, (std::vector<std::string>{"v8", "v7"}));
    QCOMPARE((*choice)->filter.conditions.back().values, std::vector<std::string>{"reply"});
    const auto features =
        analysis::chooseArms(Dimension::Feature, {}, *test::frameOfEvents(events), {});
    QCOMPARE((*features)->arms.size(), std::size_t(2));
    QVERIFY((*features)->filter.conditions.empty());
}

void TestArmSlices::thereMayBeNothingToChoose() {
    const auto events = test::ticketsOf({{kOld}, 3, 30});
    const auto choice =
        analysis::chooseArms(Dimension::PromptVersion, {}, *test::frameOfEvents(events), {});
    QVERIFY(choice && !*choice);
}

QTEST_APPLESS_MAIN(TestArmSlices)
#include "tst_arm_slices.moc"
