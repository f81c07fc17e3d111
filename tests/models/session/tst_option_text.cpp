// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/option_text.h"

#include <QTest>

using namespace ms;

class TestOptionText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingTypedIsNothing();
    void amountsAreExact();
    void countsAreWhole_data();
    void countsAreWhole();
    void periodsAreThoseOfTheZone();
};

void TestOptionText::nothingTypedIsNothing() {
    QVERIFY(!*session::amountOption("x", {}));
    QVERIFY(!*session::countOption("x", {}, 0));
    QVERIFY(!*session::periodOption("x", {}, {}));
}

void TestOptionText::amountsAreExact() {
    QVERIFY(**session::amountOption("x", "4.50") == *core::MoneySum::parse("4.5"));
    const auto wrong = session::amountOption("--manual-cost", "4,50");
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().message,
             std::string("--manual-cost is an amount such as 4.50, not '4,50'."));
}

void TestOptionText::countsAreWhole_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isRead");
    QTest::newRow("a number") << QStringLiteral("50000") << true;
    QTest::newRow("the least") << QStringLiteral("1") << true;
    QTest::newRow("too little") << QStringLiteral("0") << false;
    QTest::newRow("negative") << QStringLiteral("-3") << false;
    QTest::newRow("a fraction") << QStringLiteral("2.5") << false;
    QTest::newRow("words") << QStringLiteral("many") << false;
    QTest::newRow("beyond 64 bits") << QStringLiteral("99999999999999999999") << false;
}
void TestOptionText::countsAreWhole() {
    QFETCH(QString, text);
    QFETCH(bool, isRead);
    const auto count = session::countOption("The token budget", text.toStdString(), 1);
    QCOMPARE(bool(count), isRead);
    if (isRead)
        QCOMPARE(qint64(**count), text.toLongLong());
    else
        QVERIFY(
            count.error().message.starts_with("The token budget is a whole number of at least 1"));
}

void TestOptionText::periodsAreThoseOfTheZone() {
    const core::Zone berlin = *core::Zone::find("Europe/Berlin");
    const auto may = session::periodOption("x", "2026-05-01..2026-06-01", berlin);
    QVERIFY(may && *may);
    QCOMPARE(core::toText(*(*may)->from), std::string("2026-04-30T22:00:00.000Z"));
    QCOMPARE(core::toText(*(*may)->to), std::string("2026-05-31T22:00:00.000Z"));
    for (const char* text : {"2026-05-01", "2026-05-01..soon", "..2026-05-01"})
        QVERIFY(!session::periodOption("x", text, berlin));
}

QTEST_GUILESS_MAIN(TestOptionText)
#include "tst_option_text.moc"
