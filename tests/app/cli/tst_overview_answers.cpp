// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: overview.cpp, models/session/headlines.cpp
#include "tests/app/sample_program.h"

#include <QTest>

/// The first page on the sample company, against SQL and against the answers it is made of.
class TestOverviewAnswers : public QObject {
    Q_OBJECT

    SampleProgram m_sample;
    QJsonObject m_answer;

    QJsonObject section(const char* id) const { return SampleProgram::sectionOf(m_answer, id); }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_sample.make(4000, 3));
        m_answer = m_sample.ask("overview");
    }
    void totalsAreThoseOfTheMargin() {
        const QJsonObject margin = m_sample.ask("margin --by month")[u"total"].toObject();
        const QJsonObject total = section("overview")[u"total"].toObject();
        QCOMPARE(total[u"cost"], margin[u"total_cost"]);
        QCOMPARE(total[u"revenue"], margin[u"revenue"]);
        QCOMPARE(total[u"margin"], margin[u"margin"]);
        QCOMPARE(total[u"cost_per_successful"],
                 m_sample.ask("units")[u"total"][u"cost_per_successful"]);
    }
    void customersAreThoseOfSql() {
        const auto counted = m_sample.sql(
            QStringLiteral("select 'all', count(distinct tenant), count(*) from event where "
                           "coalesce(tenant, '') <> '' and %1")
                .arg(SampleProgram::inScope()));
        QCOMPARE(section("overview")[u"total"][u"customers"].toInt(),
                 counted[QStringLiteral("all")][1].toInt());
    }
    void featuresAndLossesAreThoseOfTheMargin() {
        const QJsonObject byFeature = m_sample.ask("margin --by feature");
        for (const QJsonValue& row : section("where_it_goes")[u"rows"].toArray()) {
            const QString feature = row[u"keys"][u"feature"].toString();
            QCOMPARE(row[u"cost"], SampleProgram::rowOf(byFeature, "feature", feature)[u"cost"]);
        }
        const QJsonObject byTenant = m_sample.ask("margin --by tenant");
        const QJsonArray losing = section("where_it_is_lost")[u"rows"].toArray();
        QVERIFY(!losing.isEmpty());
        for (const QJsonValue& row : losing) {
            const QString tenant = row[u"keys"][u"tenant"].toString();
            QCOMPARE(row[u"margin"], SampleProgram::rowOf(byTenant, "tenant", tenant)[u"margin"]);
        }
    }
    void headlinesAreAmongFlagsAndFindings() {
        QStringList known;
        for (const QJsonValue& row : m_sample.ask("review")[u"rows"].toArray())
            known << row[u"found"].toString();
        for (const QJsonValue& row : m_sample.ask("findings")[u"rows"].toArray())
            known << row[u"what"].toString();
        const QJsonArray rows = section("headlines")[u"rows"].toArray();
        QVERIFY(rows.size() >= 3 && rows.size() <= 5);
        for (const QJsonValue& row : rows) {
            const QString what = row[u"what"].toString();
            QVERIFY2(known.contains(what) || known.contains(what.chopped(1)), qPrintable(what));
        }
    }
};

QTEST_GUILESS_MAIN(TestOverviewAnswers)
#include "tst_overview_answers.moc"
