// SPDX-License-Identifier: GPL-3.0-or-later
// Threats T1 to T9 of delimited text; README.md says where each is tested.
#include "tests/app/hostile/hostile_import.h"

using namespace ms;
using namespace ms::app;

namespace {

const std::string kHeader = "tenant,name,segment,tier,since,until,seats\n";
const std::string kGood = "good,N,SMB,Pro,2026-01-01,,5\n";
const std::string kLast = "last,N,SMB,Pro,2026-01-01,,5\n";
constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

const QString kNotUtf8 = QStringLiteral("The row holds bytes that are not UTF-8 text. Save the "
                                        "file as UTF-8, or say how it is written (--encoding "
                                        "latin-1).");
const QString kNotUtf8InJson = QStringLiteral("The line is not valid JSON: it holds bytes that are "
                                              "not UTF-8 text. Save the file as UTF-8, or say how "
                                              "it is written (--encoding latin-1).");

QString at(int line, const QString& reason) {
    return QStringLiteral("%1: %2").arg(line).arg(reason);
}

/// A tenant of that name, as a row.
std::string tenant(const std::string& name) {
    return name + ",N,SMB,Pro,2026-01-01,,5\n";
}

/// A tenant of that name, as a line of JSON.
std::string jsonTenant(const std::string& name) {
    return "{\"tenant\":\"" + name + "\",\"tier\":\"Pro\",\"since\":\"2026-01-01\"}\n";
}

/// A request with that cost and as many tokens, as a row of a simple log.
std::string request(const std::string& id, const std::string& tokens, const std::string& cost) {
    return id + ",2026-05-01T08:00:00Z,acme,m," + tokens + ",7," + cost + "\n";
}
const std::string kRequests =
    "request_id,timestamp,customer_id,model_id,input_tokens,output_tokens,estimated_cost_usd\n" +
    request("r1", "1", "0.1");

std::string revenue(const std::string& amount, const std::string& kind) {
    return "acme,,,2026-05-01,2026-06-01," + amount + ",USD," + kind + "\n";
}
const std::string kRevenue = "tenant,tier,feature,period_start,period_end,amount,currency,kind\n" +
                             revenue("29", "subscription");

} // namespace

class TestHostileText : public QObject {
    Q_OBJECT

    HostileFolder m_folder;

    static void row(const char* name, const std::string& content, int accepted,
                    const QStringList& rejected) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << accepted << rejected;
    }

