// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/version_changes.h"

#include "models/analysis/arm_comparison.h"
#include "tests/models/analysis/arm_company.h"

#include <QTest>

#include <cmath>

using namespace ms;
using analysis::ArmMetric;
using analysis::VersionChange;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using test::Event;
using test::Version;

namespace {

std::vector<VersionChange> changesOf(const std::vector<Event>& events) {
    const auto result = analysis::versionChanges({}, *test::frameOfEvents(events), {});
    if (!result)
        throw std::runtime_error(result.error().message);
    return result->changes;
}

/// Tickets of a feature, its versions one after the other for 30 days each.
std::vector<Event> oneAfterTheOther(const std::vector<Version>& versions, const char* feature) {
    std::vector<Event> events;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        test::ArmCompany company{{versions[i]}};
        company.seed = i + 1;
        for (Event event : test::ticketsOf(company)) {
            event[NumberColumn::Time] += std::int64_t(i) * 30 * core::kMicrosPerDay;
            event[TextColumn::Feature] = feature;
            const std::string suffix = std::string(feature) + std::to_string(i);
            event[core::IdColumn::Request] += suffix;
            event[core::IdColumn::Unit] += suffix;
            events.push_back(event);
        }
    }
    return events;
}

} // namespace

class TestVersionChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachVersionIsComparedWithTheOneBefore();
    void theMostCostlyComesFirst();
    void aChangeIsTheComparisonOfItsArms();
    void cheaperCallsWithDearerResultsCostMargin();
    void withoutUnitsRequestsDecide();
    void oneVersionIsNoChange();
};

void TestVersionChanges::eachVersionIsComparedWithTheOneBefore() {
    const auto changes = changesOf(oneAfterTheOther({{"v1"}, {"v2"}, {"v3"}}, "reply"));
    QCOMPARE(changes.size(), std::size_t(2));
    for (const VersionChange& change : changes) {
        QCOMPARE(change.before, std::string(change.version == "v2" ? "v1" : "v2"));
        QCOMPARE(core::toText(change.day),
                 std::string(change.version == "v2" ? "2026-05-31" : "2026-06-30"));
    }
}

void TestVersionChanges::theMostCostlyComesFirst() {
    auto events = oneAfterTheOther({{"v1"}, {"v2", 1, 500'000'000}}, "reply"); // cheaper
    for (const Event& event : oneAfterTheOther({{"v1"}, {"v2", 1, 3'000'000'000}}, "mail"))
        events.push_back(event);
    const auto changes = changesOf(events);
    QCOMPARE(changes.size(), std::size_t(2));
    QCOMPARE(changes[0].feature, std::string("mail"));
    QVERIFY(*changes[0].marginPerMonth < 0 && changes[0].marginInterval->high < 0);
    QVERIFY(*changes[1].marginPerMonth > 0 && changes[1].marginInterval->low > 0);
}

void TestVersionChanges::aChangeIsTheComparisonOfItsArms() {
    const auto events = oneAfterTheOther({{"v1"}, {"v2", 2, 700'000'000, 600}}, "reply");
    const VersionChange change = changesOf(events).front();
    analysis::ArmQuery query;
    query.arms = {"v1", "v2"};
    const auto all = *analysis::compareArms(query, *test::frameOfEvents(events), {});
    const auto& known = all.pairs[0].of(ArmMetric::CostPerSuccess);
    QVERIFY(change.judgedBy == ArmMetric::CostPerSuccess);
    QCOMPARE(*change.costPerSuccess.difference.value, *known.effect.difference.value);
    QVERIFY(std::abs(*change.costPerSuccess.difference.standardError -
                     *known.effect.difference.standardError) < 1e-12);
    QVERIFY(std::abs(*change.marginPerMonth - *known.marginPerMonth) <
            1e-9 * std::abs(*known.marginPerMonth));
}

void TestVersionChanges::cheaperCallsWithDearerResultsCostMargin() {
    const auto changes =
        changesOf(oneAfterTheOther({{"v1"}, {"v2", 4, 700'000'000, 550}}, "reply"));
    QVERIFY(changes[0].costPerRequest.difference.interval->high < 0);
    QVERIFY(*changes[0].marginPerMonth < 0);
}

void TestVersionChanges::withoutUnitsRequestsDecide() {
    auto events = oneAfterTheOther({{"v1"}, {"v2", 1, 700'000'000}}, "reply");
    for (Event& event : events)
        event[core::IdColumn::Unit].clear();
    const auto changes = changesOf(events);
    QVERIFY(changes[0].judgedBy == ArmMetric::CostPerRequest);
    QVERIFY(*changes[0].marginPerMonth > 0);
}

void TestVersionChanges::oneVersionIsNoChange() {
    QVERIFY(changesOf(oneAfterTheOther({{"v1"}}, "reply")).empty());
    QVERIFY(changesOf(oneAfterTheOther({{""}}, "reply")).empty());
}

QTEST_APPLESS_MAIN(TestVersionChanges)
#include "tst_version_changes.moc"
