// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: attempt_columns.cpp, event_writers.cpp, export.cpp, batches.cpp, command_line.cpp,
// exit_code.cpp, explain.cpp, explain_json.cpp, import.cpp, Covers: import_files.cpp, job_line.cpp,
// margin.cpp, margin_json.cpp, margin_text.cpp, read.cpp, Covers: shared_options.cpp, sql.cpp,
// undo.cpp
#include "tests/app/program.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray eventLine(const char* request, int attempt, const char* time, const char* tenant,
                     int input, const char* root, const char* environment = "production") {
    return QByteArray(
               R"({"event_type":"ai_api_cost_allocation","event_version":"2026-09-01","request_id":")") +
           request + R"(","timestamp_utc":")" + time + R"(","environment":")" + environment +
           R"(","application":"desk","workflow":"reply","tenant_id":")" + tenant +
           R"(","cost_center":"cx","provider":"p","model_or_deployment":"m","usage":{"input_tokens":)" +
           QByteArray::number(input) + R"(,"output_tokens":0,"total_tokens":)" +
           QByteArray::number(input) + R"(},"routing":{"attempt_number":)" +
           QByteArray::number(attempt) +
           R"(,"fallback_used":false},"business_unit":{"unit_type":"ticket","unit_id":"T-1",)"
           R"("unit_outcome":"accepted"},"cost_estimate":{"amount":null,"currency":"USD"},"root_id":")" +
           root + "\"}\n";
}

} // namespace

