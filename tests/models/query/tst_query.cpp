// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: attempts.cpp, dimension.cpp, outcome.cpp, query.cpp
#include "models/query/query.h"

#include "models/query/attempts.h"
#include "models/query/outcome.h"

#include <QTest>

#include <set>
#include <string>

using namespace ms::query;

class TestQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dimensionNamesReadBack() {
        // The list of DESIGN.md section 4, in its order.
        const std::vector<std::string> names{
            "tenant",      "tier",           "segment",     "user",   "feature", "workflow",
            "application", "team",           "provider",    "model",  "account", "service_tier",
            "call_kind",   "prompt_version", "environment", "status", "outcome", "day",
            "week",        "month",          "hour"};
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
    void costBasesHaveNames() {
        QCOMPARE(nameOf(CostBasis::Priced), std::string_view("priced"));
        QCOMPARE(nameOf(CostBasis::AppCache), std::string_view("app_cache"));
        QCOMPARE(nameOf(CostBasis::Unknown), std::string_view("unknown"));
    }
    void outcomesFallIntoThreeClasses() {
        for (const char* outcome : {"RESOLVED", "ACCEPTED", "COMPLETED", "CONVERTED", "resolved"})
            QCOMPARE(outcomeClassOf(outcome), std::string_view("success"));
        for (const char* outcome : {"REJECTED", "ESCALATED", "REOPENED", "ABANDONED", "CORRECTED"})
            QCOMPARE(outcomeClassOf(outcome), std::string_view("failed"));
        for (const char* outcome : {"OPEN", "IN_PROGRESS", "whatever"})
            QCOMPARE(outcomeClassOf(outcome), std::string_view("pending"));
        QCOMPARE(outcomeClassOf(""), std::string_view());
    }
};

QTEST_APPLESS_MAIN(TestQuery)
#include "tst_query.moc"
