// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: compare.cpp
#include "tests/app/sample_program.h"

#include <QTest>

#include <cmath>

/// `compare` on the sample company: against SQL over the same rows, and what was planted.
class TestCompare : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

    QJsonObject section(const QByteArray& options, const char* id) const {
        const QByteArray command = options.isEmpty() ? "compare" : "compare " + options;
        return SampleProgram::sectionOf(m_sample.ask(command), id);
    }
    static QJsonObject metric(const QJsonObject& section, const char* name) {
        return SampleProgram::rowOf(section, "metric", QString::fromLatin1(name));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_sample.make(40'000, 7)); }
    void thePlantedRegressionIsRejected();
    void figuresAreThoseOfSql();
    void latencyIsThatOfSql();
    void aSeedGivesTheSameFigures();
    void tinyPValuesAreNotZero();
    void theVersionIsFirstAmongChanges();
    void armsAreChosenWhereNoneAreNamed();
    void periodsAreCompared();
    void oneSectionAsCsv();
    void wrongOptionsAreRefused();
};

void TestCompare::thePlantedRegressionIsRejected() {
    for (const char* options :
         {"--a v7 --b v8", "--arms v7,v8 --stratify tier", "--arms v7,v8 --from 2026-04-20",
          "--arms v7,v8 --from 2026-04-20 --shares 50,50"}) {
        const QJsonObject answer =
            section(QByteArray(options) + " --where feature=ticket_reply", "compare");
        const QString finding = answer[u"finding"].toString();
        QVERIFY2(finding.startsWith(
                     QStringLiteral("Reject v8: cheaper calls, dearer results. A request costs $")),
                 qPrintable(finding));
        QVERIFY(metric(answer, "Cost per request")[u"change_high"].toDouble() < 0);
        QVERIFY(metric(answer, "Cost per success")[u"change_low"].toDouble() > 0);
    }
}

void TestCompare::figuresAreThoseOfSql() {
    const QJsonObject answer = section("--a v7 --b v8 --where feature=ticket_reply", "compare");
    const auto rows =
        m_sample.sql(QStringLiteral("select prompt_version, count(distinct request_id), count(*), "
                                    "sum(coalesce(output_tokens, 0)) from event "
                                    "where feature = 'ticket_reply' and ") +
                     SampleProgram::inScope() + QStringLiteral(" group by 1"));
    const QJsonObject margin =
        m_sample.ask("margin --by prompt_version --where feature=ticket_reply");
    for (const char* side : {"v7", "v8"}) {
        const QString version = QString::fromLatin1(side);
        const QLatin1String column(version == QStringLiteral("v7") ? "baseline" : "value");
        QVERIFY(rows.contains(version));
        const QStringList row = rows[version];
        const double requests = row[1].toDouble();
        const auto isMean = [&](const char* name, double total) {
            const QJsonValue mean = metric(answer, name)[column];
            const double value = mean.isString() ? mean.toString().toDouble() : mean.toDouble();
            return total > 0 && std::abs(value * requests - total) < 1e-6 * total;
        };
        const double cost =
            SampleProgram::rowOf(margin, "prompt_version", version)[u"cost"].toString().toDouble();
        QVERIFY(isMean("Attempts per request", row[2].toDouble()));
        QVERIFY(isMean("Output tokens per request", row[3].toDouble()));
        QVERIFY(isMean("Cost per request", cost));
    }
}

void TestCompare::latencyIsThatOfSql() {
    const QByteArray options = "--a v7 --b v8 --where feature=ticket_reply "
                               "--metric cost_per_request,latency_mean --guardrail latency_p95=50";
    const QJsonObject answer = section(options, "compare");
    const auto rows = m_sample.sql(
        QStringLiteral("select version, sum(millis), count(*) from (select prompt_version version, "
                       "sum(latency_ms) millis, sum(latency_ms is null) gaps from event "
                       "where feature = 'ticket_reply' and ") +
        SampleProgram::inScope() +
        QStringLiteral(" group by request_id) where gaps = 0 group by 1"));
    for (const char* side : {"v7", "v8"}) {
        const QStringList row = rows[QString::fromLatin1(side)];
        const double mean = row[1].toDouble() / row[2].toDouble();
        const QLatin1String column(*side == 'v' && side[1] == '7' ? "baseline" : "value");
        const double found = metric(answer, "Latency, mean ms")[column].toDouble();
        QVERIFY2(mean > 0 && std::abs(found / mean - 1) < 1e-9, qPrintable(QString::number(found)));
    }
    const QJsonObject tail = metric(answer, "Latency, p95 ms");
    QVERIFY(tail[u"guardrail"].toString().startsWith(QStringLiteral("may rise 50%: ")));
    QVERIFY(tail[u"value"].toDouble() > metric(answer, "Latency, mean ms")[u"value"].toDouble());
}

void TestCompare::aSeedGivesTheSameFigures() {
    const QByteArray options = "--a v7 --b v8 --where feature=ticket_reply --bootstrap 400 --seed ";
    const QJsonObject once = section(options + "5", "methods");
    QCOMPARE(section(options + "5", "methods"), once);
    QVERIFY(section(options + "6", "methods") != once);
    const QJsonObject drawn = SampleProgram::rowOf(once, "method", QStringLiteral("Bootstrap"));
    QVERIFY(drawn[u"about"].toString().startsWith(QStringLiteral("400 draws of tenants, seed 5")));
    // v8 began when v7 had run for weeks: its tenants have a time before.
    QVERIFY(
        SampleProgram::rowOf(once, "method", QStringLiteral("CUPED"))[u"variance_pct"].isDouble());
    const QJsonObject spread = section("--a v7 --b v8 --where feature=ticket_reply", "spread");
    QVERIFY(spread[u"finding"].toString().startsWith(QStringLiteral("One of 20 units of v8")));
}

/// People read that it is small; programs read the number.
void TestCompare::tinyPValuesAreNotZero() {
    const QStringList arguments{QStringLiteral("compare"),   m_sample.path("sample.margin"),
                                QStringLiteral("--a"),       QStringLiteral("v7"),
                                QStringLiteral("--b"),       QStringLiteral("v8"),
                                QStringLiteral("--where"),   QStringLiteral("feature=ticket_reply"),
                                QStringLiteral("--section"), QStringLiteral("compare")};
    const ProgramRun shown = runProgram(arguments);
    QVERIFY(shown.out.contains("< 0.000001") && !shown.out.contains(" 0.000000 "));
    const ProgramRun exact = runProgram(arguments + QStringList{QStringLiteral("--csv")});
    QVERIFY(!exact.out.contains("< 0.000001"));
    const double p = metric(section("--a v7 --b v8 --where feature=ticket_reply", "compare"),
                            "Success rate")[u"p_value"]
                         .toDouble(-1);
    QVERIFY(p >= 0 && p < 1e-6);
}

void TestCompare::theVersionIsFirstAmongChanges() {
    const QJsonObject versions = section("--arms v7,v8", "versions");
    const QJsonObject first = versions[u"rows"].toArray().first().toObject();
    QCOMPARE(first[u"keys"][u"prompt_version"].toString(), QStringLiteral("v8"));
    QCOMPARE(first[u"before"].toString(), QStringLiteral("v7"));
    QCOMPARE(first[u"since"].toString(), QStringLiteral("2026-04-20"));
    QVERIFY(first[u"margin_high"].toString().startsWith(u'-'));
}

void TestCompare::armsAreChosenWhereNoneAreNamed() {
    const QJsonObject chosen = section("", "compare");
    QVERIFY(chosen[u"finding"].toString().startsWith(QStringLiteral("Reject v8: cheaper calls")));
    QVERIFY(chosen[u"notes"].toArray().first().toString().startsWith(
        QStringLiteral("No arms were named")));
    const QJsonObject none = section("--where feature=doc_search", "compare");
    QVERIFY(none[u"finding"].toString().startsWith(QStringLiteral("There is nothing to compare")));
}

void TestCompare::periodsAreCompared() {
    const QByteArray options = "--before 2026-04-06..2026-04-20 --after 2026-04-20..2026-05-04 "
                               "--where feature=ticket_reply";
    const QJsonObject answer = section(options, "compare");
    QCOMPARE(answer[u"rows"].toArray().first()[u"arm"].toString(), QStringLiteral("after"));
    QVERIFY(metric(answer, "Success rate")[u"difference"].toDouble() < 0); // half of it is v8
    QVERIFY(section(options, "over_time").isEmpty());
}

void TestCompare::oneSectionAsCsv() {
    const ProgramRun run = m_sample.run({QStringLiteral("compare"), QStringLiteral("--section"),
                                         QStringLiteral("slices"), QStringLiteral("--by"),
                                         QStringLiteral("tier"), QStringLiteral("--csv")});
    QCOMPARE(run.code, 0);
    QVERIFY(run.out.startsWith("arm,tier,requests_baseline,"));
    QVERIFY(run.out.contains("\nv8,Pro,"));
}

void TestCompare::wrongOptionsAreRefused() {
    for (const char* options : {"--a v7", "--a v7 --b v99", "--dim color", "--stratify tenant",
                                "--metric joy", "--shares 1,2,3", "--metric latency_p95",
                                "--guardrail joy=1", "--guardrail latency_p95", "--bootstrap 0"}) {
        QStringList arguments{QStringLiteral("compare"), m_sample.path("sample.margin")};
        arguments += QString::fromLatin1(options).split(u' ');
        QCOMPARE(runProgram(arguments).code, 2);
    }
}

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
