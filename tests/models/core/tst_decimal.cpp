// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: decimal.cpp, int128.cpp
#include "models/core/decimal.h"

#include <QTest>

using namespace ms::core;

class TestDecimal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        QTest::newRow("whole") << QByteArray("42") << QByteArray("42");
        QTest::newRow("fraction") << QByteArray("0.00042") << QByteArray("0.00042");
        QTest::newRow("trailing zeros go") << QByteArray("1.2500") << QByteArray("1.25");
        QTest::newRow("negative") << QByteArray("-0.5") << QByteArray("-0.5");
        QTest::newRow("plus sign") << QByteArray("+7") << QByteArray("7");
        QTest::newRow("negative zero is zero") << QByteArray("-0.0") << QByteArray("0");
        QTest::newRow("exponent down") << QByteArray("1.2e-05") << QByteArray("0.000012");
        QTest::newRow("exponent up") << QByteArray("35.2E3") << QByteArray("35200");
        QTest::newRow("leading zeros") << QByteArray("007.50") << QByteArray("7.5");
        QTest::newRow("28 decimals") << QByteArray("0.1234567890123456789012345678")
                                     << QByteArray("0.1234567890123456789012345678");
        QTest::newRow("a float's shadow stays")
            << QByteArray("0.30000000000000004") << QByteArray("0.30000000000000004");
        QTest::newRow("zeros inside a fraction") << QByteArray("10.0203") << QByteArray("10.0203");
    }
    void reads() {
        QFETCH(QByteArray, text);
        const auto value = parseDecimal(text.toStdString());
        QVERIFY(value);
        QTEST(QByteArray::fromStdString(toText(*value)), "canonical");
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"",
                                 ".",
                                 "-",
                                 "1.",
                                 ".5",
                                 "1,5",
                                 "1 000",
                                 "0x10",
                                 "1__0",
                                 "NaN",
                                 "inf",
                                 "1e",
                                 "1e+",
                                 "1e9999",
                                 "--1",
                                 "1.2.3",
                                 "\xe2\x88\x92"
                                 "1",
                                 "(5.00)",
                                 "$1",
                                 "1e309",
                                 " 1",
                                 "1 "})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("39 digits") << QByteArray(39, '9');
        QTest::newRow("400 digits") << QByteArray(400, '1');
    }
    void refuses() {
        QFETCH(QByteArray, text);
        const auto value = parseDecimal(text.toStdString());
        QVERIFY(!value);
        QCOMPARE(value.error().code, Error::Code::BadInput);
        QVERIFY(!value.error().message.empty());
    }

    void roundsAsAsked_data() {
        QTest::addColumn<qint64>("dividend");
        QTest::addColumn<int>("rounding");
        QTest::addColumn<qint64>("expected");
        const auto row = [](const char* name, qint64 x, Rounding r, qint64 expected) {
            QTest::newRow(name) << x << int(r) << expected;
        };
        row("2.5 to even", 25, Rounding::HalfEven, 2);
        row("3.5 to even", 35, Rounding::HalfEven, 4);
        row("-2.5 to even", -25, Rounding::HalfEven, -2);
        row("2.5 away", 25, Rounding::HalfAway, 3);
        row("-2.5 away", -25, Rounding::HalfAway, -3);
        row("2.1 up", 21, Rounding::Up, 3);
        row("-2.1 up is away from zero", -21, Rounding::Up, -3);
        row("2.9 down", 29, Rounding::Down, 2);
        row("-2.9 down is toward zero", -29, Rounding::Down, -2);
        row("2.6 even", 26, Rounding::HalfEven, 3);
        row("2.4 away", 24, Rounding::HalfAway, 2);
        row("whole stays", 30, Rounding::Up, 3);
    }
    void roundsAsAsked() {
        QFETCH(qint64, dividend);
        QFETCH(int, rounding);
        QFETCH(qint64, expected);
        QVERIFY(divideRounded(dividend, 10, Rounding(rounding)) == Int128{expected});
    }

    void roundsAtTheEdgeOf128Bits() {
        const Int128 max = ~(Int128{1} << 127);
        QVERIFY(divideRounded(max, max, Rounding::HalfEven) == 1);
        QVERIFY(divideRounded(max - 1, max, Rounding::HalfEven) == 1);
        QCOMPARE(toText(max), std::string("170141183460469231731687303715884105727"));
        QCOMPARE(toText(-max - 1), std::string("-170141183460469231731687303715884105728"));
    }

    void scalesExactlyOrRounds() {
        QVERIFY(*scaled(*parseDecimal("0.000012"), 12, Rounding::HalfEven) == 12'000'000);
        QVERIFY(*scaled(*parseDecimal("0.0000000000005"), 12, Rounding::HalfEven) == 0);
        QVERIFY(*scaled(*parseDecimal("0.0000000000015"), 12, Rounding::HalfEven) == 2);
        QVERIFY(isExactAt(*parseDecimal("0.25"), 2));
        QVERIFY(!isExactAt(*parseDecimal("0.255"), 2));
        QVERIFY(!scaled(*parseDecimal("99999999999999999999999999999999999999"), 12,
                        Rounding::HalfEven));
    }
};

QTEST_APPLESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
