// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/mail_address.h"

#include <QTest>

using namespace ms::core;

class TestMailAddress : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addressesAreFoundInTexts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address"); // empty: none
        const auto row = [](const char* name, const char* text, const char* address) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(address);
        };
        row("alone", "jane@example.com", "jane@example.com");
        row("in quotes", "'o'brien@example.com' is no number", "o'brien@example.com");
        row("behind an equals sign", "user=jane.d+x@mail.example.org;",
            "jane.d+x@mail.example.org");
        row("at the end of a sentence", "ask jane@example.com.", "jane@example.com");
        row("of a web address", "?u=jane%40example.com&x", "jane%40example.com");
        row("behind an escape", "a\\njane@example.com", "jane@example.com");
        row("before a version", "jane@example.com.2026", "jane@example.com");
        row("other script", "用户@例子.广告", "用户@例子.广告");
        row("second of two signs", "@x jane@example.com", "jane@example.com");
        row("version of a model", "claude-3-5-sonnet@20240620", "");
        row("version of a tool", "tool@1.2.3", "");
        row("no dot", "root@localhost", "");
        row("no local part", "@example.com", "");
        row("blanks", "me @ example.com", "");
    }
    void addressesAreFoundInTexts() {
        QFETCH(QString, text);
        QFETCH(QString, address);
        const std::string bytes = text.toStdString();
        const auto found = nextMailAddress(bytes, 0);
        QCOMPARE(found ? QString::fromStdString(bytes.substr(found->begin, found->size))
                       : QString(),
                 address);
        QCOMPARE(looksLikeEmail(bytes), !address.isEmpty() && text == address);
    }
    void oneAddressHasOnePlainForm() {
        for (const char* written : {"jane@example.com", " Jane@Example.COM ", "jane%40example.com",
                                    "JANE\\u0040example.com"})
            QCOMPARE(plainMailAddress(written), std::string("jane@example.com"));
    }
};

QTEST_APPLESS_MAIN(TestMailAddress)
#include "tst_mail_address.moc"
