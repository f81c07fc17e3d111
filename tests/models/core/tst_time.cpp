// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/time.h"

#include <QDate>
#include <QTest>

using namespace ms::core;

class TestTime : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithQtsCalendar() {
        for (int number = -200'000; number < 200'000; number += 97) {
            const QDate expected = QDate(1970, 1, 1).addDays(number);
            const Day day{number};
            if (expected.year() < 1)
                continue;
            QCOMPARE(QString::fromStdString(toText(day)), expected.toString(Qt::ISODate));
            QCOMPARE(
                dayFromCivil(expected.year(), unsigned(expected.month()), unsigned(expected.day())),
                day);
            QCOMPARE(weekStartOf(day).number, number - (expected.dayOfWeek() - 1));
            int year = 0;
            const int week = expected.weekNumber(&year);
            QCOMPARE(QString::fromStdString(isoWeekText(day)),
                     QStringLiteral("%1-W%2")
                         .arg(year, 4, 10, QLatin1Char('0'))
                         .arg(week, 2, 10, QLatin1Char('0')));
            QCOMPARE(daysIn(monthOf(day)), expected.daysInMonth());
            QCOMPARE(QString::fromStdString(toText(firstDayOf(monthOf(day)))),
                     QDate(expected.year(), expected.month(), 1).toString(Qt::ISODate));
        }
    }
    void readsMoments_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
        };
        row("2026-05-01", "2026-05-01");
        row("2026-05-01T08:00:00Z", "2026-05-01T08:00:00.000Z");
        row("2026-05-01 08:00:00Z", "2026-05-01T08:00:00.000Z");
        row("2026-05-01T08:00Z", "2026-05-01T08:00:00.000Z");
        row("2026-09-15T01:30:00+09:00", "2026-09-14T16:30:00.000Z");
        row("2026-09-15T01:30:00-0230", "2026-09-15T04:00:00.000Z");
        row("2026-09-14T08:03:21.1234567Z", "2026-09-14T08:03:21.123456Z");
        row("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z");
    }
    void readsMoments() {
        QFETCH(QByteArray, text);
        const auto moment = parseMoment(text.toStdString());
        QVERIFY(moment);
        QTEST(QByteArray::fromStdString(toText(*moment)), "expected");
    }
    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "2026", "2026-13-01", "2026-02-29", "2026-00-10", "01/02/2026", "2026-5-1",
              "2026-05-01T08:00:00", "2026-05-01T24:00:00Z", "2026-05-01T08:60:00Z",
              "2026-05-01T08:00:60Z", "2026-05-01T08:00:00+25:99", "2026-05-01T08:00:00.Z",
              "2026-05-01T08:00:00Zx", "2026-05-01T", "0000-01-01"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseMoment(text.toStdString()));
    }
    void millisAreCutNeverRounded() {
        QCOMPARE(toMillisText(Instant{1'999'999}), std::string("1970-01-01T00:00:01.999Z"));
        QCOMPARE(toMillisText(Instant{-1}), std::string("1969-12-31T23:59:59.999Z"));
    }
    void rangesAreHalfOpen() {
        const TimeRange range{Instant{10}, Instant{20}};
        QVERIFY(range.contains(Instant{10}));
        QVERIFY(!range.contains(Instant{20}));
        QVERIFY(TimeRange{}.isOpen());
        QVERIFY(TimeRange{}.contains(Instant{INT64_MAX}));
    }
    void leapYearsHave29DaysInFebruary() {
        QVERIFY(parseDay("2024-02-29"));
        QVERIFY(!parseDay("2100-02-29"));
        QVERIFY(parseDay("2000-02-29"));
        QCOMPARE(toText(*parseMonth("2026-05")), std::string("2026-05"));
        QVERIFY(!parseMonth("2026-13"));
    }
};

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
