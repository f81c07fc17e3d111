// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: attempts.cpp, dimension.cpp, entities.cpp, outcome.cpp, query.cpp
#include "models/query/query.h"

#include "models/query/attempts.h"
#include "models/query/entities.h"
#include "models/query/outcome.h"

#include <QTest>

#include <set>
#include <string>

using namespace ms::query;

class TestQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dimensionNamesReadBack() {
        // The list of DESIGN.md section 4, in its order, and some more.
        const std::vector<std::string> names{
            "tenant",      "tier",           "segment",     "user",      "feature", "workflow",
            "application", "team",           "provider",    "model",     "account", "service_tier",
            "call_kind",   "prompt_version", "environment", "status",    "outcome", "day",
            "week",        "month",          "hour",        "unit_type", "request", "action",
            "unit",        "prompt_hash",    "endpoint",    "session"};
        QCOMPARE(allDimensions().size(), names.size());
        for (std::size_t i = 0; i < names.size(); ++i) {
            QCOMPARE(nameOf(allDimensions()[i]), std::string_view(names[i]));
            QVERIFY(dimensionNamed(names[i]) == allDimensions()[i]);
        }
        QVERIFY(!dimensionNamed("Tenant"));
        QVERIFY(!dimensionNamed(""));
    }
    void timeAndRevenueDimensionsAreKnown() {
        QVERIFY(isTime(Dimension::Hour));
        QVERIFY(!isTime(Dimension::Tier));
        QVERIFY(isDirectForRevenue(Dimension::Tier));
        QVERIFY(isDirectForRevenue(Dimension::Week));
        QVERIFY(!isDirectForRevenue(Dimension::Feature));
    }
    void everyMeasureHasItsOwnName() {
        std::set<std::string_view> names;
        for (std::size_t m = 0; m < kMeasures; ++m) {
            QVERIFY(!nameOf(Measure(m)).empty());
            names.insert(nameOf(Measure(m)));
        }
        QCOMPARE(names.size(), kMeasures);
        QCOMPARE(nameOf(Measure::UnpricedTokens), std::string_view("unpriced_tokens"));
        QCOMPARE(nameOf(Measure::Users), std::string_view("users"));
    }
    void grainsHaveNames() {
        QCOMPARE(nameOf(Grain::Attempt), std::string_view("attempt"));
        QCOMPARE(nameOf(Grain::User), std::string_view("user"));
    }
    void costBasesHaveNames() {
        QCOMPARE(nameOf(CostBasis::Priced), std::string_view("priced"));
        QCOMPARE(nameOf(CostBasis::AppCache), std::string_view("app_cache"));
        QCOMPARE(nameOf(CostBasis::Unknown), std::string_view("unknown"));
    }
    void outcomesFallIntoThreeClasses() {
        for (const char* outcome : {"RESOLVED", "ACCEPTED", "COMPLETED", "CONVERTED", "resolved"})
            QVERIFY(statusOf(outcome, {}) == UnitStatus::Success);
        for (const char* outcome : {"REJECTED", "ESCALATED", "REOPENED", "ABANDONED", "CORRECTED"})
            QVERIFY(statusOf(outcome, {}) == UnitStatus::Failed);
        for (const char* outcome : {"OPEN", "IN_PROGRESS", "whatever", ""})
            QVERIFY(statusOf(outcome, {}) == UnitStatus::Pending);
    }
    void theWorkspacesOwnTableComesFirst() {
        const OutcomeRules rules{
            {{"closed_by_bot", UnitStatus::Failed}, {"resolved", UnitStatus::Pending}}, {}};
        QVERIFY(statusOf("Closed by-Bot", rules) == UnitStatus::Failed);
        QVERIFY(statusOf("RESOLVED", rules) == UnitStatus::Pending);
        QVERIFY(statusOf("accepted", rules) == UnitStatus::Success);
    }
    void reopeningInTimeTurnsASuccessBack() {
        const ms::core::Zone utc;
        ms::core::OutcomeFact fact;
        fact.outcome = "resolved";
        QVERIFY(statusOf(fact, {}, utc) == UnitStatus::Success);
        fact.outcomeAt = *ms::core::parseMoment("2026-05-01T12:00:00Z");
        fact.reopenedAt = *ms::core::parseMoment("2026-05-08T12:00:00Z");
        QVERIFY(statusOf(fact, {}, utc) == UnitStatus::Failed);
        QVERIFY(statusOf(fact, {{}, 7}, utc) == UnitStatus::Failed); // on the last day
        QVERIFY(statusOf(fact, {{}, 6}, utc) == UnitStatus::Success);
        fact.outcomeAt.reset(); // nobody knows how late it was
        QVERIFY(statusOf(fact, {{}, 6}, utc) == UnitStatus::Failed);
    }
};

QTEST_APPLESS_MAIN(TestQuery)
#include "tst_query.moc"
