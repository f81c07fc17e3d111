// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/spreadsheet_text.h"

#include <QTest>

#include <random>

using namespace ms::tables;

class TestSpreadsheetText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formulasGetAnApostrophe_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("safe");
        const auto row = [](const char* name, const char* text, const char* safe) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(safe);
        };
        row("a formula", "=HYPERLINK(1)", "'=HYPERLINK(1)");
        row("a sum", "-2+3", "'-2+3");
        row("a sign", "+1", "'+1");
        row("an at sign", "@x", "'@x");
        row("a tab", "\tx", "'\tx");
        row("full width", "\xef\xbc\x9dx", "'\xef\xbc\x9dx");
        row("an apostrophe", "'x", "''x");
        row("text", "acme,5,x", "acme,5,x");
        row("within a text", "a=b", "a=b");
        row("json", "{\"a\":\"=1\"}", "{\"a\":\"=1\"}");
        row("behind a semicolon", "acme;=1+1;x", "acme;'=1+1;x");
        row("a negative number behind a semicolon", "acme;-5;+1.5", "acme;-5;+1.5");
        row("behind a line end", "a\n=1", "a\n'=1");
        row("empty", "", "");
    }
    void formulasGetAnApostrophe() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, safe);
        QCOMPARE(QByteArray::fromStdString(forSpreadsheet(text.toStdString())), safe);
        QCOMPARE(QByteArray::fromStdString(fromSpreadsheet(safe.toStdString())), text);
    }

    void everyTextComesBack() {
        std::mt19937 random{11};
        const std::string letters = "=+-@';\t\r\n\"a1,.\xef\xbc\x9d";
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (std::size_t length = random() % 9; length > 0; --length)
                text += letters[random() % letters.size()];
            QCOMPARE(fromSpreadsheet(forSpreadsheet(text)), text);
            // No cell begins with a formula, wherever it is cut.
            const std::string safe = forSpreadsheet(text);
            for (std::size_t at = 0; at < safe.size(); ++at)
                if (at == 0 || safe[at - 1] == ';')
                    QVERIFY2(safe[at] != '=' && safe[at] != '@', safe.c_str());
        }
    }

    void cellsAreQuotedAndReadable() {
        QCOMPARE(spreadsheetCell("a \"b\""), std::string("\"a \"\"b\"\"\""));
        QCOMPARE(spreadsheetCell(std::string_view("a\0\xff", 3)),
                 std::string("\"a\xef\xbf\xbd\xef\xbf\xbd\""));
    }
};

QTEST_APPLESS_MAIN(TestSpreadsheetText)
#include "tst_spreadsheet_text.moc"
