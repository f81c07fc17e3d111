// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/change_words.h"

#include <QTest>

using namespace ms;
using core::MoneySum;
using query::Dimension;

class TestChangeWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void movementsHaveWords_data() {
        QTest::addColumn<qint64>("before");
        QTest::addColumn<qint64>("after");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, qint64 before, qint64 after, const char* words) {
            QTest::newRow(name) << before << after << QString::fromLatin1(words);
        };
        row("twice as many", 100, 200, "doubled");
        row("nearly twice as many", 100, 196, "doubled");
        row("not quite", 100, 190, "+90%");
        row("three times", 10, 30, "tripled");
        row("half", 1000, 510, "halved");
        row("less", 200, 170, "-15%");
        row("a little more", 1000, 1005, "+0.5%");
        row("the same", 7, 7, "unchanged");
        row("out of nothing", 0, 7, "appeared");
        row("into nothing", 7, 0, "gone");
        row("hardly any change", 100'000, 100'001, "0%");
    }
    void movementsHaveWords() {
        QFETCH(qint64, before);
        QFETCH(qint64, after);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(report::movementWords(before, after)), words);
    }
    void signsAreShown() {
        QCOMPARE(report::signedMoneyWords(*MoneySum::parse("12.3"), "USD"), std::string("+$12.30"));
        QCOMPARE(report::signedMoneyWords(*MoneySum::parse("-0.02"), "USD"), std::string("-$0.02"));
        QCOMPARE(report::signedMoneyWords({}, "USD"), std::string("$0.00"));
        QCOMPARE(report::signedPercentWords(0.6), std::string("+60%"));
        QCOMPARE(report::signedPercentWords(-0.15), std::string("-15%"));
        QCOMPARE(report::signedPercentWords(0.00001), std::string("0%"));
    }
    void slicesHaveNames() {
        QCOMPARE(report::sliceText({"acme", ""}), std::string("acme · (not given)"));
        QCOMPARE(report::sliceWord({Dimension::PromptVersion}), std::string("prompt version"));
        QCOMPARE(report::sliceWords({Dimension::Status}), std::string("statuses"));
        QCOMPARE(report::sliceWords({Dimension::Feature, Dimension::Model}), std::string("slices"));
        QCOMPARE(report::lowered("Own cache"), std::string("own cache"));
    }
};

QTEST_APPLESS_MAIN(TestChangeWords)
#include "tst_change_words.moc"
