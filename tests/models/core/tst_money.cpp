// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/money.h"

#include <QTest>

using namespace ms::core;

class TestMoney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsPicoUnits() {
        QCOMPARE(Money::parse("0.0019572")->picos(), 1'957'200'000LL);
        QCOMPARE(Money::parse("1.2e-05")->picos(), 12'000'000LL);
        QCOMPARE(Money::parse("-3")->picos(), -3'000'000'000'000LL);
        QCOMPARE(Money::parse("0.000000000001")->picos(), 1LL);
    }
    void roundsBelowAPicoHalfEven() {
        QCOMPARE(Money::parse("0.0000000000025")->picos(), 2LL);
        QCOMPARE(Money::parse("0.0000000000035")->picos(), 4LL);
        QCOMPARE(Money::parse("-0.0000000000025")->picos(), -2LL);
    }
    void refusesWhatDoesNotFit() {
        QCOMPARE(Money::parse("9223372.036854775807")->picos(), INT64_MAX);
        QVERIFY(!Money::parse("9223372.036854775808"));
        QVERIFY(!Money::parse("1e12"));
        QVERIFY(!Money::parse("."));
        QVERIFY(!Money::parse("1,5"));
    }
    void sumsPast64Bits() {
        MoneySum sum;
        for (int i = 0; i < 4; ++i)
            sum += Money::fromPicos(INT64_MAX);
        QCOMPARE(toDecimalText(sum), std::string("36893488.147419103228"));
        sum -= Money::fromPicos(INT64_MAX);
        sum -= Money::fromPicos(INT64_MAX);
        sum -= Money::fromPicos(INT64_MAX);
        sum -= Money::fromPicos(INT64_MAX);
        QVERIFY(sum.isZero());
    }
    void printsCanonically_data() {
        QTest::addColumn<qint64>("picos");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("zero") << qint64(0) << QByteArray("0");
        QTest::newRow("one pico") << qint64(1) << QByteArray("0.000000000001");
        QTest::newRow("below a cent") << qint64(420'000'000) << QByteArray("0.00042");
        QTest::newRow("whole") << qint64(29'000'000'000'000) << QByteArray("29");
        QTest::newRow("negative") << qint64(-1'250'000'000'000) << QByteArray("-1.25");
        QTest::newRow("smallest") << qint64(INT64_MIN) << QByteArray("-9223372.036854775808");
    }
    void printsCanonically() {
        QFETCH(qint64, picos);
        QTEST(QByteArray::fromStdString(toDecimalText(Money::fromPicos(picos))), "text");
    }
    void printedTextReadsBack() {
        std::uint64_t state = 1;
        for (int i = 0; i < 20'000; ++i) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            const Money money = Money::fromPicos(static_cast<std::int64_t>(state) >> (i % 60));
            QCOMPARE(Money::parse(toDecimalText(money))->picos(), money.picos());
        }
    }
    void roundsForDisplay() {
        QVERIFY(roundedTo(Money::fromPicos(1'255'000'000'000), 2) == 126); // 125.5 to even
        QVERIFY(roundedTo(Money::fromPicos(1'245'000'000'000), 2) == 124); // 124.5 to even
        QVERIFY(roundedTo(Money::fromPicos(-1'255'000'000'001), 2) == -126);
        QVERIFY(roundedTo(Money::fromPicos(7), 12) == 7);
    }
};

QTEST_APPLESS_MAIN(TestMoney)
#include "tst_money.moc"
