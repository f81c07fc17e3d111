// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/attribution_keys.h"

#include <QtTest>

using namespace ms::importers;

class TestAttributionKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysThatSourcesUseAreKnown_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("a customer is a tenant")
            << QByteArray("customer_id") << QByteArray("tenant");
        QTest::newRow("a use case is a feature") << QByteArray("use_case") << QByteArray("feature");
        QTest::newRow("its id is a workflow")
            << QByteArray("use_case_id") << QByteArray("workflow");
        QTest::newRow("a plan is a tier") << QByteArray("plan") << QByteArray("plan_tier");
        QTest::newRow("others are nothing") << QByteArray("colour") << QByteArray("");
    }
    void keysThatSourcesUseAreKnown() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, field);
        const auto found = attributedField(key.toStdString());
        QCOMPARE(QByteArray(found.data(), qsizetype(found.size())), field);
    }

    void lettersBeyondAsciiStayAsTheyAre() {
        QCOMPARE(inSmallLetters("Tenant_ID ÄZ"), std::string("tenant_id Äz"));
    }
};

QTEST_APPLESS_MAIN(TestAttributionKeys)
#include "tst_attribution_keys.moc"
