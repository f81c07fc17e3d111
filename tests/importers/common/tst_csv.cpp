// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: csv_header.cpp, json_text.cpp
#include "importers/common/csv.h"

#include "importers/common/csv_header.h"
#include "importers/common/json_text.h"

#include <QtTest>

using namespace ms::importers;

namespace {

/// Cells joined by '|', records by '/'; a refused record is "!line".
QString shown(std::string_view text, char delimiter = ',') {
    CsvRecords records(text, delimiter, 1, 1);
    CsvRecord record;
    QStringList all;
    while (records.next(record)) {
        QStringList cells;
        for (const auto cell : record.cells)
            cells << QString::fromUtf8(cell.data(), qsizetype(cell.size()));
        all << (record.problem != nullptr ? QStringLiteral("!%1").arg(record.line)
                                          : cells.join(QLatin1Char('|')));
    }
    return all.join(QLatin1Char('/'));
}

constexpr std::pair<std::string_view, std::string_view> kAmounts[] = {
    {"{\"cost\": {\"amount\": 0.30000000000000004}}", "0.30000000000000004"},
    {"{\"tags\":{\"amount\":1},\"cost\":{\"x\":[{\"amount\":2}],\"amount\" : 1.2e-05 }}",
     "1.2e-05"},
    {"{\"note\":\"\\\"amount\\\": 7\",\"cost\":{\"amount\":3}}", "3"},
    {"{\"amount\":7,\"cost\":{\"\\u0061mount\":4}}", "4"},
};

} // namespace

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsFollowRfc4180() {
        QCOMPARE(shown("a,b\nc,d"), QStringLiteral("a|b/c|d"));
        QCOMPARE(shown("a,b\r\nc,d\r\n"), QStringLiteral("a|b/c|d"));
        QCOMPARE(shown("\"a,1\",\"b\n2\"\nc,\"say \"\"hi\"\"\""),
                 QStringLiteral("a,1|b\n2/c|say \"hi\""));
        QCOMPARE(shown("a,,\n,,\n"), QStringLiteral("a||/||"));
        QCOMPARE(shown("a,5\" pipe,b\n"), QStringLiteral("a|5\" pipe|b"));
        QCOMPARE(shown("\n\r\na\n\n"), QStringLiteral("a"));
    }

    void badQuotesCostOneLine() {
        QCOMPARE(shown("a,\"b\nc,d\ne,f\n"), QStringLiteral("!1/c|d/e|f"));
        QCOMPARE(shown("a,\"b\"x,c\nd,e\n"), QStringLiteral("!1/d|e"));
        QCOMPARE(shown(std::string("a\n\xff,b\nc\n")), QStringLiteral("a/!2/c"));
        QCOMPARE(shown(std::string_view("a\nb\0c\nd\n", 8)), QStringLiteral("a/!2/d"));
        const std::string wide(3000, ',');
        QCOMPARE(shown(wide + "\nb\n"), QStringLiteral("!1/b"));
        QCOMPARE(shown("\"a\nb\"" + wide + "\"c\nd\"\ne\n"), QStringLiteral("!1/e"));
        const std::string open = "x\n\"" + std::string(2 << 20, 'y') + "\nz\n";
        QCOMPARE(shown(open), QStringLiteral("x/!2/z"));
    }

    void whyAQuoteIsBadIsSeenInItsFirstLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray unclosed("A quote is opened and not closed within 1 MiB.");
        const QByteArray after("A closing quote is followed by something else than a delimiter or "
                               "the end of the record.");
        QTest::newRow("no quote closes it") << QByteArray("\"a\nb\n") << unclosed;
        QTest::newRow("one of the next line does") << QByteArray("\"a\n\"x\n") << unclosed;
        QTest::newRow("one of its line does") << QByteArray("\"a\"x\n") << after;
        QTest::newRow("one before a lone carriage return") << QByteArray("\"a\"\rx\n") << after;
    }
    void whyAQuoteIsBadIsSeenInItsFirstLine() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, reason);
        const std::string_view whole(text.constData(), std::size_t(text.size()));
        const std::size_t firstLine = whole.find('\n') + 1; // what a small chunk may hold
        for (const std::string_view chunk : {whole, whole.substr(0, firstLine)}) {
            CsvRecords records(chunk, ',', 1, 1);
            CsvRecord record;
            QVERIFY(records.next(record));
            QCOMPARE(QByteArray(record.problem), reason);
        }
    }

    void completeRecordsNeverEndWithinQuotes() {
        const std::string text = "a,\"b\nc\"\nd,e\n";
        for (std::size_t size = 0; size <= text.size(); ++size) {
            const RecordRun run =
                completeCsvRecords(std::string_view(text).substr(0, size), ',', TextEnd::Open);
            QCOMPARE(run.bytes, size >= 12 ? 12u : size >= 8 ? std::size_t(8) : 0u);
            QCOMPARE(run.records, run.bytes == 12 ? 2 : run.bytes == 8 ? 1 : 0);
        }
    }

    void headersGiveNamesAndDelimiter() {
        const auto header = readCsvHeader("\"a;1\"; b;c\r\n1;2;3\n");
        QVERIFY(header.has_value());
        QCOMPARE(header->delimiter, ';');
        QCOMPARE(readCsvHeader(" a ,b\n1,2\n")->names, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(readCsvHeader("a,b\r\n1,2\n")->bytes, std::size_t(5));
        QVERIFY(!readCsvHeader("{\"a\":1}\n"));
        QCOMPARE(delimiterOf("a\tb\tc,d"), '\t');
    }

    void numbersAreTakenAsWritten() {
        for (const auto& [json, number] : kAmounts) {
            const std::string_view path[] = {"cost", "amount"};
            QCOMPARE(std::string(rawNumberAt(json, path)), std::string(number));
        }
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
