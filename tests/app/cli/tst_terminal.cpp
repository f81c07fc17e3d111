// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <QTest>

using ms::app::forTerminal;
using ms::app::widthOf;

class TestTerminal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void steeringIsSpelledOut_data() {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("safe");
        QTest::newRow("plain") << QByteArray("acme-labs") << QByteArray("acme-labs");
        QTest::newRow("clear screen") << QByteArray("a\x1b[2J") << QByteArray("a\\x1b[2J");
        QTest::newRow("clipboard")
            << QByteArray("\x1b]52;c;YQ==\x07") << QByteArray("\\x1b]52;c;YQ==\\x07");
        QTest::newRow("carriage return") << QByteArray("a\rb") << QByteArray("a\\x0db");
        QTest::newRow("C1 control") << QByteArray("\xc2\x9b"
                                                  "31m")
                                    << QByteArray("\\x9b"
                                                  "31m");
        QTest::newRow("bidi override") << QByteArray("\xe2\x80\xae"
                                                     "gpj")
                                       << QByteArray("\\u202egpj");
        QTest::newRow("no UTF-8") << QByteArray("a\xff") << QByteArray("a\\xff");
        QTest::newRow("umlaut stays") << QByteArray("K\xc3\xb6ln") << QByteArray("K\xc3\xb6ln");
    }
    void steeringIsSpelledOut() {
        QFETCH(QByteArray, raw);
        QTEST(QByteArray::fromStdString(forTerminal(raw.toStdString())), "safe");
    }
    void widthsAreThoseOfATerminal() {
        QCOMPARE(widthOf("abc"), std::size_t(3));
        QCOMPARE(widthOf("Köln"), std::size_t(4));
        QCOMPARE(widthOf("株式会社"), std::size_t(8));
        QCOMPARE(widthOf("e\xcc\x81"), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
