// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/hex_text.h"

#include <QtTest>

using ms::core::hexText;

class TestHexText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allDigitsAreWritten() {
        QCOMPARE(hexText(0), std::string("0000000000000000"));
        QCOMPARE(hexText(0x2a), std::string("000000000000002a"));
        QCOMPARE(hexText(0xfedcba9876543210), std::string("fedcba9876543210"));
    }
};

QTEST_APPLESS_MAIN(TestHexText)
#include "tst_hex_text.moc"
