// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/cell_text.h"

#include <QDateTime>
#include <QtTest>

using namespace ms::importers;

class TestCellText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreThoseThatWereTyped_data() {
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("shown"); // empty: no number
        const auto row = [](const char* name, const char* stored, const char* shown) {
            QTest::newRow(name) << QString::fromLatin1(stored) << QString::fromLatin1(shown);
        };
        row("a whole number", "1180", "1180");
        row("17 digits of 1.1", "1.1000000000000001", "1.1");
        row("17 digits of 0.1 + 0.2", "0.30000000000000004", "0.3");
        row("17 digits of a price with exponent", "2.5000000000000001E-6", "0.0000025");
        row("17 digits below", "4.9999999999999996", "5");
        row("15 digits stay", "123456789.012345", "123456789.012345");
        row("half to even", "1.234567890123445", "1.23456789012344");
        row("negative", "-1.1000000000000001", "-1.1");
        row("digits before the point stay", "12345678901234567", "12345678901234567");
        row("a large number with exponent", "1.5E+20", "150000000000000000000");
        row("zero", "0", "0");
        row("more than a number holds", "1E+300", "");
        row("no number", "abc", "");
        row("nothing", "", "");
        row("infinity", "INF", "");
    }
    void numbersAreThoseThatWereTyped() {
        QFETCH(QString, stored);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(numberText(stored.toStdString()).value_or("")), shown);
    }

    void daysAndTimes_data() {
        QTest::addColumn<QString>("stored");
        QTest::addColumn<int>("system");
        QTest::addColumn<QString>("shown"); // empty: none
        const auto row = [](const char* name, const char* stored, DateSystem system,
                            const char* shown) {
            QTest::newRow(name) << QString::fromLatin1(stored) << int(system)
                                << QString::fromLatin1(shown);
        };
        const auto from1900 = DateSystem::From1900;
        const auto from1904 = DateSystem::From1904;
        row("the first day", "1", from1900, "1900-01-01");
        row("before the day that never was", "59", from1900, "1900-02-28");
        row("29 February 1900 never was", "60", from1900, "");
        row("nor any time of it", "60.5", from1900, "");
        row("midnight after it", "60.99999999999", from1900, "1900-03-01");
        row("after it", "61", from1900, "1900-03-01");
        row("a leap day", "45351", from1900, "2024-02-29");
        row("the last day", "2958465", from1900, "9999-12-31");
        row("the year 10000", "2958466", from1900, "");
        row("rounded into the year 10000", "2958465.9999999999", from1900, "");
        row("the first day of the other count", "1", from1904, "1904-01-02");
        row("1,462 days between the counts", "43889", from1904, "2024-02-29");
        row("the year 10000 of the other count", "2957004", from1904, "");
        row("half past one", "46143.5625", from1900, "2026-05-01T13:30:00");
        row("15 digits of a second", "46143.335659722222", from1900, "2026-05-01T08:03:21");
        row("milliseconds", "46143.3356611111", from1900, "2026-05-01T08:03:21.120");
        row("rounded up to midnight", "46143.9999999999", from1900, "2026-05-02");
        row("a time of day", "0.5", from1900, "12:00:00");
        row("midnight", "0", from1900, "00:00:00");
        row("a negative number", "-1", from1900, "");
        row("a huge number", "1E+30", from1900, "");
        row("no number", "2026-05-01", from1900, "");
    }
    void daysAndTimes() {
        QFETCH(QString, stored);
        QFETCH(int, system);
        QFETCH(QString, shown);
        QCOMPARE(
            QString::fromStdString(dateText(stored.toStdString(), DateSystem(system)).value_or("")),
            shown);
    }

    void everyDayIsThatOfTheCalendar() {
        const QDate first(1899, 12, 30);
        for (int serial = 61; serial <= 2'958'465; serial += 97) {
            const QString want = first.addDays(serial).toString(Qt::ISODate);
            QCOMPARE(QString::fromStdString(
                         dateText(std::to_string(serial), DateSystem::From1900).value_or("")),
                     want);
        }
    }

    void formatsOfDates_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("isDate");
        const auto row = [](const char* code, bool isDate) {
            QTest::newRow(code) << QString::fromUtf8(code) << isDate;
        };
        row("yyyy-mm-dd", true);
        row("d/m/yy h:mm", true);
        row("[$-409]mmm yyyy;@", true);
        row("[$-F800]dddd\\,\\ mmmm\\ dd", true);
        row("h:mm AM/PM", true);
        row("[Red]yyyy", true);
        row("\"day\" D", true);
        row("mm:ss.0", true);
        row("[h]:mm", false);
        row("[mm]:ss", false);
        row("General", false);
        row("0.00", false);
        row("#,##0.00 \"USD/day\"", false);
        row("0.00\\d", false);
        row("#,##0.00 [$USD]", false);
        row("[Red]-0.00", false);
        row("0.00E+00", false);
        row("_-* #,##0.00 _€_-", false);
        row("0;yyyy", false);
        row("@", false);
        row("[", false);
        row("", false);
    }
    void formatsOfDates() {
        QFETCH(QString, code);
        QFETCH(bool, isDate);
        QCOMPARE(isDateFormat(code.toStdString()), isDate);
    }

    void formatsByNumber() {
        for (const int id : {14, 17, 22, 30, 45, 47, 57})
            QVERIFY(isBuiltInDateFormat(id));
        for (const int id : {-1, 0, 1, 4, 10, 13, 23, 37, 44, 46, 48, 49, 59, 164})
            QVERIFY(!isBuiltInDateFormat(id));
    }

    void escapesOfCharacters_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("none") << QStringLiteral("K\u00f6ln_x") << QStringLiteral("K\u00f6ln_x");
        QTest::newRow("a carriage return") << QStringLiteral("a_x000D_b") << QStringLiteral("a\rb");
        QTest::newRow("an underscore that stands for itself")
            << QStringLiteral("a_x005F_x000D_b") << QStringLiteral("a_x000D_b");
        QTest::newRow("a letter") << QStringLiteral("_x00f6_") << QStringLiteral("\u00f6");
        QTest::newRow("a pair") << QStringLiteral("_xD83D__xDE80_!")
                                << QStringLiteral("\U0001F680!");
        QTest::newRow("no hexadecimal digits")
            << QStringLiteral("_x00g0_ _x-001_") << QStringLiteral("_x00g0_ _x-001_");
        QTest::newRow("cut short") << QStringLiteral("a_x000D") << QStringLiteral("a_x000D");
    }
    void escapesOfCharacters() {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(unescaped(text.toStdString())), shown);
    }
};

QTEST_APPLESS_MAIN(TestCellText)
#include "tst_cell_text.moc"
