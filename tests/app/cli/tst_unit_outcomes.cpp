// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

/// What became of units, on three tickets that can be followed by hand: one is a success, one was
/// reopened ten days after it, one failed.
class TestUnitOutcomes : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_workspace;

    ProgramRun run(QStringList arguments) const {
        arguments.insert(1, m_workspace);
        return runProgram(arguments);
    }
    /// "successful, failed" of `units` with these options.
    QString counted(const QStringList& options) const {
        const QJsonObject total =
            run(QStringList{QStringLiteral("units"), QStringLiteral("--json")} + options)
                .json()[u"total"]
                .toObject();
        return QStringLiteral("%1, %2")
            .arg(total[u"successful"].toInt())
            .arg(total[u"failed"].toInt());
    }
    static QByteArray event(const char* unit, int input) {
        return QByteArray("{\"event_type\":\"ai_api_cost_allocation\",\"event_version\":"
                          "\"2026-09-01\",\"request_id\":\"r-") +
               unit +
               "\",\"timestamp_utc\":\"2026-05-02T08:00:00Z\",\"environment\":\"production\","
               "\"application\":\"desk\",\"workflow\":\"reply\",\"tenant_id\":\"acme\","
               "\"cost_center\":\"cx\",\"provider\":\"p\",\"model_or_deployment\":\"m\","
               "\"usage\":{\"input_tokens\":" +
               QByteArray::number(input) +
               ",\"output_tokens\":0,\"total_tokens\":" + QByteArray::number(input) +
               "},\"routing\":{\"attempt_number\":1,\"fallback_used\":false},"
               "\"business_unit\":{\"unit_type\":\"ticket\",\"unit_id\":\"" +
               unit + "\"},\"cost_estimate\":{\"amount\":null,\"currency\":\"USD\"}}\n";
    }

private Q_SLOTS:
    void initTestCase();
    void aReopeningCountsWithinItsWindow();
    void unitsAreListedWithTheFactThatCounts();
    void noNumberOfDaysIsRefused();
};

void TestUnitOutcomes::initTestCase() {
    const auto file = [this](const char* name) {
        return m_dir.filePath(QString::fromLatin1(name));
    };
    m_workspace = file("units.margin");
    QVERIFY(writeFile(file("log.jsonl"), event("1", 1000) + event("2", 3000) + event("3", 2000)));
    QVERIFY(writeFile(file("prices.csv"), "provider,model,bucket,per,amount,currency\n"
                                          "p,m,input,1000,1,USD\np,m,output,1000,1,USD\n"));
    QVERIFY(writeFile(file("outcomes.csv"),
                      "unit_type,unit_id,outcome,outcome_at,reopened_at\n"
                      "ticket,1,resolved,2026-05-03,\nticket,2,resolved,2026-05-03,2026-05-13\n"
                      "ticket,3,escalated,2026-05-03,\n"));
    QCOMPARE(runProgram({QStringLiteral("import"), m_workspace, file("log.jsonl"),
                         file("prices.csv"), file("outcomes.csv")})
                 .code,
             0);
}

void TestUnitOutcomes::aReopeningCountsWithinItsWindow() {
    const QString days = QStringLiteral("--reopen-days");
    QCOMPARE(counted({}), QStringLiteral("1, 2"));
    QCOMPARE(counted({days, QStringLiteral("10")}), QStringLiteral("1, 2"));
    QCOMPARE(counted({days, QStringLiteral("9")}), QStringLiteral("2, 1"));
    QCOMPARE(counted({days, QStringLiteral("0")}), QStringLiteral("2, 1"));
    QVERIFY(run({QStringLiteral("units"), days, QStringLiteral("9")})
                .out.contains("within 9 days counts as failed"));
}

void TestUnitOutcomes::unitsAreListedWithTheFactThatCounts() {
    const QJsonArray rows = run({QStringLiteral("units"), QStringLiteral("--list"),
                                 QStringLiteral("2"), QStringLiteral("--json")})
                                .json()[u"rows"]
                                .toArray();
    QCOMPARE(rows.size(), 2); // the dearest of three
    QCOMPARE(rows[0][u"unit_id"].toString(), QStringLiteral("2"));
    QCOMPARE(rows[0][u"cost"].toString(), QStringLiteral("3"));
    QCOMPARE(rows[0][u"status"].toString(), QStringLiteral("failed"));
    QCOMPARE(rows[0][u"outcome"].toString(), QStringLiteral("resolved"));
    QCOMPARE(rows[0][u"reopened_at"].toString(), QStringLiteral("2026-05-13"));
    QCOMPARE(rows[1][u"unit_id"].toString(), QStringLiteral("3"));
}

void TestUnitOutcomes::noNumberOfDaysIsRefused() {
    for (const char* wrong : {"-1", "soon"})
        QCOMPARE(run({QStringLiteral("units"), QStringLiteral("--reopen-days"),
                      QString::fromLatin1(wrong)})
                     .code,
                 2);
}

QTEST_APPLESS_MAIN(TestUnitOutcomes)
#include "tst_unit_outcomes.moc"
