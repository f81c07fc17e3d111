// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/number_format.h"

#include <QTest>

#include <limits>

using namespace ms;
using tables::NumberFormat;

class TestNumberFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void money_data();
    void money();
    void compact_data();
    void compact();
    void percentages();
    void numbers();
    void marksOfAnAxisHaveTheSameDecimals();
    void exactTexts();
    void otherStyles();
};

void TestNumberFormat::money_data() {
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("full");
    QTest::newRow("nothing") << "0"
                             << "$0.00"
                             << "$0.00";
    QTest::newRow("whole units from ten thousand on") << "48210.49"
                                                      << "$48,210"
                                                      << "$48,210.49";
    QTest::newRow("half goes to even") << "48210.5"
                                       << "$48,210"
                                       << "$48,210.50";
    QTest::newRow("cents") << "1204.171"
                           << "$1,204.17"
                           << "$1,204.171";
    QTest::newRow("cents are two") << "1204.1"
                                   << "$1,204.10"
                                   << "$1,204.10";
    QTest::newRow("a loss") << "-12.3"
                            << "-$12.30"
                            << "-$12.30";
    QTest::newRow("a dime") << "0.104"
                            << "$0.10"
                            << "$0.104";
    QTest::newRow("less than a dime keeps three digits") << "0.04494"
                                                         << "$0.0449"
                                                         << "$0.04494";
    QTest::newRow("less than a cent is never 0.00") << "0.00042"
                                                    << "$0.00042"
                                                    << "$0.00042";
    QTest::newRow("a pico-unit") << "-0.000000000001"
                                 << "-$0.000000000001"
                                 << "-$0.000000000001";
    QTest::newRow("rounds up to a cent") << "0.0099999"
                                         << "$0.01"
                                         << "$0.0099999";
    QTest::newRow("a million") << "1000000"
                               << "$1,000,000"
                               << "$1,000,000.00";
}
void TestNumberFormat::money() {
    QFETCH(QString, amount);
    const auto parsed = core::Money::parse(amount.toStdString());
    QVERIFY(parsed);
    const NumberFormat format;
    QTEST(format.money(core::MoneySum{*parsed}), "shown");
    QTEST(format.exactMoney(*parsed), "full");
    QCOMPARE(tables::exact(core::MoneySum{*parsed}), amount);
}

void TestNumberFormat::compact_data() {
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("shown");
    QTest::newRow("small counts are whole") << qint64{9'999} << "9,999";
    QTest::newRow("thousands") << qint64{42'345} << "42.3 k";
    QTest::newRow("hundreds of thousands") << qint64{950'400} << "950 k";
    QTest::newRow("rounds up into millions") << qint64{999'950} << "1 M";
    QTest::newRow("millions") << qint64{4'210'000} << "4.2 M";
    QTest::newRow("billions") << qint64{-12'340'000'000} << "-12.3 G";
}
void TestNumberFormat::compact() {
    QFETCH(qint64, count);
    QTEST(NumberFormat{}.compact(count), "shown");
}

void TestNumberFormat::percentages() {
    const NumberFormat format;
    QCOMPARE(format.percent(0.9569), QStringLiteral("95.7%"));
    QCOMPARE(format.percent(-12.5), QStringLiteral("-1,250.0%"));
    QCOMPARE(format.percent(-0.00001), QStringLiteral("0.0%"));
    QCOMPARE(format.percent(std::nullopt), QStringLiteral("–"));
    QCOMPARE(format.percent(std::numeric_limits<double>::infinity()), QStringLiteral("–"));
}

void TestNumberFormat::numbers() {
    const tables::NumberFormat format;
    QCOMPARE(format.number(2.414), QStringLiteral("2.41"));
    QCOMPARE(format.number(1840.8123), QStringLiteral("1,840.8"));
    QCOMPARE(format.number(-0.46209), QStringLiteral("-0.462"));
    QCOMPARE(format.number(0.00123), QStringLiteral("0.00123"));
    QCOMPARE(format.number(0.0), QStringLiteral("0.0"));
    QCOMPARE(format.number(std::nullopt), QStringLiteral("–"));
    QCOMPARE(format.pValue(0.0123), QStringLiteral("0.0123"));
    QCOMPARE(format.pValue(1e-6), QStringLiteral("0.000001"));
    QCOMPARE(format.pValue(9.9e-7), QStringLiteral("< 0.000001"));
    QCOMPARE(format.pValue(0.0), QStringLiteral("< 0.000001"));
    QCOMPARE(format.pValue(std::nullopt), QStringLiteral("–"));
}

void TestNumberFormat::marksOfAnAxisHaveTheSameDecimals() {
    const NumberFormat format;
    const auto cents = [](std::int64_t amount) {
        return core::MoneySum::fromPicos(core::Int128{amount} * (core::kPicosPerUnit / 100));
    };
    QCOMPARE(format.fixed(cents(150'000), 0), QStringLiteral("$1,500"));
    QCOMPARE(format.fixed(cents(-25), 4), QStringLiteral("-$0.2500"));
    QCOMPARE(format.fixed(cents(-25), 0), QStringLiteral("$0"));
    QCOMPARE(format.fixed(cents(0), 2), QStringLiteral("$0.00"));
    QCOMPARE(format.fixed(-0.25, 2), QStringLiteral("-0.25"));
    QCOMPARE(format.fixed(-0.001, 1), QStringLiteral("0.0"));
    QCOMPARE(format.fixed(48'210.0, 0), QStringLiteral("48,210"));
}

void TestNumberFormat::exactTexts() {
    QCOMPARE(tables::exact(core::Int128{-48'210}), QStringLiteral("-48210"));
    QCOMPARE(tables::exact(27.75 / 29), QStringLiteral("0.956896551724"));
    QCOMPARE(NumberFormat{}.count(48'210), QStringLiteral("48,210"));
    QCOMPARE(NumberFormat{}.money(std::optional<core::MoneySum>{}), QStringLiteral("–"));
}

void TestNumberFormat::otherStyles() {
    tables::NumberStyle german;
    german.decimalPoint = QStringLiteral(",");
    german.groupMark = QStringLiteral(".");
    const NumberFormat format{"EUR", german};
    const auto amount = core::MoneySum::fromPicos(core::Int128{core::kPicosPerUnit} * 12'041 / 10);
    QCOMPARE(format.money(amount), QStringLiteral("EUR 1.204,10"));
}

QTEST_APPLESS_MAIN(TestNumberFormat)
#include "tst_number_format.moc"
