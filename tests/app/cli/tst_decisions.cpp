// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: findings.cpp
#include "tests/app/sample_program.h"

#include <QTest>

/// What stands out in the sample company, and what is decided about it.
class TestDecisions : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

    ProgramRun findings(const QStringList& arguments) const {
        return m_sample.run(QStringList{QStringLiteral("findings")} + arguments);
    }
    QJsonArray rows() const { return m_sample.ask("findings")[u"rows"].toArray(); }
    QJsonObject row(const QString& id) const { return rowOf(rows(), id); }
    static QJsonObject rowOf(const QJsonArray& rows, const QString& id) {
        for (const QJsonValue& one : rows)
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
void TestDecisions::theStormIsAmongThem() {
    const QJsonArray all = rows();
    const QJsonObject storm = rowOf(all, QStringLiteral("day/feature=agent_triage/2026-04-14"));
    QVERIFY(!storm.isEmpty());
    QVERIFY(storm[u"what"].toString().contains(QStringLiteral("the first of 3 dear days")));
    QCOMPARE(storm[u"status"].toString(), QStringLiteral("open"));
    double last = 1e9;
    for (const QJsonValue& one : all) {
        const double stake = one[u"stake"].toString().toDouble();
        QVERIFY(stake <= last); // the largest first
        last = stake;
    }
}

void TestDecisions::stakesAreThoseOfTheirSections() {
    const QJsonArray alerts =
        SampleProgram::sectionOf(m_sample.ask("drift"), "alerts")[u"rows"].toArray();
    QVERIFY(alerts.size() >= 3);
    const QJsonArray all = rows();
    for (const QJsonValue& alert : alerts) {
        const QString series = alert[u"series"].toString();
        const QString id =
            QStringLiteral("day/%1/%2")
                .arg(series == QStringLiteral("(all)") ? QStringLiteral("all")
                                                       : QStringLiteral("feature=") + series,
                     alert[u"day"].toString());
        QCOMPARE(rowOf(all, id)[u"stake"].toString(), alert[u"excess"].toString());
    }
    const QJsonObject outliers = m_sample.ask("outliers --grain request --limit 2000");
    double excess = 0;
    for (const QJsonValue& one : outliers[u"rows"].toArray())
        excess += one[u"excess"].toString().toDouble();
    double stakes = 0;
    for (const QJsonValue& one : all)
        if (one[u"kind"].toString() == QStringLiteral("outliers"))
            stakes += one[u"stake"].toString().toDouble();
    QVERIFY(stakes > 0);
    QVERIFY2(qAbs(stakes - excess) < 1e-9, qPrintable(QString::number(stakes - excess)));
}

void TestDecisions::aDecisionStaysAndUndoTakesItBack() {
    const QString id = QStringLiteral("day/feature=agent_triage/2026-04-14");
    const QJsonObject receipt = findings({QStringLiteral("--decide"), id, QStringLiteral("--owner"),
                                          QStringLiteral("Mira"), QStringLiteral("--status"),
                                          QStringLiteral("in_progress"), QStringLiteral("--json")})
                                    .json();
    QCOMPARE(receipt[u"files"][0][u"accepted"].toInt(), 1);
    const QJsonObject second =
        findings({QStringLiteral("--decide"), id, QStringLiteral("--guardrail"),
                  QStringLiteral("three attempts at most"), QStringLiteral("--json")})
            .json();
    // What was said before stays.
    const QJsonObject decided = row(id);
    QCOMPARE(decided[u"owner"].toString(), QStringLiteral("Mira"));
    QCOMPARE(decided[u"status"].toString(), QStringLiteral("in_progress"));
    QCOMPARE(decided[u"guardrail"].toString(), QStringLiteral("three attempts at most"));
    const QString batch = QString::number(second[u"files"][0][u"batch"].toInt());
    QCOMPARE(m_sample.run({QStringLiteral("undo"), batch}).code, 0);
    const QJsonObject before = row(id);
    QCOMPARE(before[u"guardrail"].toString(), QString());
    QCOMPARE(before[u"owner"].toString(), QStringLiteral("Mira"));
}

void TestDecisions::whatCannotBeDecidedIsRefused() {
    const ProgramRun unknown = findings({QStringLiteral("--decide"), QStringLiteral("x"),
                                         QStringLiteral("--status"), QStringLiteral("solved")});
    QVERIFY(unknown.code != 0);
    QVERIFY(unknown.err.contains("none of open, in_progress, done and dismissed"));
    QVERIFY(row(QStringLiteral("x")).isEmpty());
    QVERIFY(findings({QStringLiteral("--owner"), QStringLiteral("Mira")}).code != 0);
}

QTEST_APPLESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
