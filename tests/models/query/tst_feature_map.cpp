// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/feature_map.h"

#include <QTest>

using namespace ms;
using query::FeatureMap;

namespace {

core::FeatureFact rule(const char* endpoint, const char* feature, const char* owner = "") {
    core::FeatureFact fact;
    fact.endpoint = endpoint;
    fact.feature = feature;
    fact.ownerTeam = owner;
    return fact;
}

} // namespace

class TestFeatureMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMostExactNameCounts_data() {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QString>("feature");
        const auto row = [](const char* name, const char* endpoint, const char* feature) {
            QTest::newRow(name) << QString::fromLatin1(endpoint) << QString::fromLatin1(feature);
        };
        row("a whole name", "chat", "Assistant");
        row("a beginning", "chat/v2", "Chat, newer");
        row("the longer of two beginnings", "chat/v2/beta/x", "Beta");
        row("a whole name before the beginning that it is", "chat/v2/beta/", "Written out");
        row("a name that is not known stays", "cha", "cha");
        row("another case is another name", "Chat", "Chat");
        row("what a row calls a feature is not looked up again", "old", "chat");
        row("a * within a name is a letter", "a*b", "Star");
        row("and stands for nothing", "axb", "axb");
        row("without a name there is no endpoint", "", "");
    }
    void theMostExactNameCounts() {
        QFETCH(QString, endpoint);
        QFETCH(QString, feature);
        const std::vector<core::FeatureFact> rules{rule("chat", "Assistant"),
                                                   rule("chat*", "Chat, newer"),
                                                   rule("chat/v2/beta/*", "Beta"),
                                                   rule("old", "chat"),
                                                   rule("a*b", "Star"),
                                                   rule("chat/v2/*", "Chat, newer"),
                                                   rule("chat/v2/beta/", "Written out")};
        QCOMPARE(QString::fromStdString(FeatureMap(rules).featureOf(endpoint.toStdString())),
                 feature);
    }
    void theLaterRowHolds() {
        const std::vector<core::FeatureFact> rules{rule("a", "X", "red"), rule("b*", "X"),
                                                   rule("a", "Y"), rule("b*", "Z", "blue")};
        const FeatureMap features(rules);
        QCOMPARE(features.featureOf("a"), std::string("Y"));
        QCOMPARE(features.ruleFor("a")->ownerTeam, std::string());
        QCOMPARE(features.ruleFor("bc")->ownerTeam, std::string("blue"));
        QCOMPARE(features.rules().size(), std::size_t(2));
        QCOMPARE(features.rules().back().feature, std::string("Z"));
    }
    void aStarAloneIsEveryName() {
        const std::vector<core::FeatureFact> rules{rule("*", "Everything")};
        const FeatureMap features(rules);
        QCOMPARE(features.featureOf("x"), std::string("Everything"));
        QVERIFY(!features.ruleFor(""));
        QVERIFY(FeatureMap().isEmpty() && !features.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestFeatureMap)
#include "tst_feature_map.moc"
