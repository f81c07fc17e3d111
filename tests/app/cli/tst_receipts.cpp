// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: batches.cpp, receipt_text.cpp, retry.cpp, undo.cpp
#include "tests/app/program.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray eventLine(const char* request, const char* time, const char* input,
                     const char* cost = "null") {
    return QByteArray("{\"event_type\":\"ai_api_cost_allocation\",\"event_version\":\"2026-09-01\","
                      "\"request_id\":\"") +
           request + "\",\"timestamp_utc\":\"" + time +
           "\",\"environment\":\"production\",\"application\":\"desk\",\"workflow\":\"reply\","
           "\"tenant_id\":\"acme\",\"cost_center\":\"cx\",\"provider\":\"p\","
           "\"model_or_deployment\":\"m\",\"usage\":{\"input_tokens\":" +
           input +
           ",\"output_tokens\":0},\"routing\":{\"attempt_number\":1,\"fallback_used\":false},"
           "\"cost_estimate\":{\"amount\":" +
           cost + ",\"currency\":\"USD\"}}\n";
}

} // namespace

/// Receipts, rejected rows and their correction, asked through the program.
class TestReceipts : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    ProgramRun ask(QStringList arguments) const {
        arguments.insert(1, path("ws.margin"));
        return runProgram(arguments);
    }
    ProgramRun rejects(const char* format) const {
        return ask({QStringLiteral("batches"), QStringLiteral("1"), QStringLiteral("--rejects"),
                    QString::fromLatin1(format)});
    }
    QByteArray answer(const char* sql) const {
        return ask({QStringLiteral("sql"), QString::fromLatin1(sql), QStringLiteral("--csv")})
            .out.trimmed()
            .split('\n')
            .last();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        // Accepted r1, r2; r1 once more; three that are broken.
        QVERIFY(writeFile(path("may.jsonl"),
                          eventLine("r1", "2026-05-03T10:00:00Z", "100", "0.25") +
                              eventLine("r2", "2026-05-04T10:00:00Z", "30") +
                              eventLine("r1", "2026-05-03T10:00:00Z", "100", "0.25") +
                              eventLine("r3", "never", "7") +
                              eventLine("r4", "2026-05-05T10:00:00Z", "\"many\"") +
                              "=HYPERLINK(1)\n"));
        QCOMPARE(ask({QStringLiteral("import"), path("may.jsonl")}).code, 0);
    }

    void theReceiptSaysHowAFileWasRead() {
        const ProgramRun run = ask({QStringLiteral("batches"), QStringLiteral("1")});
        QCOMPARE(run.code, 0);
        for (const char* shown :
             {"6 read = 2 accepted + 1 duplicates + 3 rejected + 0 skipped",
              "Read as       allocation_event",
              "Token counts  cached tokens within the input, reasoning within the output",
              "Text          UTF-8", "2026-05-03 to 2026-05-04 (UTC)", "Source hash   XXH3-64",
              "All accepted rows count now."})
            QVERIFY2(run.out.contains(shown), run.out.constData());
        QVERIFY(run.out.simplified().contains("Input uncached tokens 230 130 100"));
        QVERIFY(run.out.simplified().contains("Reported cost (USD) 0.5 0.25 0.25"));
    }

    void programsReadTheSameReceipt() {
        const QJsonObject json =
            ask({QStringLiteral("batches"), QStringLiteral("1"), QStringLiteral("--json")}).json();
        QCOMPARE(json[u"rows"].toInt(), json[u"accepted"].toInt() + json[u"duplicates"].toInt() +
                                            json[u"rejected"].toInt() + json[u"skipped"].toInt());
        QVERIFY(json[u"adds_up"].toBool());
        QCOMPARE(json[u"counted_rows"].toInt(), 2);
        QVERIFY(json[u"profile"].isNull());
        QCOMPARE(json[u"first_event"].toString(), QStringLiteral("2026-05-03T10:00:00.000Z"));
        const QJsonArray totals = json[u"totals"].toArray();
        QCOMPARE(totals.size(), 3);
        QCOMPARE(totals[0][u"measure"].toString(), QStringLiteral("input_uncached_tokens"));
        QCOMPARE(totals[0][u"in_file"].toInt(), 230);
        QCOMPARE(totals[0][u"counts_now"].toInt(), 130);
        QCOMPARE(totals[0][u"difference"].toInt(), 100);
        QCOMPARE(totals[2][u"unit"].toString(), QStringLiteral("USD"));
        QCOMPARE(totals[2][u"difference"].toString(), QStringLiteral("0.25"));
    }

    void rejectedRowsAreListedInEveryForm() {
        const QJsonArray json = rejects("--json").json()[u"rejects"].toArray();
        QCOMPARE(json.size(), 3);
        QCOMPARE(json[2][u"raw"].toString(), QStringLiteral("=HYPERLINK(1)"));
        QVERIFY(json[0][u"corrected_by"].isNull());
        const QList<QByteArray> csv = rejects("--csv").out.trimmed().split('\n');
        QCOMPARE(csv.size(), 4);
        QCOMPARE(csv[0], QByteArray("line,column,reason,raw"));
        QVERIFY2(csv[3].endsWith(",\"'=HYPERLINK(1)\""), csv[3].constData()); // runs nowhere
        const QByteArray table =
            ask({QStringLiteral("batches"), QStringLiteral("1"), QStringLiteral("--rejects")}).out;
        QVERIFY(table.contains("Row as it stands in the file"));
        const ProgramRun older = ask({QStringLiteral("batches"), QStringLiteral("--rejects"),
                                      QStringLiteral("1"), QStringLiteral("--csv")});
        QCOMPARE(older.out, rejects("--csv").out);
    }

    void correctedRowsAreImported() {
        QByteArray fix = rejects("--csv").out;
        fix.replace("\"\"never\"\"", "\"\"2026-05-06T10:00:00Z\"\"");
        fix.replace("\"\"\"\"many\"\"\"\"", "9"); // nothing: the text has two quotes only
        fix.replace(":\"\"many\"\"", ":9");
        QVERIFY(writeFile(path("fix.csv"), fix));
        const ProgramRun run = ask({QStringLiteral("retry"), QStringLiteral("1"), path("fix.csv"),
                                    QStringLiteral("--json")});
        QCOMPARE(run.code, 0);
        const QJsonObject receipt = run.json()[u"receipt"].toObject();
        QCOMPARE(receipt[u"path"].toString(), QStringLiteral("fixed rows of may.jsonl"));
        QCOMPARE(receipt[u"rows"].toInt(), 2);
        QCOMPARE(receipt[u"accepted"].toInt(), 2);
        QCOMPARE(receipt[u"corrects"].toInt(), 1);
        const QJsonArray refused = run.json()[u"refused"].toArray();
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused[0][u"line"].toInt(), 6);
        QCOMPARE(answer("select sum(input_uncached_tokens) from event"), QByteArray("146"));
        QCOMPARE(answer("select source_row from event where request_id = 'r4'"), QByteArray("5"));
        // Once more nothing is taken, and the reasons say where the rows are.
        const ProgramRun again =
            ask({QStringLiteral("retry"), QStringLiteral("1"), path("fix.csv")});
        QCOMPARE(again.code, 3);
        QVERIFY2(again.out.contains("Nothing was imported."), again.out.constData());
        QVERIFY(again.out.contains("as corrected in batch 2"));
        QCOMPARE(rejects("--json").json()[u"rejects"][0][u"corrected_by"].toInt(), 2);
        QVERIFY(ask({QStringLiteral("batches"), QStringLiteral("1")})
                    .out.contains("Of the rejected rows 2 are in use as corrected."));
    }

    void aBatchIsTakenOutAndPutBack() {
        const ProgramRun undone = ask({QStringLiteral("undo"), QStringLiteral("2")});
        QCOMPARE(undone.code, 0);
        QVERIFY2(undone.out.contains("2 rows) is taken out"), undone.out.constData());
        QCOMPARE(answer("select count(*) from event"), QByteArray("2"));
        const ProgramRun receipt = ask({QStringLiteral("batches"), QStringLiteral("2")});
        QVERIFY(receipt.out.contains("None of its rows count while it is undone."));
        QVERIFY(receipt.out.simplified().contains("Input uncached tokens 16 0 16"));
        QCOMPARE(ask({QStringLiteral("redo"), QStringLiteral("2")}).code, 0);
        QCOMPARE(answer("select count(*) from event"), QByteArray("4"));
        QCOMPARE(ask({QStringLiteral("undo"), QStringLiteral("2"), QStringLiteral("--redo")}).code,
                 0); // the older way
    }

    void whatIsAskedWronglySaysSo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const QStringList& arguments, int code,
                            const char* says) {
            QTest::newRow(name) << arguments << code << QByteArray(says);
        };
        const auto text = [](const char* word) { return QString::fromLatin1(word); };
        row("no such batch", {text("batches"), text("99")}, 2, "There is no batch 99.");
        row("rejects of nothing", {text("batches"), text("--rejects")}, 2, "Of which batch?");
        row("a receipt as a table", {text("batches"), text("1"), text("--csv")}, 2, "--json");
        row("redo of nothing", {text("redo"), text("99")}, 2, "There is no batch 99.");
        row("retry of nothing", {text("retry"), text("99"), text("x.csv")}, 2,
            "There is no batch 99.");
        row("no such file", {text("retry"), text("1"), text("/nowhere/x.csv")}, 8, "/nowhere");
    }
    void whatIsAskedWronglySaysSo() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, says);
        const ProgramRun run = ask(arguments);
        QCOMPARE(run.code, code);
        QVERIFY2(run.err.contains(says), run.err.constData());
        QVERIFY(run.out.isEmpty());
    }

    void otherTablesAreNoCorrections() {
        QVERIFY(writeFile(path("other.csv"), "provider,alias,model\np,a,m\n"));
        const ProgramRun run =
            ask({QStringLiteral("retry"), QStringLiteral("1"), path("other.csv")});
        QCOMPARE(run.code, 3);
        QVERIFY2(run.err.contains("no table of rejected rows"), run.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestReceipts)
#include "tst_receipts.moc"