/// A small company whose figures are worked out by hand, asked through the program.
class TestCommandLine : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    QString workspace() const { return path("ws.margin"); }
    ProgramRun ask(QStringList arguments) const {
        arguments.insert(1, workspace());
        return runProgram(arguments);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        // acme: 0.10 retried, then 0.65, then 0.50 of the same action: 1.25 in May, plan Pro at 29.
        QVERIFY(writeFile(
            path("events.jsonl"),
            eventLine("r1", 1, "2026-05-03T10:00:00Z", "acme", 100'000, "a1") +
                eventLine("r1", 2, "2026-05-03T10:00:05Z", "acme", 650'000, "a1") +
                eventLine("r2", 1, "2026-05-03T10:01:00Z", "acme", 500'000, "a1") +
                eventLine("r3", 1, "2026-05-04T10:00:00Z", "zeta", 2'000'000, "r3") +
                eventLine("r4", 1, "2026-05-04T11:00:00Z", "zeta", 41'200, "r4", "staging")));
        QVERIFY(
            writeFile(path("prices.csv"),
                      "provider,model,account,service_tier,context_over,bucket,per,amount,currency,"
                      "valid_from,valid_to,source\n"
                      "p,m,,,,input,1000000,1.00,USD,2026-01-01,,list\n"
                      "p,m,,,,output,1000000,4.00,USD,2026-01-01,,list\n"));
        QVERIFY(writeFile(path("tenants.csv"), "tenant,name,segment,tier,since,until,seats\n"
                                               "acme,Acme Inc,SMB,Pro,2026-01-01,,5\n"
                                               "zeta,Zeta AG,SMB,Free,2026-01-01,,1\n"));
        QVERIFY(writeFile(
            path("plans.csv"),
            "tier,revenue_per_tenant_month,currency,valid_from,valid_to,included_requests,"
            "included_tokens,overage_price,overage_per\n"
            "Pro,29,USD,2026-01-01,,,,,\nFree,0,USD,2026-01-01,,,,,\n"));
        const ProgramRun run =
            ask({QStringLiteral("import"), path("events.jsonl"), path("prices.csv"),
                 path("tenants.csv"), path("plans.csv"), QStringLiteral("--json")});
        QCOMPARE(run.code, 0);
        const QJsonArray files = run.json()[u"files"].toArray();
        QCOMPARE(files.size(), 4);
        QCOMPARE(files[0][u"kind"].toString(), QStringLiteral("events"));
        QCOMPARE(files[0][u"accepted"].toInt(), 5);
        QCOMPARE(files[1][u"kind"].toString(), QStringLiteral("prices"));
        QCOMPARE(files[1][u"accepted"].toInt(), 2);
    }

    void marginOfTheDesignExample() {
        const ProgramRun run =
            ask({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tenant"),
                 QStringLiteral("--from"), QStringLiteral("2026-05-01"), QStringLiteral("--to"),
                 QStringLiteral("2026-06-01"), QStringLiteral("--json")});
        QCOMPARE(run.code, 0);
        const QJsonObject json = run.json();
        QJsonObject acme;
        for (const QJsonValue& row : json[u"rows"].toArray())
            if (row[u"keys"][u"tenant"] == QStringLiteral("acme"))
                acme = row.toObject();
        QCOMPARE(acme[u"attempts"].toInt(), 3);
        QCOMPARE(acme[u"requests"].toInt(), 2);
        QCOMPARE(acme[u"actions"].toInt(), 1);
        QCOMPARE(acme[u"input_tokens"].toInt(), 1'250'000);
        QCOMPARE(acme[u"cost"].toString(), QStringLiteral("1.25"));
        QCOMPARE(acme[u"revenue"].toString(), QStringLiteral("29"));
        QCOMPARE(acme[u"margin"].toString(), QStringLiteral("27.75"));
        QCOMPARE(acme[u"margin_pct"].toDouble(), 27.75 / 29);
        QCOMPARE(acme[u"retry_cost"].toString(), QStringLiteral("0.1"));
        QCOMPARE(acme[u"fallback_cost"].toString(), QStringLiteral("0"));
        QCOMPARE(acme[u"unpriced_attempts"].toInt(), 0);
        QCOMPARE(json[u"total"][u"cost"].toString(), QStringLiteral("3.25"));
        QCOMPARE(json[u"total"][u"revenue"].toString(), QStringLiteral("29"));
        QCOMPARE(json[u"outside_scope"][u"attempts"].toInt(), 1);
        QCOMPARE(json[u"outside_scope"][u"cost"].toString(), QStringLiteral("0.0412"));
    }

    void anEmptyRevenueHasNoMarginPercent() {
        const ProgramRun run = ask({QStringLiteral("margin"), QStringLiteral("--by"),
                                    QStringLiteral("tenant"), QStringLiteral("--where"),
                                    QStringLiteral("tenant=zeta"), QStringLiteral("--json")});
        QCOMPARE(run.code, 0);
        QVERIFY(run.json()[u"total"][u"margin_pct"].isNull());
        QCOMPARE(run.json()[u"total"][u"margin"].toString(), QStringLiteral("-2"));
    }

    void allEnvironmentsOnRequest() {
        const ProgramRun run =
            ask({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("environment"),
                 QStringLiteral("--environment"), QStringLiteral("all"), QStringLiteral("--json")});
        QCOMPARE(run.json()[u"total"][u"cost"].toString(), QStringLiteral("3.2912"));
        QCOMPARE(run.json()[u"outside_scope"][u"attempts"].toInt(), 0);
    }

    void theTableForPeopleShowsTheSame() {
        const ProgramRun run =
            ask({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tenant")});
        QCOMPARE(run.code, 0);
        for (const char* shown : {"acme", "zeta", "Total", "29.00", "27.75", "3.25"})
            QVERIFY2(run.out.contains(shown), shown);
    }

    void explainShowsRuleFileAndLine() {
        const ProgramRun text = ask({QStringLiteral("explain"), QStringLiteral("r1")});
        QCOMPARE(text.code, 0);
        for (const char* shown :
             {"650,000 input tokens x $1.00 / 1,000,000 = $0.65", "prices.csv line 2",
              "events.jsonl line 2", "Request r1: 2 attempts, $0.75"})
            QVERIFY2(text.out.contains(shown), shown);
        const ProgramRun run =
            ask({QStringLiteral("explain"), QStringLiteral("r1"), QStringLiteral("--json")});
        QCOMPARE(run.json()[u"cost"].toString(), QStringLiteral("0.75"));
        QCOMPARE(run.json()[u"attempts"].toArray().size(), 2);
        const QJsonValue line = run.json()[u"attempts"][1][u"lines"][0];
        QCOMPARE(line[u"rule"][u"source"].toString(), QStringLiteral("list"));
        QCOMPARE(line[u"rule"][u"line"].toInt(), 2);
        QCOMPARE(ask({QStringLiteral("explain"), QStringLiteral("nobody")}).code, 2);
    }

    void sqlReadsRows() {
        const ProgramRun run =
            ask({QStringLiteral("sql"),
                 QStringLiteral(
                     "select tenant, count(*) as n, sum(input_uncached_tokens) as t from event "
                     "where environment = 'production' group by tenant order by tenant"),
                 QStringLiteral("--csv")});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.out, QByteArray("tenant,n,t\nacme,3,1250000\nzeta,1,2000000\n"));
        QCOMPARE(ask({QStringLiteral("sql"), QStringLiteral("delete from batch")}).code, 2);
        QCOMPARE(ask({QStringLiteral("sql"), QStringLiteral("selekt")}).code, 2);
    }

    void sameFileTwiceAddsNothing() {
        const ProgramRun again =
            ask({QStringLiteral("import"), path("events.jsonl"), QStringLiteral("--json")});
        QCOMPARE(again.code, 0);
        QCOMPARE(again.json()[u"files"][0][u"accepted"].toInt(), 0);
        QCOMPARE(again.json()[u"files"][0][u"duplicates"].toInt(), 5);
    }

    void undoTakesABatchOutAndReimportWorks() {
        const ProgramRun imported = ask({QStringLiteral("batches"), QStringLiteral("--json")});
        const int batch = imported.json()[u"batches"][0][u"batch"].toInt();
        QCOMPARE(ask({QStringLiteral("undo"), QString::number(batch)}).code, 0);
        const ProgramRun without = ask({QStringLiteral("margin"), QStringLiteral("--by"),
                                        QStringLiteral("tenant"), QStringLiteral("--json")});
        QCOMPARE(without.json()[u"total"][u"attempts"].toInt(), 0);
        const ProgramRun again =
            ask({QStringLiteral("import"), path("events.jsonl"), QStringLiteral("--json")});
        QCOMPARE(again.json()[u"files"][0][u"accepted"].toInt(), 5);
        const ProgramRun with = ask({QStringLiteral("margin"), QStringLiteral("--by"),
                                     QStringLiteral("tenant"), QStringLiteral("--json")});
        QCOMPARE(with.json()[u"total"][u"cost"].toString(), QStringLiteral("3.25"));
    }

    void brokenRowsAreListedAndTheRestImported() {
        QVERIFY(writeFile(path("broken.jsonl"),
                          eventLine("b1", 1, "2026-05-05T10:00:00Z", "acme", 1, "b1") +
                              "{\"event_type\":\"ai_api_cost_allocation\",\n" +
                              eventLine("b2", 1, "not a time", "acme", 1, "b2") +
                              eventLine("b3", 1, "2026-05-05T10:00:00Z", "acme", -5, "b3")));
        const QString other = path("broken.margin");
        const ProgramRun run = runProgram(
            {QStringLiteral("import"), other, path("broken.jsonl"), QStringLiteral("--json")});
        QCOMPARE(run.code, 0);
        const QJsonValue file = run.json()[u"files"][0];
        QCOMPARE(file[u"rows"].toInt(), 4);
        QCOMPARE(file[u"accepted"].toInt(), 1);
        QCOMPARE(file[u"rejected"].toInt(), 3);
        const ProgramRun rejects =
            runProgram({QStringLiteral("batches"), other, QStringLiteral("--rejects"),
                        QString::number(file[u"batch"].toInt()), QStringLiteral("--json")});
        const QJsonArray list = rejects.json()[u"rejects"].toArray();
        QCOMPARE(list.size(), 3);
        QCOMPARE(list[0][u"line"].toInt(), 2);
        QCOMPARE(list[1][u"line"].toInt(), 3);
        QVERIFY(list[1][u"raw"].toString().contains(QStringLiteral("not a time")));
        QVERIFY(!list[2][u"reason"].toString().isEmpty());

        const QString strict = path("strict.margin");
        const ProgramRun refused =
            runProgram({QStringLiteral("import"), strict, path("broken.jsonl"),
                        QStringLiteral("--max-rejects"), QStringLiteral("10%")});
        QCOMPARE(refused.code, 4);
        QCOMPARE(runProgram({QStringLiteral("sql"), strict,
                             QStringLiteral("select count(*) from event"), QStringLiteral("--csv")})
                     .out,
                 QByteArray("count(*)\n0\n"));
    }

    void exportsHoldTheScopesEventsWithTheirCosts() {
        const auto csv =
            ask({QStringLiteral("export"), QStringLiteral("--format"), QStringLiteral("csv")});
        QCOMPARE(csv.code, 0);
        const QList<QByteArray> lines = csv.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 5); // header and the four production events
        const QList<QByteArray> header = lines[0].split(',');
        const auto cost = header.indexOf("cost");
        const auto tier = header.indexOf("tier");
        QVERIFY(cost > 0 && tier > 0 && header.contains("request_id") &&
                header.contains("source_row"));
        QCOMPARE(lines[2].split(',').at(cost), QByteArray("0.65"));
        QCOMPARE(lines[2].split(',').at(tier), QByteArray("Pro"));

        const ProgramRun all =
            ask({QStringLiteral("export"), QStringLiteral("--format"), QStringLiteral("jsonl"),
                 QStringLiteral("--environment"), QStringLiteral("all"), QStringLiteral("--out"),
                 path("all.jsonl")});
        QCOMPARE(all.code, 0);
        QFile file(path("all.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> objects = file.readAll().trimmed().split('\n');
        QCOMPARE(objects.size(), 5);
        const QJsonObject last = QJsonDocument::fromJson(objects.last()).object();
        QCOMPARE(last[u"environment"].toString(), QStringLiteral("staging"));
        QCOMPARE(last[u"cost"].toString(), QStringLiteral("0.0412"));
        QCOMPARE(last[u"input_uncached_tokens"].toInt(), 41'200);

        const QStringList sqlite{QStringLiteral("export"), QStringLiteral("--format"),
                                 QStringLiteral("sqlite"), QStringLiteral("--out"),
                                 path("events.sqlite")};
        QCOMPARE(ask(sqlite).code, 0);
        QCOMPARE(ask(sqlite).code, 8); // never over an existing file
        QProcess shell;
        shell.start(
            QStringLiteral("sqlite3"),
            {path("events.sqlite"),
             QStringLiteral("select count(*), sum(input_uncached_tokens), max(cost) from event")});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput().trimmed(), QByteArray("4|3250000|2"));
        QCOMPARE(
            ask({QStringLiteral("export"), QStringLiteral("--format"), QStringLiteral("parquet")})
                .code,
            2);
    }

    void aPriceMapGoesIntoABookOfItsOwn() {
        const QString map =
            QStringLiteral(MARGINSCOPE_SOURCE_DIR "/../shared/formats/samples/litellm_prices.json");
        if (!QFile::exists(map))
            QSKIP("The shared samples are not beside the project.");
        const QString other = path("map.margin");
        const ProgramRun run =
            runProgram({QStringLiteral("import"), other, map, QStringLiteral("--book"),
                        QStringLiteral("litellm"), QStringLiteral("--json")});
        QVERIFY2(run.code == 0, run.err.constData());
        const QJsonValue file = run.json()[u"files"][0];
        // An entry a tier and prompt size: gpt-5-mini 4, claude 2, embedding 1, image 1; 3 without
        // prices of tokens. Their rules: 3 + 3 + 2 + 2, 5 + 5, 2, 1.
        QCOMPARE(file[u"accepted"].toInt(), 8);
        QCOMPARE(file[u"skipped"].toInt(), 3);
        QCOMPARE(file[u"rows"].toInt(), 11);
        const ProgramRun rules = runProgram({QStringLiteral("sql"), other,
                                             QStringLiteral("select count(*) n from price_rule"),
                                             QStringLiteral("--json")});
        QVERIFY2(rules.out.contains("23"), rules.out.constData());
        QCOMPARE(runProgram({QStringLiteral("margin"), other, QStringLiteral("--book"),
                             QStringLiteral("litellm"), QStringLiteral("--json")})
                     .code,
                 0);
    }

    void whatHasNoPriceIsNotShownAsZero() {
        QVERIFY(writeFile(path("unpriced.jsonl"),
                          eventLine("u1", 1, "2026-05-05T10:00:00Z", "acme", 7, "u1")));
        const QString other = path("unpriced.margin");
        QCOMPARE(runProgram({QStringLiteral("import"), other, path("unpriced.jsonl")}).code, 0);
        const ProgramRun run =
            runProgram({QStringLiteral("margin"), other, QStringLiteral("--measure"),
                        QStringLiteral("attempts,cost,margin")});
        QCOMPARE(run.code, 0);
        QVERIFY2(!run.out.contains("0.00"), run.out.constData());
        QVERIFY(run.out.contains("1 attempt"));
    }

    void usageErrorsAreTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const QStringList& arguments) {
            QTest::newRow(name) << arguments;
        };
        row("unknown verb option", {QStringLiteral("margin"), QStringLiteral("--nonsense")});
        row("no dimension",
            {QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("colour")});
        row("empty range",
            {QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tenant"),
             QStringLiteral("--from"), QStringLiteral("2026-05-01"), QStringLiteral("--to"),
             QStringLiteral("2026-05-01")});
        row("no such date",
            {QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tenant"),
             QStringLiteral("--from"), QStringLiteral("2026-02-30")});
        row("no such zone",
            {QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tenant"),
             QStringLiteral("--zone"), QStringLiteral("Europe/Nowhere")});
        row("no such book",
            {QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tenant"),
             QStringLiteral("--book"), QStringLiteral("none")});
        row("where without equals",
            {QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tenant"),
             QStringLiteral("--where"), QStringLiteral("tenant")});
    }
    void usageErrorsAreTwo() {
        QFETCH(QStringList, arguments);
        const ProgramRun run = ask(arguments);
        QCOMPARE(run.code, 2);
        QVERIFY(!run.err.isEmpty());
        QVERIFY(run.out.isEmpty());
    }

    void otherRefusalsHaveTheirCodes() {
        QVERIFY(writeFile(path("poem.txt"), "Roses are red\nviolets are blue\n"));
        QCOMPARE(ask({QStringLiteral("import"), path("poem.txt")}).code, 3);
        QCOMPARE(ask({QStringLiteral("import"), path("missing.csv")}).code, 8);
        QCOMPARE(runProgram({QStringLiteral("margin"), path("poem.txt"), QStringLiteral("--by"),
                             QStringLiteral("tenant")})
                     .code,
                 6);
        QCOMPARE(runProgram({QStringLiteral("margin"), path("none.margin"), QStringLiteral("--by"),
                             QStringLiteral("tenant")})
                     .code,
                 8);
        QVERIFY(runProgram({QStringLiteral("--help")}).out.contains("marginscope import"));
        QCOMPARE(runProgram({QStringLiteral("--help")}).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
