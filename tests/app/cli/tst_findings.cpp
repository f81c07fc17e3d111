// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: findings.cpp
#include "tests/app/sample_program.h"

#include <QTest>

/// What stands out in the sample company, and what is decided about it.
class TestFindingsVerb : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

    ProgramRun findings(const QStringList& arguments) const {
        return m_sample.run(QStringList{QStringLiteral("findings")} + arguments);
    }
    QJsonArray rows() const { return m_sample.ask("findings")[u"rows"].toArray(); }
    QJsonObject row(const QString& id) const {
        for (const QJsonValue& one : rows())
            if (one[u"finding"].toString() == id)
                return one.toObject();
        return {};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_sample.make(100'000, 7)); }
    void theStormIsAmongThem();
    void stakesAreThoseOfTheirSections();
    void aDecisionStaysAndUndoTakesItBack();
    void whatCannotBeDecidedIsRefused();
};

/// Three days in April on which a provider fails: planted in the sample.
void TestFindingsVerb::theStormIsAmongThem() {
    const QJsonObject storm = row(QStringLiteral("day/feature=agent_triage/2026-04-14"));
    QVERIFY(!storm.isEmpty());
    QVERIFY(storm[u"what"].toString().contains(QStringLiteral("the first of 3 dear days")));
    QCOMPARE(storm[u"status"].toString(), QStringLiteral("open"));
    double last = 1e9;
    for (const QJsonValue& one : rows()) {
        const double stake = one[u"stake"].toString().toDouble();
        QVERIFY(stake <= last); // the largest first
        last = stake;
    }
}

void TestFindingsVerb::stakesAreThoseOfTheirSections() {
    const QJsonArray alerts =
        SampleProgram::sectionOf(m_sample.ask("drift"), "alerts")[u"rows"].toArray();
    QVERIFY(alerts.size() >= 3);
    for (const QJsonValue& alert : alerts) {
        const QString series = alert[u"series"].toString();
        const QString id =
            QStringLiteral("day/%1/%2")
                .arg(series == QStringLiteral("(all)") ? QStringLiteral("all")
                                                       : QStringLiteral("feature=") + series,
                     alert[u"day"].toString());
        QCOMPARE(row(id)[u"stake"].toString(), alert[u"excess"].toString());
    }
    const QJsonObject outliers = m_sample.ask("outliers --grain request --limit 2000");
    double excess = 0;
    for (const QJsonValue& one : outliers[u"rows"].toArray())
        excess += one[u"excess"].toString().toDouble();
    double stakes = 0;
    for (const QJsonValue& one : rows())
        if (one[u"kind"].toString() == QStringLiteral("outliers"))
            stakes += one[u"stake"].toString().toDouble();
    QVERIFY(stakes > 0);
    QVERIFY2(qAbs(stakes - excess) < 1e-9, qPrintable(QString::number(stakes - excess)));
}

void TestFindingsVerb::aDecisionStaysAndUndoTakesItBack() {
    const QString id = QStringLiteral("day/feature=agent_triage/2026-04-14");
    const QJsonObject receipt = findings({QStringLiteral("--decide"), id, QStringLiteral("--owner"),
                                          QStringLiteral("Mira"), QStringLiteral("--status"),
                                          QStringLiteral("in_progress"), QStringLiteral("--json")})
                                    .json();
    QCOMPARE(receipt[u"files"][0][u"accepted"].toInt(), 1);
    QCOMPARE(row(id)[u"owner"].toString(), QStringLiteral("Mira"));
    const QJsonObject second =
        findings({QStringLiteral("--decide"), id, QStringLiteral("--guardrail"),
                  QStringLiteral("three attempts at most"), QStringLiteral("--json")})
            .json();
    // What was said before stays.
    QCOMPARE(row(id)[u"owner"].toString(), QStringLiteral("Mira"));
    QCOMPARE(row(id)[u"status"].toString(), QStringLiteral("in_progress"));
    QCOMPARE(row(id)[u"guardrail"].toString(), QStringLiteral("three attempts at most"));
    const QString batch = QString::number(second[u"files"][0][u"batch"].toInt());
    QCOMPARE(m_sample.run({QStringLiteral("undo"), batch}).code, 0);
    QCOMPARE(row(id)[u"guardrail"].toString(), QString());
    QCOMPARE(row(id)[u"owner"].toString(), QStringLiteral("Mira"));
}

void TestFindingsVerb::whatCannotBeDecidedIsRefused() {
    const ProgramRun unknown = findings({QStringLiteral("--decide"), QStringLiteral("x"),
                                         QStringLiteral("--status"), QStringLiteral("solved")});
    QVERIFY(unknown.code != 0);
    QVERIFY(unknown.err.contains("none of open, in_progress, done and dismissed"));
    QVERIFY(row(QStringLiteral("x")).isEmpty());
    QVERIFY(findings({QStringLiteral("--owner"), QStringLiteral("Mira")}).code != 0);
}

QTEST_APPLESS_MAIN(TestFindingsVerb)
#include "tst_findings.moc"
