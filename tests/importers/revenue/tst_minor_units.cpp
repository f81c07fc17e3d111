// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/minor_units.h"

#include <QtTest>

using namespace ms;
using namespace ms::importers;

class TestMinorUnits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void amountsAreMovedByTheCurrency_data() {
        QTest::addColumn<QByteArray>("minor");
        QTest::addColumn<QByteArray>("currency");
        QTest::addColumn<QByteArray>("amount"); // "?": it spoils the record
        QTest::newRow("cents") << QByteArray("3900") << QByteArray("USD") << QByteArray("39");
        QTest::newRow("one cent back")
            << QByteArray("-1") << QByteArray("EUR") << QByteArray("-0.01");
        QTest::newRow("no decimals")
            << QByteArray("5800") << QByteArray("JPY") << QByteArray("5800");
        QTest::newRow("three decimals")
            << QByteArray("12500") << QByteArray("KWD") << QByteArray("12.5");
        QTest::newRow("the krona has two in Stripe's API")
            << QByteArray("500") << QByteArray("ISK") << QByteArray("5");
        QTest::newRow("an unknown currency has two")
            << QByteArray("1") << QByteArray("QQQ") << QByteArray("0.01");
        QTest::newRow("a fraction of a cent")
            << QByteArray("1.5") << QByteArray("USD") << QByteArray("?");
    }
    void amountsAreMovedByTheCurrency() {
        QFETCH(QByteArray, minor);
        QFETCH(QByteArray, currency);
        QFETCH(QByteArray, amount);
        const RecordShape shape({"n"});
        Record record(shape);
        record.start(1, 1, {});
        const auto money = fromMinor(record, "n", *core::parseDecimal(minor.toStdString()),
                                     currency.toStdString());
        QCOMPARE(record.isSpoilt() ? QByteArray("?")
                                   : QByteArray::fromStdString(toDecimalText(money)),
                 amount);
    }
};

QTEST_APPLESS_MAIN(TestMinorUnits)
#include "tst_minor_units.moc"
