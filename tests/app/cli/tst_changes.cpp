// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: drift.cpp
#include "tests/app/sample_program.h"

#include <QTest>

/// `drift` without --explain on the sample company: the planted changes are found on their days.
class TestChanges : public QObject {
    Q_OBJECT

    SampleProgram m_company;

    QJsonObject section(const QByteArray& where, const char* id) const {
        return SampleProgram::sectionOf(m_company.ask("drift --where " + where), id);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_company.make(100'000, 7)); }

    void thePriceChangeIsFoundOnItsDay() {
        const QJsonObject row =
            SampleProgram::rowOf(section("model=cobalt-mini", "request_cost_changes"), "day",
                                 QStringLiteral("2026-05-01"));
        QCOMPARE(row[u"kind"].toString(), QStringLiteral("price or model"));
        QVERIFY(row[u"price_share"].toDouble() > 0.9);
        QVERIFY(qAbs(row[u"change_pct"].toDouble() - 0.6) < 0.05); // 60 % dearer
    }
    /// v8 is shorter from 20 April on, and some versions take days to spread.
    void theCheaperPromptIsADecrease() {
        const QJsonArray rows =
            section("feature=ticket_reply", "request_cost_changes")[u"rows"].toArray();
        QVERIFY(!rows.isEmpty());
        const QJsonObject first = rows.first().toObject();
        QVERIFY(first[u"day"].toString() >= QStringLiteral("2026-04-18"));
        QVERIFY(first[u"day"].toString() <= QStringLiteral("2026-04-24"));
        QCOMPARE(first[u"kind"].toString(), QStringLiteral("decrease"));
        QVERIFY(first[u"tokens_share"].toDouble() > 0.9);
    }
    void theStormIsARiseOfAttempts() {
        const QJsonArray rows =
            section("feature=agent_triage", "request_cost_changes")[u"rows"].toArray();
        QVERIFY(!rows.isEmpty());
        const QJsonObject storm = rows.first().toObject();
        QVERIFY(storm[u"day"].toString() >= QStringLiteral("2026-04-12"));
        QVERIFY(storm[u"day"].toString() <= QStringLiteral("2026-04-16"));
        QVERIFY(storm[u"attempts_share"].toDouble() > 0.4);
    }
    /// The alert is raised on the day the provider begins to fail, and stays one for three days.
    void theStormIsAnAlert() {
        const QJsonArray rows = section("provider=aurora", "alerts")[u"rows"].toArray();
        QJsonObject storm;
        for (const auto& row : rows)
            if (row[u"day"].toString() == QStringLiteral("2026-04-14") &&
                row[u"series"].toString() == QStringLiteral("agent_triage"))
                storm = row.toObject();
        QVERIFY(!storm.isEmpty());
        QCOMPARE(storm[u"days"].toVariant().toInt(), 3);
        QVERIFY(storm[u"attempts_share"].toDouble() > 0.4);
        QVERIFY(storm[u"score"].toDouble() > 3.5);
        // Its cost is what margin says of the day.
        const QJsonObject day =
            m_company.ask("margin --by feature --from 2026-04-14 --to 2026-04-15 "
                          "--where provider=aurora --where feature=agent_triage");
        QCOMPARE(storm[u"cost"].toString().toDouble(),
                 day[u"total"][u"cost"].toString().toDouble());
    }
    /// What lives on the model that gets dearer on 1 May drifts, and nothing drifts before.
    void thePriceChangeIsADrift() {
        const QJsonArray rows = section("model=cobalt-mini", "cost_drift")[u"rows"].toArray();
        QVERIFY(rows.size() >= 3);
        for (const auto& row : rows) {
            QVERIFY(row[u"day"].toString() >= QStringLiteral("2026-05-01"));
            QVERIFY(row[u"day"].toString() <= QStringLiteral("2026-05-31"));
            QVERIFY(row[u"change_low"].toDouble() > 0.1);
            QVERIFY(row[u"change_high"].toDouble() < 0.7);
        }
    }
    /// What the levels are made of is what `margin` says.
    void levelsAreThoseOfMargin() {
        const QJsonObject changes = section("tenant=quillmark", "changes");
        const QJsonArray rows = changes[u"rows"].toArray();
        QCOMPARE(rows.size(), 1);
        const QString day = rows.first()[u"day"].toString();
        const QJsonObject after =
            m_company.ask("margin --by tenant --where tenant=quillmark --from " + day.toUtf8());
        const double mean = after[u"total"][u"cost"].toString().toDouble() /
                            rows.first()[u"days"].toVariant().toDouble();
        QVERIFY(qAbs(rows.first()[u"after"].toString().toDouble() - mean) < 1e-9);
    }
};

QTEST_APPLESS_MAIN(TestChanges)
#include "tst_changes.moc"
