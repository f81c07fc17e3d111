// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/sentences.h"

#include <QTest>

using namespace ms;

class TestSentences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void money_data();
    void money();
    void counts();
    void shares();
    void timesAndDurations();
};

void TestSentences::money_data() {
    QTest::addColumn<qint64>("picos");
    QTest::addColumn<QString>("words");
    const qint64 one = core::kPicosPerUnit;
    QTest::newRow("nothing") << qint64{0} << "$0.00";
    QTest::newRow("thousands are marked") << 1204 * one + one / 100 * 17 << "$1,204.17";
    QTest::newRow("a million") << 1'000'000 * one << "$1,000,000.00";
    QTest::newRow("a loss") << -12 * one - one / 10 * 3 << "-$12.30";
    QTest::newRow("half a cent goes to even") << 12 * one + one / 1000 * 305 << "$12.30";
    QTest::newRow("one cent") << one / 100 << "$0.01";
    QTest::newRow("less than a cent is never 0.00") << one / 100'000 * 42 << "$0.00042";
    QTest::newRow("below a dime three digits") << qint64{1'234'567'890} << "$0.00123";
    QTest::newRow("more than a cent too") << qint64{36'349'000'000} << "$0.0363";
    QTest::newRow("at least cents") << one / 20 << "$0.05";
    QTest::newRow("nearly a dime") << one / 10 - 1 << "$0.10";
    QTest::newRow("a pico-unit") << qint64{1} << "$0.000000000001";
}
void TestSentences::money() {
    QFETCH(qint64, picos);
    QFETCH(QString, words);
    const auto amount = core::MoneySum::fromPicos(picos);
    QCOMPARE(QString::fromStdString(analysis::moneyWords(amount, "USD")), words);
}

void TestSentences::counts() {
    QCOMPARE(analysis::countWords(48210), "48,210");
    QCOMPARE(analysis::countWords(-999), "-999");
    QCOMPARE(analysis::countWords(1, "attempt"), "1 attempt");
    QCOMPARE(analysis::countWords(1000, "attempt"), "1,000 attempts");
    QCOMPARE(analysis::moneyWords(core::MoneySum::fromPicos(core::kPicosPerUnit), "EUR"),
             "EUR 1.00");
}

void TestSentences::shares() {
    const auto sum = [](qint64 picos) { return core::MoneySum::fromPicos(picos); };
    QCOMPARE(analysis::percentWords(0.125), "12.5%");
    QCOMPARE(analysis::percentWords(-0.03), "-3%");
    QCOMPARE(analysis::shareWords(sum(1), sum(8)), "12.5%");
    QCOMPARE(analysis::shareWords(sum(2), sum(2)), "100%");
    QCOMPARE(analysis::shareWords(sum(1), sum(-2)), "-50%");
}

void TestSentences::timesAndDurations() {
    const auto sum = [](qint64 picos) { return core::MoneySum::fromPicos(picos); };
    QCOMPARE(analysis::timesWords(sum(142), sum(10)), "14.2 times");
    QCOMPARE(analysis::timesWords(sum(24'000), sum(2)), "12,000 times");
    QCOMPARE(analysis::timesWords(sum(1), sum(-2)), "-0.5 times");
    const std::int64_t second = 1'000'000;
    QCOMPARE(analysis::durationWords(0), "0 ms");
    QCOMPARE(analysis::durationWords(240'900), "241 ms");
    QCOMPARE(analysis::durationWords(second), "1 s");
    QCOMPARE(analysis::durationWords(37'549'000), "37.5 s");
    QCOMPARE(analysis::durationWords(60 * second - 60'000), "59.9 s");
    QCOMPARE(analysis::durationWords(60 * second - 1), "1 min");
    QCOMPARE(analysis::durationWords(60 * second), "1 min");
    QCOMPARE(analysis::durationWords(725 * second), "12 min 5 s");
    QCOMPARE(analysis::durationWords(3 * 3600 * second + 59 * second), "3 h");
    QCOMPARE(analysis::durationWords(52 * 3600 * second), "2 d 4 h");
}

QTEST_APPLESS_MAIN(TestSentences)
#include "tst_sentences.moc"
