// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/secret_text.h"

#include <QTest>

using namespace ms::core;

class TestSecretText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void secretsAreMaskedByHowVendorsWriteThem_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked"); // empty: left as it is
        const auto row = [](const char* name, const char* text, const char* masked) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(masked);
        };
        row("plain key", "key sk-abcdefgh12345678abcd end", "key sk-…[masked] end");
        row("named key", "sk-ant-aaaa1111bbbb-2222", "sk-ant-…[masked]");
        row("cloud key", "id=AKIAIOSFODNN7EXAMPLE", "id=AKIA…[masked]");
        row("header", "Authorization: Bearer abc.def-123", "Authorization: Bearer …[masked]");
        row("forge token", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_…[masked]");
        row("two of them", "xoxb-1234567890-a xoxp-0987654321-b", "xoxb-…[masked] xoxp-…[masked]");
        row("too short", "sk-learn", "");
        row("within a word", "task-abcdefgh12345678abcd", "");
        row("masked already", "sk-…[masked]", "");
    }
    void secretsAreMaskedByHowVendorsWriteThem() {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        const auto got = withoutSecrets(text.toStdString());
        QCOMPARE(got ? QString::fromStdString(*got) : QString(), masked);
    }
    void secretsOfFieldsAreLongAndMixed() {
        QVERIFY(looksLikeSecret("a1b2c3d4e5f6g7h8"));
        QVERIFY(!looksLikeSecret("team-alpha"));
        QVERIFY(!looksLikeSecret("only-letters-but-long-enough"));
        QVERIFY(!looksLikeSecret(std::string(32, 'a') + std::string(32, '1'))); // a digest
        QCOMPARE(maskedSecret("a1b2c3d4e5f6g7h8"), std::string("a1b…[masked]"));
    }
};

QTEST_APPLESS_MAIN(TestSecretText)
#include "tst_secret_text.moc"