private Q_SLOTS:
    void badRowsAreRejectedWithTheirLine_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("accepted");
        QTest::addColumn<QStringList>("rejected");
        const auto cells = [](int line, int count) {
            return at(
                line,
                QStringLiteral("Cells in this row: %1; columns in the header: 7.").arg(count));
        };

        row("T1 an unclosed quote", kHeader + kGood + "x,\"N,SMB,Pro,2026-01-01,,5\n" + kLast, 2,
            {at(3, QStringLiteral("A quote is opened and not closed within 1 MiB."))});
        row("T1 a cell of more than 1 MiB without quotes",
            kHeader + kGood + tenant(std::string((1 << 20) + 1, 'x')) + kLast, 2,
            {at(3, QStringLiteral("The row has a cell of more than 1 MiB."))});
        row("T1 a text of more than 1 MiB in JSON",
            jsonTenant("a") + jsonTenant(std::string((1 << 20) + 1, 'x')) + jsonTenant("b"), 2,
            {at(2, QStringLiteral("The text is longer than 1 MiB."))});

        row("T2 a row of 100,000 columns",
            kHeader + kGood + std::string(99'999, ',') + "\n" + kLast, 2,
            {at(3, QStringLiteral("The row has more than 2,000 columns."))});

        std::string switches = kHeader;
        for (int i = 0; i < 2'046; ++i)
            switches += tenant("t" + std::to_string(i));
        row("T3 from row 2,047 on another delimiter",
            switches + "x;N;SMB;Pro;2026-01-01;;5\ny;N;SMB;Pro;2026-01-01;;5\n", 2'046,
            {cells(2'048, 1), cells(2'049, 1)});
        row("T3 a column more", kHeader + kGood + "x,N,SMB,Pro,2026-01-01,,5,6\n" + kLast, 2,
            {cells(3, 8)});

        row("T4 a mark of bytes in the middle", kHeader + kGood + tenant("\xff\xfe") + kLast, 2,
            {at(3, kNotUtf8)});
        row("T4 Latin-1", kHeader + kGood + tenant("K\xf6ln") + kLast, 2, {at(3, kNotUtf8)});
        row("T4 an overlong slash", kHeader + kGood + tenant("\xc0\xaf") + kLast, 2,
            {at(3, kNotUtf8)});
        row("T4 a lone surrogate", kHeader + kGood + tenant("\xed\xa0\x80") + kLast, 2,
            {at(3, kNotUtf8)});
        row("T4 Latin-1 in JSON", jsonTenant("a") + jsonTenant("K\xf6ln") + jsonTenant("b"), 2,
            {at(2, kNotUtf8InJson)});
        row("T4 an overlong slash in JSON", jsonTenant("a") + jsonTenant("\xc0\xaf"), 1,
            {at(2, kNotUtf8InJson)});

        row("T5 a NUL", kHeader + kGood + tenant(std::string("a\0b", 3)) + kLast, 2,
            {at(3, kNotUtf8)});
        row("T5 mixed line ends", kHeader + kGood + "x,N,SMB,Pro,2026-01-01,,5\r\n\r\n" + kLast, 3,
            {});
        row("T5 carriage returns alone", kHeader + kGood + "x,N,SMB,Pro,2026-01-01,,5\ry\n" + kLast,
            2, {at(3, QStringLiteral("'5\ry' is not a number."))});
        row("T5 vertical tab and form feed", kHeader + kGood + tenant("a\v\fb") + kLast, 3, {});
        row("T5 Ctrl-Z at the end", kHeader + kGood + kLast + "\x1a", 2, {cells(4, 1)});
        row("T5 Ctrl-Z within", kHeader + kGood + "\x1a\n" + kLast, 2, {cells(3, 1)});
    }
    void badRowsAreRejectedWithTheirLine() {
        QFETCH(QByteArray, content);
        QFETCH(int, accepted);
        QFETCH(QStringList, rejected);
        const HostileOutcome outcome = m_folder.importText(content.toStdString());
        QCOMPARE(outcome.refusal, std::string());
        QCOMPARE(outcome.rejected, rejected);
        QCOMPARE(outcome.receipt.accepted, std::int64_t(accepted));
        QCOMPARE(outcome.receipt.rows, std::int64_t(accepted + rejected.size()));
        QVERIFY(outcome.raw.find("\xef\xbf\xbd") == std::string::npos); // U+FFFD
    }

    void numbersThatCannotBeMeantAreRejected_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("reason"); // of line 3; empty: the row is taken
        const auto cost = [](const char* name, const std::string& text, const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(kRequests + request("r2", "1", text))
                                << QByteArray(reason);
        };
        const auto tokens = [](const char* name, const std::string& text, const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(kRequests + request("r2", text, "1"))
                                << QByteArray(reason);
        };
        cost("T6 a comma, quoted", "\"0,002\"", "is not a decimal number");
        cost("T6 beyond all ranges", "1e309", "is");
        cost("T6 400 digits", std::string(400, '9'), "is");
        cost("T6 NaN", "NaN", "is not a decimal number");
        cost("T6 infinity", "Infinity", "is not a decimal number");
        tokens("T7 2^63 tokens", "9223372036854775808", "is larger than 2^53");
        tokens("T7 2^64 + 1 tokens", "18446744073709551617", "is larger than 2^53");
        tokens("T7 negative tokens", "-1", "is negative");
        tokens("T7 a fraction of a token", "1.5", "is not a whole number");
        cost("T7 a negative cost", "-0.01", "negative; only invoices and revenue may be");
        cost("T7 more than a request can cost", "9223373", "is");
        cost("T7 30 decimals", "0.000000000000000000000000000001", ""); // rounded half-even
        cost("T7 12 decimals", "0.000000000001", "");
        const auto amount = [](const char* name, const std::string& text, const char* kind,
                               const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(kRevenue + revenue(text, kind))
                                << QByteArray(reason);
        };
        amount("T7 a negative credit", "-29", "credit", "");
        amount("T7 400 digits of revenue", std::string(400, '9'), "subscription", "is");
    }
    void numbersThatCannotBeMeantAreRejected() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, reason);
        const HostileOutcome outcome = m_folder.importText(content.toStdString());
        QCOMPARE(outcome.refusal, std::string());
        QCOMPARE(outcome.receipt.accepted, std::int64_t(reason.isEmpty() ? 2 : 1));
        QCOMPARE(outcome.rejected.size(), qsizetype(reason.isEmpty() ? 0 : 1));
        if (!reason.isEmpty()) {
            QVERIFY2(outcome.rejected[0].startsWith(QStringLiteral("3: ")),
                     qPrintable(outcome.rejected[0]));
            QVERIFY2(outcome.rejected[0].contains(QString::fromUtf8(reason)),
                     qPrintable(outcome.rejected[0]));
        }
    }

    void filesAsAWholeAreRefusedWithWhy_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("why");
        const auto file = [](const char* name, const std::string& content, const char* why) {
            QTest::newRow(name) << QByteArray::fromStdString(content) << QByteArray(why);
        };
        file("T2 a header of 100,000 columns", std::string(99'999, ',') + "\n" + kGood,
             "more than 2,000 columns");
        file("T5 carriage returns end the lines", "tenant,tier\racme,Pro\rinit,Free\r",
             "carriage return");
        file("T8 a column twice", "tenant,tier,tier\nacme,Pro,Free\n", "stand twice: 'tier'");
        file("T2 a header without end", "tenant," + std::string(300 << 10, 'x'),
             "first line is longer than 256 KiB");
        file("T8 a column without name", "tenant,tier,\nacme,Pro,x\n", "column");
        file("T8 SQL for a name", "tenant,tier,\"\"\"; DROP TABLE event--\"\nacme,Pro,x\n",
             "\"; DROP TABLE event--");
        file("T8 a name of 10 kB", "tenant,tier," + std::string(10'000, 'x') + "\nacme,Pro,y\n",
             "xxxx");
    }
    void filesAsAWholeAreRefusedWithWhy() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, why);
        const HostileOutcome outcome =
            m_folder.importText(content.toStdString(), {core::FileKind::Tenants, {}, {}, {}});
        QVERIFY2(outcome.refusal.find(why.toStdString()) != std::string::npos,
                 outcome.refusal.c_str());
        QVERIFY(outcome.refusal.size() < 2'000);
    }

    void namesOfColumnsAreNeverSql() {
        const HostileOutcome outcome = m_folder.importText(
            "request_id,timestamp,model_id,input_tokens,estimated_cost_usd,select,,"
            "\"\"\"; DROP TABLE event--\"\nr1,2026-05-01T08:00:00Z,m,1,0.1,a,b,c\n");
        QCOMPARE(outcome.refusal, std::string());
        QCOMPARE(outcome.receipt.accepted, std::int64_t(1));
        const auto workspace =
            store::Workspace::open(m_folder.path("ws.margin"), store::Workspace::Access::ReadOnly);
        std::string count;
        QVERIFY(workspace->query("select count(*) from event",
                                 {{},
                                  [&](const store::Workspace::SqlRow& row) {
                                      count = row[0].value_or("");
                                      return true;
                                  }},
                                 {}));
        QCOMPARE(count, std::string("1"));
    }

    void whatHasNoEndTakesNoMemory_data() {
        QTest::addColumn<QByteArray>("begin"); // behind so many rows that the file looks like text
        QTest::newRow("T1 an unclosed quote before a GiB") << QByteArray("x,\"");
        QTest::newRow("T2 a line of a GiB") << QByteArray("x,");
    }
    void whatHasNoEndTakesNoMemory() {
        QFETCH(QByteArray, begin);
        std::string text = kHeader;
        for (int i = 0; i < 200; ++i)
            text += tenant("t" + std::to_string(i));
        const auto file = m_folder.writeSparse(text + begin.toStdString(), kGiB, "\n" + kLast);
        const HostileOutcome outcome = m_folder.import(file);
        QCOMPARE(outcome.refusal, std::string());
        QCOMPARE(outcome.receipt.accepted, std::int64_t(201));
        QCOMPARE(outcome.rejected,
                 QStringList{at(202, QStringLiteral("The line is longer than 16 MiB."))});
        QVERIFY2(outcome.grownMib < 150, qPrintable(QString::number(outcome.grownMib)));
    }

    void manyTinyRowsTakeNoMemory_data() {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("rows that are none")
            << QByteArray::fromStdString(kHeader + kGood) << QByteArray("x\n");
        QTest::newRow("lines that are no JSON")
            << QByteArray::fromStdString(jsonTenant("a")) << QByteArray("x\n");
        QTest::newRow("values that are no records")
            << QByteArray("[{\"tenant\":\"a\",\"tier\":\"Pro\",\"since\":\"2026-01-01\"}")
            << QByteArray(",1");
    }
    void manyTinyRowsTakeNoMemory() {
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, row);
        constexpr int kRows = 4'000'000;
        const HostileOutcome outcome =
            m_folder.importText((begin + row.repeated(kRows)).toStdString());
        QCOMPARE(outcome.refusal, std::string());
        QCOMPARE(outcome.receipt.accepted, std::int64_t(1));
        QCOMPARE(outcome.receipt.rejected, std::int64_t(kRows));
        QCOMPARE(outcome.rejected.size(), qsizetype(100'000));
        QVERIFY2(outcome.grownMib < 200, qPrintable(QString::number(outcome.grownMib)));
    }
};

QTEST_APPLESS_MAIN(TestHostileText)
#include "tst_hostile_text.moc"
